import { z } from 'zod';
import type { Category } from './stream-name.js';
import type { Words } from './words.js';

/**
 * `public` may be shown to anyone, `internal` to those whose role may see the event; both stand in the leaf.
 * `personal` and `sensitive` never enter the leaf: it holds salted commitments, the values live in the vault.
 */
export type FieldClass = 'public' | 'internal' | 'personal' | 'sensitive';

/** Marks one field's class where it differs from the event's own; nested fields inherit. */
export function classed<S extends z.ZodType>(fieldClass: FieldClass, schema: S): S {
  return schema.meta({ class: fieldClass }) as S;
}

export interface EventVersion {
  readonly data: z.ZodObject;
  /** Personal fields by name: they travel beside `data` to the vault and become commitments. */
  readonly personal?: z.ZodObject;
  /** From the version before to this one; pure, kept for ever. */
  readonly upcast?: (older: Record<string, unknown>) => Record<string, unknown>;
}

/** An event type is a value that carries its schemas. `Data` is the shape of its newest version. */
export interface EventType<T extends string = string, Data = unknown, Personal = unknown> {
  readonly type: T;
  readonly category: Category | readonly Category[];
  readonly title: Words;
  readonly paragraphs: readonly number[];
  readonly fieldClass: 'public' | 'internal';
  readonly latest: number;
  readonly versions: Readonly<Record<number, EventVersion>>;
  readonly schema: z.ZodType<Data>;
  /** Checks and makes an event; throws a ZodError on data that no decision may produce. */
  of(data: Data, personal?: PersonalValues<Personal>): DecidedEvent<T, Data>;
  /** Any stored version as data of the newest. */
  upcast(version: number, data: Record<string, unknown>): Data;
}

export interface PersonalValues<P> {
  /** Whose data it is: the person id whose vault key protects it. */
  readonly subject: string;
  readonly values: P;
}

/** What a decision gives: the envelope around it is made by the command runner. */
export interface DecidedEvent<T extends string = string, Data = unknown> {
  readonly type: T;
  readonly sv: number;
  readonly data: Data;
  readonly personal?: readonly { readonly subject: string; readonly path: string; readonly value: string }[];
}

/** Declares an event type with its versions 1…n; the highest is the one that is written. */
export function defineEvent<
  const T extends string,
  D extends z.ZodObject,
  P extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(spec: {
  readonly type: T;
  readonly category: Category | readonly Category[];
  readonly title: Words;
  readonly paragraphs?: readonly number[];
  readonly fieldClass?: 'public' | 'internal';
  readonly data: D;
  readonly personal?: P;
  /** Versions before the one in `data`, oldest first: 1, 2, … */
  readonly older?: readonly EventVersion[];
  readonly upcast?: EventVersion['upcast'];
}): EventType<T, z.infer<D>, z.infer<P>> {
  const older = spec.older ?? [];
  const latest = older.length + 1;
  const versions: Record<number, EventVersion> = {};
  older.forEach((version, index) => {
    versions[index + 1] = version;
  });
  versions[latest] = { data: spec.data, personal: spec.personal, upcast: spec.upcast };
  return {
    type: spec.type,
    category: spec.category,
    title: spec.title,
    paragraphs: spec.paragraphs ?? [],
    fieldClass: spec.fieldClass ?? 'internal',
    latest,
    versions,
    schema: spec.data as unknown as z.ZodType<z.infer<D>>,
    of(data, personal) {
      const checked = spec.data.parse(data) as z.infer<D>;
      if (personal === undefined) return { type: spec.type, sv: latest, data: checked };
      if (spec.personal === undefined) throw new Error(`${spec.type} has no personal fields`);
      const values = spec.personal.parse(personal.values) as Record<string, string | undefined>;
      const disclosed = Object.entries(values)
        .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '')
        .map(([path, value]) => ({ subject: personal.subject, path, value }));
      return { type: spec.type, sv: latest, data: checked, personal: disclosed };
    },
    upcast(version, data) {
      let current: Record<string, unknown> = data;
      for (let v = version + 1; v <= latest; v++) {
        const step = versions[v]?.upcast;
        if (step === undefined) throw new Error(`${spec.type} has no upcaster to version ${v}`);
        current = step(current);
      }
      return current as z.infer<D>;
    },
  };
}

export type DataOf<E> = E extends EventType<string, infer D, infer _P> ? D : never;
export type TypeNameOf<E> = E extends EventType<infer T, infer _D, infer _P> ? T : never;

/** All event types of a library or of the product, by name. */
export interface EventCatalogue {
  readonly types: ReadonlyMap<string, EventType>;
}

export function catalogueOf(...lists: readonly (readonly EventType<string, never, never>[])[]): EventCatalogue;
export function catalogueOf(...lists: readonly (readonly unknown[])[]): EventCatalogue;
export function catalogueOf(...lists: readonly (readonly unknown[])[]): EventCatalogue {
  const types = new Map<string, EventType>();
  for (const list of lists) {
    for (const item of list) {
      const eventType = item as EventType;
      if (types.has(eventType.type)) throw new Error(`two event types are called ${eventType.type}`);
      types.set(eventType.type, eventType);
    }
  }
  return { types };
}
