import { z } from 'zod';
import { personReferences, repeatedPersons, statedTime } from './body-checks.js';
import { PersonId } from './fields.js';
import { PersonRegistered } from './people/events.js';
import { person } from './testing/scenario.js';

// 2021-11-20, eleven at night in Shanghai: in UTC it is still the afternoon.
const at = '2021-11-20T15:00:00.000Z';

describe('the time that a person states', () => {
  it.each([
    ['2021-11-21', true],
    ['2021-11-22', false],
    ['2021-11-21T23:00:00+08:00', true],
    ['2021-11-21T23:00:01+08:00', false],
    ['2021-11-21T15:00:00Z', true],
    ['2019-01-01', true],
  ])('%s is taken, seen from Shanghai: %s', (on, taken) =>
    expect(statedTime(on, 'required', at)?.code).toBe(taken ? undefined : 'ON_IN_FUTURE'),
  );

  it('is asked for where it must be and refused where it makes no sense', () => {
    expect(statedTime(undefined, 'required', at)?.code).toBe('ON_REQUIRED');
    expect(statedTime(undefined, 'optional', at)).toBeUndefined();
    expect(statedTime('2021-11-20', 'none', at)?.code).toBe('ON_NOT_TAKEN');
  });
});

describe('the persons in a command', () => {
  const schema = z.strictObject({
    chair: PersonId,
    deputy: PersonId.optional(),
    members: z.array(z.strictObject({ personId: PersonId, votes: z.number() })),
    entry: z.string(),
  });

  it('are found wherever the schema says that a person stands, and nowhere else', () =>
    expect(
      personReferences(schema, {
        chair: person(1),
        members: [
          { personId: person(2), votes: 3 },
          { personId: person(3), votes: 1 },
        ],
        entry: person(9),
      }),
    ).toEqual([
      { id: person(1), pointer: '/chair' },
      { id: person(2), pointer: '/members/0/personId' },
      { id: person(3), pointer: '/members/1/personId' },
    ]));

  it('stand once on each list, but may stand on several', () => {
    const members = [{ personId: person(1) }, { personId: person(2) }];
    expect(repeatedPersons({ members, tellers: [person(1)] })).toEqual([]);
    expect(repeatedPersons({ members: [...members, { personId: person(1) }] })).toMatchObject([
      { code: 'DUPLICATE_PERSON', pointer: '/members/2', params: { person: person(1) } },
    ]);
    expect(repeatedPersons({ inner: { tellers: [person(3), person(3)] } })).toMatchObject([
      { pointer: '/inner/tellers/1' },
    ]);
    expect(repeatedPersons({ duties: [members[0], members[0]] }, ['duties'])).toEqual([]);
  });

  it('are marked in the event types too, so that forms offer a search', () =>
    expect(z.toJSONSchema(PersonRegistered.schema)).toMatchObject({
      properties: { personId: { reference: 'person' } },
    }));
});
