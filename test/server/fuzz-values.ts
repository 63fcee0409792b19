/** Numbers of a fixed seed: a run can be repeated exactly. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  is(share: number): boolean {
    return this.next() < share;
  }

  of<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error('nothing to choose from');
    return choices[this.below(choices.length)] as T;
  }
}

export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly class?: string;
}

/** Names and ids that mean something on the server that is asked. */
export interface Known {
  readonly uuids: readonly string[];
  readonly units: readonly string[];
  readonly ids: readonly string[];
  readonly words: readonly string[];
  readonly idsOf: Readonly<Record<string, readonly string[]>>;
  /** Stands in every personal value, so that it can be looked for. */
  readonly marker: string;
}

const HEX = '0123456789abcdef';

/** A value that fits the schema, as far as a schema can say; a plain one has more of what goes together. */
export function fitting(schema: JsonSchema, dice: Dice, known: Known, plain = false, depth = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return dice.of(schema.enum);
  if (schema.anyOf !== undefined) return fitting(dice.of(schema.anyOf), dice, known, plain, depth);
  switch (schema.type) {
    case 'object': {
      const value: Record<string, unknown> = {};
      for (const [key, inner] of Object.entries(schema.properties ?? {})) {
        const required = schema.required?.includes(key) === true;
        // What is rarely right by chance is left out of plain ones, and what mostly is asked for is in them.
        const share = !plain ? 0.5 : key === 'att' || key === 'origin' ? 0.02 : key === 'on' ? 0.95 : 0.3;
        if (required || (depth < 6 && dice.is(share))) value[key] = fitting(inner, dice, known, plain, depth + 1);
      }
      return value;
    }
    case 'array': {
      const least = schema.minItems ?? 0;
      const count = Math.min(schema.maxItems ?? 5, least + dice.below(3));
      return Array.from({ length: count }, () => fitting(schema.items ?? {}, dice, known, plain, depth + 1));
    }
    case 'integer':
    case 'number': {
      const low = schema.minimum ?? 0;
      const high = Math.min(schema.maximum ?? 1000, low + 1000);
      return low + dice.below(high - low + 1);
    }
    case 'boolean':
      return dice.is(0.5);
    case 'string':
      return text(schema, dice, known);
    default:
      return dice.of([null, 1, 'x', [], {}]);
  }
}

function text(schema: JsonSchema, dice: Dice, known: Known): string {
  const { pattern = '', format } = schema;
  if (schema.class === 'personal' || schema.class === 'sensitive') {
    if (pattern === '') return `${known.marker}${dice.below(1000)}`.slice(0, schema.maxLength ?? 60);
  }
  if (format === 'uuid' || pattern.startsWith('^[0-9a-f]{8}-')) return dice.of(known.uuids);
  if (pattern === '^[0-9a-f]{64}$') return Array.from({ length: 64 }, () => dice.of([...HEX])).join('');
  if (pattern.startsWith('^[A-Z][0-9]')) return dice.of(known.units);
  const month = `20${10 + dice.below(15)}-${String(1 + dice.below(12)).padStart(2, '0')}`;
  const day = `${month}-${String(1 + dice.below(28)).padStart(2, '0')}`;
  if (format === 'date-time') return `${day}T${String(dice.below(24)).padStart(2, '0')}:30:00+08:00`;
  if (format === 'date') return day;
  if (pattern.startsWith('^\\d{4}-')) return month;
  if (pattern.includes('{17}')) return '999999198005060015';
  const words = dice.of(known.words);
  return words.padEnd(schema.minLength ?? 0, '文').slice(0, schema.maxLength ?? 200);
}

/** JSON that must be written by hand: `JSON.stringify` would not. */
export class Raw {
  constructor(readonly json: string) {}
}

const STRANGE: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0.5,
  () => 2 ** 53,
  () => new Raw('1e400'),
  () => new Raw('-0'),
  () => new Raw('12345678901234567890123'),
  () => '',
  () => ' ',
  () => 'x'.repeat(20_000),
  () => '汉'.repeat(3_000),
  () => '\u0000',
  () => 'a\u202eb\u2066',
  () => '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}',
  () => new Raw('"\\ud800"'),
  () => new Raw('"a\\udc00b"'),
  () => '__proto__',
  () => 'constructor',
  () => '../../../etc/passwd',
  () => 'term-C99-0000-0',
  () => 'person-__proto__',
  () => '9999-12-31',
  () => '0000-01-01',
  () => '2021-02-30',
  () => '2021-11-20T25:61:00+99:00',
  () => "'; DROP TABLE events; --",
  () => '" OR "1"="1',
  () => '*)(uid=*',
  () => '<script>alert(1)</script>',
  () => '%00%2e%2e%2f',
  () => [],
  () => [[[[[]]]]],
  () => Array.from({ length: 500 }, (_, i) => i),
  () => ({}),
  () => ({ length: 3, 0: 'x' }),
  () => ({ toString: 'x', valueOf: 1, hasOwnProperty: null }),
  () => new Raw('{"__proto__":{"polluted":1}}'),
  () => new Raw('{"constructor":{"prototype":{"polluted":1}}}'),
  () => new Raw('['.repeat(63) + ']'.repeat(63)),
  () => new Raw('['.repeat(40_000) + ']'.repeat(40_000)),
  () => new Raw(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`),
];

export function strange(dice: Dice): unknown {
  return dice.of(STRANGE)();
}

/** The value with one to three of its parts replaced, dropped, doubled or joined by strangers. */
export function spoilt(value: unknown, dice: Dice): unknown {
  let now = value;
  for (let i = 1 + dice.below(3); i > 0; i--) now = spoilOne(now, dice);
  return now;
}

function spoilOne(value: unknown, dice: Dice): unknown {
  if (value instanceof Raw || typeof value !== 'object' || value === null || dice.is(0.15)) return strange(dice);
  if (Array.isArray(value)) {
    if (value.length === 0 || dice.is(0.2)) return [...value, strange(dice)];
    const at = dice.below(value.length);
    return value.map((item, index) => (index === at ? spoilOne(item, dice) : item));
  }
  const keys = Object.keys(value);
  const copy: Record<string, unknown> = { ...value };
  if (keys.length === 0 || dice.is(0.15)) {
    const name = dice.of([
      '__proto__',
      'constructor',
      'prototype',
      'toJSON',
      'extra',
      '',
      '\u0000',
      'data',
      'x'.repeat(500),
    ]);
    Object.defineProperty(copy, name, { value: strange(dice), enumerable: true, configurable: true, writable: true });
    return copy;
  }
  const key = dice.of(keys);
  if (dice.is(0.15)) delete copy[key];
  else copy[key] = spoilOne(copy[key], dice);
  return copy;
}

/** As JSON, with what was written by hand. */
export function written(value: unknown): string {
  if (value instanceof Raw) return value.json;
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${written(item)}`)
      .join(',')}}`;
  return JSON.stringify(value) ?? 'null';
}
