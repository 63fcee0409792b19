import { ImportRowsRecorded } from '#elections';
import type { DecodedEvent } from '#projections';
import { catalogue } from './catalogue.js';

/** What full-text search finds an event by: its title, and the texts and numbers of documents in it. No names. */
export function searchText({ envelope, entry }: DecodedEvent): string {
  const title = catalogue.types.get(envelope.type)?.title.zh ?? '';
  // Rows of a sheet are codes, dates and ids: nothing that anybody types, and there are many.
  if (envelope.type === ImportRowsRecorded.type) return title;
  return `${title} ${texts(entry.data).join(' ')}`;
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return /^[0-9a-f-]{32,64}$/.test(value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  // Names in public notices are found through the vault's index, so that an erasure leaves nothing here.
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => (key === 'name' ? [] : texts(item)));
  return [];
}
