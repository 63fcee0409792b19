import { EntryCorrected } from '#elections';
import { appendToJournal, type DataOf, type Entry, emptyJournal, type Journal } from '#kernel';
import { type DecodedEvent, decodeEvent } from '#projections';
import { catalogue } from '../deployment/catalogue.js';
import type { Deployment } from '../deployment/deployment.js';
import { describeEvent, labelOfChoice, labelOfField } from './describe.js';
import type { Names } from './names.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface Change {
  field: string;
  label: { zh: string; en: string };
  before?: string;
  after?: string;
}

/** What an event changed, field by field: for a correction the old value beside the new one. */
export async function changesOf(deployment: Deployment, event: DecodedEvent, names: Names): Promise<Change[]> {
  if (event.envelope.type === EntryCorrected.type) {
    const { corrects, replacement } = event.entry.data as DataOf<typeof EntryCorrected>;
    const before = await deployment.store.readById('process', corrects);
    const known = before === undefined ? undefined : decodeEvent(before, catalogue).entry;
    const type = known?.type ?? '';
    const old = known === undefined ? {} : flat(known.data, type, names);
    const fresh = flat(replacement.data, type, names);
    return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
      .filter((field) => old[field] !== fresh[field])
      .map((field) => ({
        field,
        label: labelOf(field, type),
        ...(old[field] === undefined ? {} : { before: old[field] }),
        ...(fresh[field] === undefined ? {} : { after: fresh[field] }),
      }));
  }
  const { type } = event.entry;
  return Object.entries(flat(event.entry.data, type, names)).map(([field, after]) => ({
    field,
    label: labelOf(field, type),
    after,
  }));
}

/** An object as facts: one line per entry that stands, in order of recording, corrected data in its old place. */
export function factsOf(
  events: readonly DecodedEvent[],
  stream: string,
  names: Names,
): { key: string; label: { zh: string; en: string }; value: string; event: string }[] {
  let journal: Journal = emptyJournal(stream);
  for (const { entry } of events) journal = appendToJournal(journal, entry);
  const standing: Entry[] = Object.values(journal.entries)
    .flat()
    .sort((x, y) => x.rev - y.rev);
  return standing
    .filter(({ type }) => !type.startsWith('Correction') && !type.startsWith('Entry'))
    .map((entry) => {
      const title = catalogue.types.get(entry.type)?.title ?? { zh: entry.type, en: entry.type };
      return {
        key: `${entry.type}/${entry.rev}`,
        label: { zh: title.zh, en: title.en },
        value: describeEvent(entry, names).zh,
        event: entry.id,
      };
    });
}

/** `votes/2/personId` → its value as people read it. */
function flat(value: unknown, type: string, names: Names, path = ''): Record<string, string> {
  if (typeof value === 'string') {
    const field = path.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
    return { [path]: UUID.test(value) ? nameOrId(value, names) : (labelOfChoice(value, field, type)?.zh ?? value) };
  }
  if (typeof value === 'number') return { [path]: String(value) };
  if (typeof value === 'boolean') return { [path]: value ? '是' : '否' };
  if (typeof value !== 'object' || value === null) return {};
  const parts = Array.isArray(value)
    ? value.map((item, i) => [`${path}/${i + 1}`, item] as const)
    : Object.entries(value).map(([key, item]) => [path === '' ? key : `${path}/${key}`, item] as const);
  return Object.assign({}, ...parts.map(([at, item]) => flat(item, type, names, at)));
}

function nameOrId(id: string, names: Names): string {
  const name = names.person(id);
  return name.startsWith('未登记') ? id : name;
}

function labelOf(path: string, type: string): { zh: string; en: string } {
  const parts = path
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? undefined : labelOfField(part, type)) ?? { zh: part, en: part });
  return { zh: parts.map(({ zh }) => zh).join(' · '), en: parts.map(({ en }) => en).join(' · ') };
}
