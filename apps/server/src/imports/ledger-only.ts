import type { ImportKindName } from '#elections';
import type { Deployment } from '../deployment/deployment.js';
import type { ImportState } from './import-state.js';
import { refusalFault } from './sheet-faults.js';

/** Imports that the ledger has and the folder of uploads has not: of another machine, or of a lost folder. */
export function importsInLedger(
  deployment: Deployment,
  isMissing: (importId: string) => boolean,
): readonly ImportState[] {
  return [...deployment.imports.documents.values()]
    .filter(({ importId }) => isMissing(importId))
    .map(({ importId, kind, community, file, rows, recorded, state, startedAt, by }): ImportState => {
      const gone = state === 'started';
      return {
        importId,
        kind: kind as ImportKindName,
        ...(community === undefined ? {} : { community }),
        state: gone ? 'failed' : state,
        file: { ...file },
        rows,
        done: recorded,
        total: rows,
        faults: gone ? [refusalFault('', 0, { code: 'UPLOAD_GONE' })] : [],
        faultCount: gone ? 1 : 0,
        unchanged: 0,
        notes: [],
        preview: [],
        at: startedAt,
        received: Date.parse(startedAt),
        actor: { id: by, role: 'election-clerk', unit: community ?? deployment.unit },
      };
    });
}
