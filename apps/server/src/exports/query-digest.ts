import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { canonicalString } from '#kernel';
import type { Deployment } from '../deployment/deployment.js';
import { loadKey } from '../deployment/local-key.js';

const keys = new WeakMap<Deployment, Uint8Array>();

/**
 * What the access log keeps of a query: HMAC-SHA256 of its canonical JSON, in hex. A query may be a name or an id number,
 * which a bare digest would give away to whoever tries them all, and a leaf cannot be erased.
 */
export function queryDigest(deployment: Deployment, query: Readonly<Record<string, unknown>>): string {
  const asked = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  return createHmac('sha256', keyOf(deployment)).update(canonicalString(asked)).digest('hex');
}

function keyOf(deployment: Deployment): Uint8Array {
  const known = keys.get(deployment) ?? loadKey(join(deployment.folder.keys, 'query-digest.key'));
  keys.set(deployment, known);
  return known;
}
