import { Exported } from '#identity';
import type { Deployment } from '../deployment/deployment.js';
import type { Who } from '../http/access.js';
import { sha256 } from './files.js';
import { queryDigest } from './query-digest.js';

/**
 * A list that is read with a token leaves the product for another program or file, so it stands in the access log as an
 * export does, before it is answered. A page that somebody looks at does not: it shows what the role may see anyway.
 */
export async function recordRead(
  deployment: Deployment,
  who: Who,
  what: 'events' | 'findings',
  query: Readonly<Record<string, unknown>>,
  items: readonly unknown[],
): Promise<void> {
  if (who.session !== undefined) return;
  const { waitFor: _waitFor, ...asked } = query;
  const read = { query: queryDigest(deployment, asked), rows: items.length, sha256: sha256(JSON.stringify(items)) };
  await deployment.access.look(who.actor, Exported.of({ what, ...read }));
}
