import type { StoredEvent } from '#event-store';
import type { Entry, Envelope, EventCatalogue, LogName } from '#kernel';

/** A stored event as views see it: parsed and upcast to the newest version of its type. */
export interface DecodedEvent {
  readonly log: LogName;
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly envelope: Envelope;
  readonly entry: Entry;
}

/** An event that no view can read: its type is unknown or its bytes are not what the type's schema says. */
export class UndecodableEvent extends Error {
  constructor(
    readonly position: number,
    readonly stream: string,
    reason: string,
  ) {
    super(`event at position ${position} of stream ${stream}: ${reason}`);
    this.name = 'UndecodableEvent';
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses stored bytes (trusting that the store checked them when they came in) and upcasts.
 * Throws {@link UndecodableEvent} for a type that the catalogue lacks.
 */
export function decodeEvent(stored: StoredEvent, catalogue: EventCatalogue): DecodedEvent {
  const envelope = JSON.parse(decoder.decode(stored.bytes)) as Envelope;
  const eventType = catalogue.types.get(envelope.type);
  if (eventType === undefined || !(envelope.sv in eventType.versions)) {
    throw new UndecodableEvent(
      stored.position,
      envelope.stream,
      `no event type ${envelope.type} version ${envelope.sv}`,
    );
  }
  const data = envelope.sv === eventType.latest ? envelope.data : eventType.upcast(envelope.sv, envelope.data);
  return {
    log: stored.log,
    position: stored.position,
    bytes: stored.bytes,
    envelope,
    entry: {
      type: envelope.type,
      id: envelope.id,
      stream: envelope.stream,
      rev: envelope.rev,
      position: stored.position,
      at: envelope.at,
      ...(envelope.on === undefined ? {} : { on: envelope.on }),
      actor: envelope.actor,
      data,
      att: envelope.att,
    },
  };
}
