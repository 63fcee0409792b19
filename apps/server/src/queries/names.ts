import { NoticePosted } from '#elections';
import { last, shanghaiDay, type Words } from '#kernel';
import type { FactsBook } from '#supervision';

/** Names for what stands as an id in the ledger. Missing or erased persons get a stand-in, never an empty place. */
export interface Names {
  person(personId: string): string;
  /** Staff by the id that stands in `actor`. */
  actor(actorId: string): string;
  community(code: string): string;
  /** A notice by its title and the day of posting: a community has several. */
  notice(noticeId: string): string;
}

/** `关于预备人选的公示 2021-11-05`; the short id where there is no such posting. */
export function noticeName(book: FactsBook, noticeId: string): string {
  const stream = `notice-${noticeId}`;
  const place = book.noticeTerms.get(stream);
  const notices = place === undefined ? [] : (book.records.get(place.key)?.notices ?? []);
  const posted = last(
    notices.find((journal) => journal.stream === stream),
    NoticePosted,
  );
  return posted === undefined ? '' : `${posted.data.title} ${shanghaiDay(posted.on ?? posted.at)}`;
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
    case 'street':
      return names.community(rest);
    case 'notice':
      return names.notice(rest);
    default:
      return '';
  }
}
