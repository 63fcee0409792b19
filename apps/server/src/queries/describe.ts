import { describe as describeEntry, electionEvents, enumLabel, enumLabels, fieldLabel, fieldLabels } from '#elections';
import { type Entry, shanghaiDay, type Words } from '#kernel';
import { CONCLUSIONS, findingEvents, findingFieldWords, findingStatusWords } from '#supervision';
import { catalogue } from '../deployment/catalogue.js';
import { accessSentence } from './access-sentence.js';
import { type Names, named } from './names.js';

/** The sentence of an event with names in it. */
export function describeEvent(entry: Entry, names: Names): Words {
  if (OF_ELECTIONS.has(entry.type)) return describeEntry(entry, { person: names.person, community: names.community });
  const ofAccess = accessSentence(entry, names);
  if (ofAccess !== undefined) return ofAccess;
  const title = catalogue.types.get(entry.type)?.title ?? { zh: entry.type, en: entry.type };
  const detail = findingDetail(entry, names);
  const day = dayOf(entry);
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

const FINDING_TYPES: ReadonlySet<string> = new Set(findingEvents.map(({ type }) => type));
const FINDING_FIELDS: Readonly<Record<string, Words>> = findingFieldWords;

/** What a field of an event type is called; undefined where nothing knows it. */
export function labelOfField(field: string, type: string): Words | undefined {
  return (FINDING_TYPES.has(type) ? FINDING_FIELDS[field] : undefined) ?? fieldLabel(field, type);
}

/** What a value that can be chosen is called, in a field of an event type. */
export function labelOfChoice(value: string, field: string, type: string): Words | undefined {
  if (FINDING_TYPES.has(type)) {
    const choices: Readonly<Record<string, Words>> = findingStatusWords;
    return field === 'conclusion' ? choices[value] : undefined;
  }
  return enumLabel(value, field, type);
}

/** Labels of fields and of choices for forms: those of findings stand under their own types. */
export function formWords() {
  const types = [...FINDING_TYPES];
  const fields = types.flatMap((type) =>
    Object.entries(FINDING_FIELDS).map(([field, words]) => [`${type}.${field}`, words] as const),
  );
  const choices = types.flatMap((type) =>
    CONCLUSIONS.map((one) => [`${type}.conclusion.${one}`, findingStatusWords[one]] as const),
  );
  return {
    fields: { ...fieldLabels, ...Object.fromEntries(fields) },
    enums: { ...enumLabels, ...Object.fromEntries(choices) },
  };
}

/** The day on which an entry is dated where people read it. */
export function dayOf(entry: Pick<Entry, 'on' | 'at'>): string {
  return shanghaiDay(entry.on ?? entry.at);
}
