import { describe as describeEntry, electionEvents, enumLabels, fieldLabels } from '#elections';
import { type Entry, shanghaiDay, type Words } from '#kernel';
import { catalogue } from '../deployment/catalogue.js';
import { accessSentence } from './access-sentence.js';
import { type Names, named } from './names.js';

/** The sentence of an event with names in it. */
export function describeEvent(entry: Entry, names: Names): Words {
  if (OF_ELECTIONS.has(entry.type)) return describeEntry(entry, { person: names.person, community: names.community });
  const ofAccess = accessSentence(entry);
  if (ofAccess !== undefined) return ofAccess;
  const title = catalogue.types.get(entry.type)?.title ?? { zh: entry.type, en: entry.type };
  const detail = findingDetail(entry, names);
  const day = shanghaiDay(entry.on ?? entry.at);
  return {
    zh: `${day} ${title.zh}${detail === undefined ? '' : `：${detail.zh}`}`,
    en: `${day} ${title.en}${detail === undefined ? '' : `: ${detail.en}`}`,
  };
}

const OF_ELECTIONS: ReadonlySet<string> = new Set(electionEvents.map(({ type }) => type));

/** What an event of a finding says, as far as its own data tells. */
function findingDetail(entry: Entry, names: Names): Words | undefined {
  const data = entry.data as {
    unit?: string;
    rule?: string;
    arithmetic?: Words;
    conclusion?: string;
    reason?: string;
    note?: string;
  };
  if (data.rule !== undefined) {
    const place = data.unit === undefined ? '' : names.community(data.unit);
    const sum = data.arithmetic === undefined ? { zh: '', en: '' } : named(data.arithmetic, names);
    return { zh: `${place} ${data.rule} ${sum.zh}`.trim(), en: `${place} ${data.rule} ${sum.en}`.trim() };
  }
  if (data.conclusion !== undefined) {
    const words = CONCLUSION_WORDS[data.conclusion] ?? { zh: data.conclusion, en: data.conclusion };
    return { zh: `${words.zh}。${data.reason ?? ''}`, en: `${words.en}. ${data.reason ?? ''}` };
  }
  const text = data.reason ?? data.note;
  return text === undefined ? undefined : { zh: text, en: text };
}

const CONCLUSION_WORDS: Readonly<Record<string, Words>> = {
  confirmed: { zh: '查实', en: 'Confirmed' },
  dismissed: { zh: '查否', en: 'Dismissed' },
  'not-applicable': { zh: '不适用', en: 'Does not apply' },
};

/** Labels of fields and of choices for forms and for the change view. */
export function formWords() {
  return { fields: fieldLabels, enums: enumLabels };
}
