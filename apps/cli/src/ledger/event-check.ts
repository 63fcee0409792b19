import { categoryOf, Envelope } from '#kernel';
import type { EventCheck } from '#transparency';
import { catalogue } from '../../../server/src/deployment/catalogue.js';

/** Whether an event is as the product writes it: envelope, type and version known, data by the type's own schema. */
export const checkEvent: EventCheck = (value) => {
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) return `envelope: ${place(envelope.error.issues)}`;
  const { type, sv, stream, data } = envelope.data;
  const eventType = catalogue.types.get(type);
  if (eventType === undefined) return `type ${type} is unknown`;
  const version = eventType.versions[sv];
  if (version === undefined) return `type ${type} has no version ${sv}`;
  const category = categoryOf(stream);
  const own: readonly unknown[] = [eventType.category].flat();
  if (!own.includes(category)) return `type ${type} does not belong in stream ${stream}`;
  const parsed = version.data.safeParse(data);
  return parsed.success ? undefined : `data of ${type}: ${place(parsed.error.issues)}`;
};

/** Where the first fault is and of what kind; never the value, which may be personal. */
function place(issues: readonly { readonly path: readonly PropertyKey[]; readonly code?: string }[]): string {
  const [first] = issues;
  return `/${first?.path.map(String).join('/') ?? ''} ${first?.code ?? 'invalid'}`;
}
