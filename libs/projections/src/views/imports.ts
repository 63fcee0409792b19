import type { Database } from 'better-sqlite3';
import type { DecodedEvent } from '../decoded-event.js';
import type { View } from '../view.js';
import { Documents } from './documents.js';

export interface ImportDocument {
  readonly importId: string;
  readonly kind: string;
  readonly community?: string;
  readonly file: { readonly sha256: string; readonly size: number; readonly name: string };
  readonly rows: number;
  readonly recorded: number;
  readonly state: 'started' | 'committed' | 'dropped';
  readonly startedAt: string;
  readonly by: string;
  readonly revision: number;
}

/** Imports in the ledger, so that those which never took effect can be seen and dropped. */
export class ImportsView implements View {
  readonly name = 'imports';
  readonly version = 1;
  readonly keepsDocuments = true;
  readonly handles = new Set(['ImportStarted', 'ImportRowsRecorded', 'ImportCommitted', 'ImportDropped']);
  readonly documents = new Documents<ImportDocument>('imports');

  create(db: Database): void {
    this.documents.create(db);
  }

  open(db: Database): void {
    this.documents.open(db);
  }

  apply({ envelope, entry }: DecodedEvent): void {
    const data = entry.data as { importId: string; rows?: number | readonly unknown[] };
    const known = this.documents.get(data.importId);
    if (envelope.type === 'ImportStarted') {
      const started = entry.data as Pick<ImportDocument, 'importId' | 'kind' | 'community' | 'file' | 'rows'>;
      this.documents.set(data.importId, {
        ...started,
        recorded: 0,
        state: 'started',
        startedAt: envelope.at,
        by: envelope.actor.id,
        revision: envelope.rev,
      });
      return;
    }
    if (known === undefined) throw new Error(`import ${data.importId} was never started`);
    const recorded =
      envelope.type === 'ImportRowsRecorded'
        ? known.recorded + (data.rows as readonly unknown[]).length
        : known.recorded;
    const state =
      envelope.type === 'ImportCommitted' ? 'committed' : envelope.type === 'ImportDropped' ? 'dropped' : known.state;
    this.documents.set(data.importId, { ...known, recorded, state, revision: envelope.rev });
  }

  flush(): void {
    this.documents.flush();
  }
}
