import type { Words } from '#kernel';

/** Names for what stands as an id in the ledger. Missing or erased persons get a stand-in, never an empty place. */
export interface Names {
  person(personId: string): string;
  /** Staff by the id that stands in `actor`. */
  actor(actorId: string): string;
  community(code: string): string;
}

const PERSON = /\{person:([0-9a-f-]{36})\}/g;

/** Puts names into `{person:<id>}` places. */
export function named(words: Words, names: Names): Words {
  const put = (text: string) => text.replace(PERSON, (_all, id: string) => names.person(id));
  return { zh: put(words.zh), en: put(words.en) };
}

/** `person:<id>` and the other subjects of results, as a reader calls them. */
export function subjectName(subject: string, names: Names): string {
  const [kind, rest = ''] = [subject.slice(0, subject.indexOf(':')), subject.slice(subject.indexOf(':') + 1)];
  switch (kind) {
    case 'person':
      return names.person(rest);
    case 'pair':
      return rest
        .split('+')
        .map((id) => names.person(id))
        .join(' — ');
    case 'community':
      return names.community(rest);
    default:
      return '';
  }
}
