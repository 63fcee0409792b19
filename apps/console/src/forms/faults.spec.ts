import { faultsOf } from './faults.js';
import { kindOf, type Node, pruned } from './schema.js';

const person: Node = { type: 'string', pattern: '^[0-9a-f]{8}-x$', reference: 'person' };
const schema: Node = {
  type: 'object',
  required: ['due', 'votes', 'agenda', 'kind'],
  properties: {
    due: { type: 'integer', minimum: 0, maximum: 100 },
    kind: { type: 'string', enum: ['members', 'delegates'] },
    agenda: { type: 'object', required: ['report'], properties: { report: { type: 'string', enum: ['passed'] } } },
    votes: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['personId', 'votes'],
        properties: { personId: person, votes: { type: 'integer', minimum: 0 } },
      },
    },
    note: { type: 'string', maxLength: 3 },
    origin: { type: 'object', required: ['row'], properties: { row: { type: 'integer' } } },
  },
};
const right = { due: 3, kind: 'members', agenda: { report: 'passed' }, votes: [{ personId: '00000000-x', votes: 0 }] };
const pointers = (value: unknown) => faultsOf(value, schema, '/data').map(({ pointer, code }) => `${pointer} ${code}`);

describe('faults that a form finds by itself', () => {
  it('finds none in right values', () => expect(pointers(right)).toEqual([]));

  it('names each missing field, inside groups too', () => {
    expect(pointers({})).toEqual([
      '/data/due REQUIRED',
      '/data/kind REQUIRED',
      '/data/agenda/report REQUIRED',
      '/data/votes REQUIRED',
    ]);
  });

  it('names the row of a table', () => {
    const votes = [...right.votes, { personId: 'who', votes: 1 }, { votes: -1 }];
    expect(pointers({ ...right, votes })).toEqual([
      '/data/votes/1/personId NOT_A_PERSON',
      '/data/votes/2/personId REQUIRED',
      '/data/votes/2/votes TOO_SMALL',
    ]);
  });

  it('holds numbers, choices and lengths to their limits', () => {
    expect(pointers({ ...right, due: 101, kind: 'all', note: '四个字了' })).toEqual([
      '/data/due TOO_BIG',
      '/data/kind NOT_A_CHOICE',
      '/data/note TOO_BIG',
    ]);
    expect(pointers({ ...right, due: 1.5 })).toEqual(['/data/due INVALID']);
    expect(pointers({ ...right, votes: [] })).toEqual(['/data/votes TOO_SMALL']);
  });
});

describe('what is sent', () => {
  it('leaves out what was left empty, but keeps required empty lists, zero and no', () => {
    const node: Node = {
      type: 'object',
      required: ['tellers'],
      properties: {
        tellers: { type: 'array', items: person },
        guests: { type: 'array', items: person },
        note: { type: 'string' },
        late: { type: 'object', properties: { reason: { type: 'string' } } },
        due: { type: 'integer' },
        whole: { type: 'boolean' },
      },
    };
    const typed = { tellers: [], guests: [], note: '', late: { reason: '' }, due: 0, whole: false, gone: undefined };
    expect(pruned(typed, node)).toEqual({ tellers: [], due: 0, whole: false });
  });
});

describe('controls', () => {
  it.each<[string, Node]>([
    ['person', person],
    ['persons', { type: 'array', items: person }],
    ['table', { type: 'array', items: { type: 'object' } }],
    ['choices', { type: 'array', items: { type: 'string', enum: ['a'] } }],
    ['lines', { type: 'array', items: { type: 'string' } }],
    ['day', { type: 'string', format: 'date' }],
    ['month', { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }],
    ['file', { type: 'string', pattern: '^[0-9a-f]{64}$' }],
    ['unit', { type: 'string', pattern: '^[A-Z][0-9]{2,6}$' }],
    ['text', { type: 'string', maxLength: 1000 }],
    ['line', { type: 'string', maxLength: 200 }],
  ])('%s', (kind, node) => expect(kindOf(node)).toBe(kind));
});
