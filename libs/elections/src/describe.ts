import { type Entry, type EventType, shanghaiDay, shanghaiTime, type Words } from '#kernel';
import { unitOfStream } from './define-command.js';
import { electionEvents } from './events.js';
import { type Detail, type Details, type ElectionEventName, type NameResolver, sayWith } from './words/sentence.js';
import { congressDetails } from './words/sentences/congress.js';
import { nominationDetails } from './words/sentences/nomination.js';
import { otherDetails } from './words/sentences/others.js';
import { peopleDetails } from './words/sentences/people.js';
import { streetDetails } from './words/sentences/street.js';
import { termDetails } from './words/sentences/term.js';

const details: Details<ElectionEventName> = {
  ...peopleDetails,
  ...streetDetails,
  ...termDetails,
  ...nominationDetails,
  ...congressDetails,
  ...otherDetails,
};
const types: ReadonlyMap<string, EventType> = new Map(
  electionEvents.map((eventType) => [eventType.type, eventType as unknown as EventType]),
);

/** An entry, with the envelope's unit where it is at hand: it tells the community of a notice's later entries. */
export type Describable = Pick<Entry, 'type' | 'stream' | 'at' | 'on' | 'data'> & { readonly unit?: string };

/**
 * One sentence for an entry: `2021-11-13 望湖社区党员大会：应到 120 人，实到 104 人`. The day is the one stated, or the day
 * of recording where none was; the place is the community of the stream. Throws on a type that is not of this library.
 */
export function describe(entry: Describable, names: NameResolver): Words {
  const eventType = types.get(entry.type);
  if (eventType === undefined) throw new Error(`${entry.type} is no event of elections`);
  const detail = (details[entry.type as ElectionEventName] as Detail<unknown>)(entry.data, sayWith(names, entry.type));
  const place = placeOf(entry, names);
  const time = entry.on ?? shanghaiDay(entry.at);
  const clock = shanghaiTime(time);
  const day = `${shanghaiDay(time)}${clock === undefined ? '' : ` ${clock}`}`;
  const { title } = eventType;
  return {
    zh: `${day} ${place === undefined ? title.zh : joined(inChinese(place), title.zh)}${detail === undefined ? '' : `：${detail.zh}`}`,
    en: `${day} ${place === undefined ? '' : `${place}: `}${title.en}${detail === undefined ? '' : `: ${detail.en}`}`,
  };
}

/** No 社区 twice in a row, and a pause before what another body did. */
function joined(place: string, title: string): string {
  if (place.endsWith('社区') && title.startsWith('社区')) return `${place}${title.slice('社区'.length)}`;
  return /^[街区]/u.test(title) ? `${place}，${title}` : `${place}${title}`;
}

function inChinese(community: string): string {
  return community.endsWith('社区') || !/\p{Script=Han}$/u.test(community) ? community : `${community}社区`;
}

/** The community of a term's streams or of a notice; a street's and a person's own entries need no place. */
function placeOf({ stream, data, unit }: Describable, names: NameResolver): string | undefined {
  if (stream.startsWith('street-')) return undefined;
  const ofStream = unitOfStream(stream);
  if (ofStream !== undefined) return names.community(ofStream);
  if (!stream.startsWith('notice-')) return undefined;
  const named = (data as { readonly community?: unknown }).community ?? unit;
  return typeof named === 'string' ? names.community(named) : undefined;
}
