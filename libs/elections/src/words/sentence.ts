import type { DataOf, TypeNameOf, Words } from '#kernel';
import type { electionEvents } from '../events.js';
import { enumLabel } from './choice-labels.js';

/** How a reader calls what stands as a code or an id. */
export interface NameResolver {
  person(personId: string): string;
  community(code: string): string;
}

/** Helps a sentence along: names, labels and lists in both languages. */
export interface Say {
  person(personId: string): string;
  /** Names in a row; from the sixth on only their number. */
  people(personIds: readonly string[]): Words;
  community(code: string): string;
  /** The label of a chosen value, by the field it stands in. */
  choice(value: string, field?: string): Words;
  choices(values: readonly string[], field?: string): Words;
  /** The label in the middle of a sentence: English begins small. */
  within(value: string, field?: string): Words;
}

const SHOWN = 5;
/** English labels that keep their capital inside a sentence. */
const PROPER = /^(Party|Youth)\b/;

/** `1 seat`, `7 seats`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function sayWith(names: NameResolver, eventType: string): Say {
  const choice: Say['choice'] = (value, field) => enumLabel(value, field, eventType) ?? { zh: value, en: value };
  const within: Say['within'] = (value, field) => {
    const { zh, en } = choice(value, field);
    return { zh, en: PROPER.test(en) ? en : en.charAt(0).toLowerCase() + en.slice(1) };
  };
  return {
    within,
    person: (id) => names.person(id),
    community: (code) => names.community(code),
    choice,
    choices: (values, field) => ({
      zh: values.map((value) => choice(value, field).zh).join('、'),
      en: values.map((value) => within(value, field).en).join(', '),
    }),
    people: (ids) => {
      const shown = ids.slice(0, SHOWN).map((id) => names.person(id));
      const more = ids.length > SHOWN;
      return {
        zh: `${shown.join('、')}${more ? ` 等 ${ids.length} 人` : ''}`,
        en: `${shown.join(', ')}${more ? ` and ${ids.length - SHOWN} more` : ''}`,
      };
    },
  };
}

type ElectionEvent = (typeof electionEvents)[number];
export type ElectionEventName = TypeNameOf<ElectionEvent>;
type DataByName = { readonly [E in ElectionEvent as TypeNameOf<E>]: DataOf<E> };

/** What follows the event's title in its sentence; undefined where the title says it all. */
export type Detail<Data> = (data: Data, say: Say) => Words | undefined;

/** The details of some event types, by name. */
export type Details<T extends ElectionEventName> = { readonly [Name in T]: Detail<DataByName[Name]> };
