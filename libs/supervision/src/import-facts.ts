import { z } from 'zod';
import {
  ImportCommitted,
  ImportDropped,
  type ImportKind,
  ImportRowsRecorded,
  ImportStarted,
  KINSHIP_KINDS,
  PersonFactsData,
  PersonId,
} from '#elections';
import type { DataOf, Entry } from '#kernel';
import { type PeopleFactsSource, pairKey, type StagedRows } from './people-facts.js';

/** An import that has begun and is neither committed nor dropped. */
export interface ImportProgress {
  readonly kind: z.infer<typeof ImportKind>;
}

/** What the rows of a sheet stand for once their import is committed. */
export type EffectiveType = 'PersonRegistered' | 'KinshipRecorded';

export interface ImportEffect {
  readonly persons: readonly string[];
  readonly eventType: EffectiveType;
}

interface Imports {
  readonly imports: Map<string, ImportProgress>;
  readonly people: PeopleFactsSource;
}

/**
 * Folds an event of an import stream in. Rows of people and of relations wait until the commit and are dropped with a
 * dropped import; rows of other kinds come as events of their own and are none of this. Undefined: nothing changed.
 * Throws on rows without a start and on a row that its kind does not allow, naming stream and row.
 */
export function applyToImport(book: Imports, entry: Entry): ImportEffect | undefined {
  const { stream } = entry;
  switch (entry.type) {
    case ImportStarted.type:
      book.imports.set(stream, { kind: (entry.data as DataOf<typeof ImportStarted>).kind });
      return undefined;
    case ImportRowsRecorded.type: {
      const { kind } = begun(book, stream);
      if (kind !== 'people' && kind !== 'kinship') return undefined;
      const { rows } = entry.data as DataOf<typeof ImportRowsRecorded>;
      const schema = kind === 'people' ? PersonRow : KinshipRow;
      for (const { row, data } of rows) {
        const fault = schema.safeParse(data).error?.issues[0];
        if (fault !== undefined) throw new Error(`${stream} row ${row} ${fault.path.join('/')}: ${fault.message}`);
      }
      book.people.stage(stream, { event: entry.id, rows: rows.map(({ data }) => data) });
      return undefined;
    }
    case ImportCommitted.type: {
      const { kind } = begun(book, stream);
      book.imports.delete(stream);
      if (kind !== 'people' && kind !== 'kinship') return undefined;
      const chunks = [...book.people.staged(stream)];
      book.people.unstage(stream);
      return kind === 'people'
        ? { persons: registerPeople(book.people, chunks, entry), eventType: 'PersonRegistered' }
        : { persons: registerKinships(book.people, chunks, entry), eventType: 'KinshipRecorded' };
    }
    case ImportDropped.type:
      book.imports.delete(stream);
      book.people.unstage(stream);
      return undefined;
    default:
      return undefined;
  }
}

// Rows may carry columns that only the sheet's own reader needs.
const PersonRow = PersonFactsData.omit({ origin: true }).strip();
const KinshipRow = z.object({ a: PersonId, b: PersonId, kind: z.enum(KINSHIP_KINDS), source: z.string().max(60) });

function begun(book: Imports, stream: string): ImportProgress {
  const progress = book.imports.get(stream);
  if (progress === undefined) throw new Error(`${stream} has rows or a commit without a start`);
  return progress;
}

function registerPeople(people: PeopleFactsSource, chunks: readonly StagedRows[], { position }: Entry): string[] {
  return chunks.flatMap(({ event, rows }) =>
    rows.map((row) => {
      const data = PersonRow.parse(row);
      const record = people.get(data.personId) ?? {};
      people.set(data.personId, { ...record, imported: { data, event, position } });
      return data.personId;
    }),
  );
}

function registerKinships(people: PeopleFactsSource, chunks: readonly StagedRows[], { position }: Entry): string[] {
  return chunks.flatMap(({ event, rows }) =>
    rows.flatMap((row) => {
      const { a, b, kind, source } = KinshipRow.parse(row);
      const key = pairKey(a, b);
      for (const personId of [a, b]) {
        const record = people.get(personId) ?? {};
        const kinship = { ...record.kinships?.[key], imported: { a, b, kind, source, event, position } };
        people.set(personId, { ...record, kinships: { ...record.kinships, [key]: kinship } });
      }
      return [a, b];
    }),
  );
}
