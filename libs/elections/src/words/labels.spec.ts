import type { z } from 'zod';
import type { Words } from '#kernel';
import { electionCommands } from '../commands.js';
import { electionEvents } from '../events.js';
import { importRowSchemas } from '../import/rows.js';
import { rejectionWords, wordRejection } from '../refusals.js';
import { type SchemaPlaces, walkSchema } from '../testing/schema-walk.js';
import { enumLabel, enumLabels } from './choice-labels.js';
import { fieldLabel, fieldLabels } from './field-labels.js';

interface Described {
  readonly type: string | undefined;
  readonly schema: z.ZodType;
}

const described: readonly Described[] = [
  ...electionEvents.flatMap(({ type, versions }) =>
    Object.values(versions).flatMap(({ data, personal }) =>
      [data, personal].flatMap((schema) => (schema === undefined ? [] : [{ type, schema }])),
    ),
  ),
  ...electionCommands.flatMap(({ records, schema, personal }) =>
    [schema, personal].flatMap((part) => (part === undefined ? [] : [{ type: records[0], schema: part as z.ZodType }])),
  ),
  ...Object.values(importRowSchemas).map((schema) => ({ type: undefined, schema })),
];

function placesOf(schema: z.ZodType): SchemaPlaces {
  const places = { fields: new Set<string>(), choices: new Set<string>() };
  walkSchema(schema, places);
  return places;
}

describe('the words of the forms', () => {
  it('label every field of every event, command and imported row', () => {
    const missing = described.flatMap(({ type, schema }) =>
      [...placesOf(schema).fields].filter((field) => fieldLabel(field, type) === undefined),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it('label every value that can be chosen', () => {
    const missing = described.flatMap(({ type, schema }) =>
      [...placesOf(schema).choices].filter((choice) => {
        const [field = '', value = ''] = choice.split('.');
        return enumLabel(value, field, type) === undefined;
      }),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it('hold no label that nothing uses', () => {
    const fields = new Set<string>();
    const choices = new Set<string>();
    for (const { type, schema } of described) {
      const places = placesOf(schema);
      for (const field of places.fields) fields.add(field).add(`${type}.${field}`);
      for (const choice of places.choices) {
        choices
          .add(choice)
          .add(`${type}.${choice}`)
          .add(choice.slice(choice.indexOf('.') + 1));
      }
    }
    expect(Object.keys(fieldLabels).filter((key) => !fields.has(key))).toEqual([]);
    expect(Object.keys(enumLabels).filter((key) => !choices.has(key))).toEqual([]);
  });

  it('are Chinese in zh and not Chinese in en', () => {
    const all: readonly Words[] = [
      ...Object.values(fieldLabels),
      ...Object.values(enumLabels),
      ...Object.values(rejectionWords),
      ...electionEvents.map(({ title }) => title),
      ...electionCommands.map(({ title }) => title),
    ];
    expect(all.filter(({ zh }) => !/\p{Script=Han}/u.test(zh))).toEqual([]);
    expect(all.filter(({ en }) => en === '' || /\p{Script=Han}/u.test(en))).toEqual([]);
  });

  it('tell apart what the same value means in different fields', () => {
    expect(enumLabel('member', 'membership')?.zh).toBe('中共党员');
    expect(enumLabel('member', 'post')?.zh).toBe('委员');
    expect(enumLabel('delegates', 'kind', 'CongressHeld')?.zh).toBe('党员代表大会');
    expect(enumLabel('delegates', 'kind', 'ImportStarted')?.zh).toBe('代表名册');
  });
});

describe('the words of a refusal', () => {
  it('name the same parameters in both languages, but for those that are words themselves', () => {
    const holes = (text: string) => [...text.matchAll(/\{(\w+?)(?:Zh|En)?\}/g)].map(([, name]) => name).sort();
    const unequal = Object.entries(rejectionWords).filter(([, { zh, en }]) => holes(zh).join() !== holes(en).join());
    expect(unequal.map(([code]) => code)).toEqual([]);
  });

  it('put names in the place of ids', () =>
    expect(
      wordRejection({ code: 'TIE_AT_LAST_SEAT', params: { persons: 'x,y', votes: 71, seats: 7 } }, 'zh', (id) =>
        id === 'x' ? '周明' : '钱芳',
      ),
    ).toBe('周明、钱芳 得票相同（各 71 票），应选 7 名的最后名额无法确定；请再次投票后，凭文号用“补录”登记当选名单'));
});
