import { randomUUID } from 'node:crypto';
import { InspectionHeld, PersonRegistered, PledgeSigned, QualificationReviewed, TalkHeld } from '#elections';
import { deriveEventId, type EventStore, type EventToAppend } from '#event-store';
import type { Commitment, DecidedEvent, Envelope } from '#kernel';
import type { Vault } from '#vault';

const EVENTS_OF_AN_ELECTION = 200;
const YEARS = [1999, 2003, 2006, 2009, 2012, 2015, 2018];
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const GIVEN = '安邦昌达恩芳国海嘉凯兰明宁平庆荣书婷文晓';

/**
 * Past Party elections of other communities, as they would stand in a ledger of many years: reviews, inspections, talks
 * and pledges. `from` counts the elections that were written before.
 */
export function* pastElections(from: number): Generator<{ readonly stream: string; readonly events: EventToAppend[] }> {
  for (let number = from; ; number++) {
    const community = `D${String(100 + Math.floor(number / YEARS.length))}`;
    const year = YEARS[number % YEARS.length] ?? 2018;
    const stream = `partyElection-${community}-${year}-1`;
    const cmd = randomUUID();
    const events: EventToAppend[] = [];
    while (events.length < EVENTS_OF_AN_ELECTION) {
      const personId = randomUUID();
      for (const decided of factsOf(personId)) {
        events.push({ envelope: envelopeOf(cmd, stream, community, `${year}-11-05`, events.length, decided) });
      }
    }
    yield { stream, events };
  }
}

function factsOf(personId: string): readonly DecidedEvent[] {
  return [
    QualificationReviewed.of({ level: 'joint', personId, body: 'district-office', outcome: 'passed' }),
    InspectionHeld.of({ personId, by: ['street'], summary: '考察情况良好，群众反映较好，作风扎实，未发现问题' }),
    TalkHeld.of({ personId, participants: [{ personId: randomUUID(), post: 'party-secretary' }], place: '社区会议室' }),
    PledgeSigned.of({ personId, promise: true }),
  ];
}

function envelopeOf(
  cmd: string,
  stream: string,
  unit: string,
  on: string,
  rev: number,
  decided: DecidedEvent,
  pii: Commitment[] = [],
): Envelope {
  return {
    v: 1,
    log: 'process',
    unit,
    id: deriveEventId(cmd, rev),
    stream,
    rev,
    type: decided.type,
    sv: decided.sv,
    at: '2021-12-21T02:00:00.000Z',
    on,
    actor: { id: 'b4f1e6c0-0d52-4c57-9a3b-2f6f6a3f9d10', role: 'election-clerk', unit: 'S01' },
    cmd,
    data: decided.data as Record<string, unknown>,
    pii,
    att: [],
  };
}

/** Appends past elections until the log holds `size` events. Returns how many elections were written in all. */
export async function growTo(store: EventStore, size: number, from: number): Promise<number> {
  const elections = pastElections(from);
  let written = from;
  for (let now = await store.size('process'); now < size; ) {
    const round: Promise<unknown>[] = [];
    for (let i = 0; i < 8 && now < size; i++) {
      const next = elections.next();
      if (next.done) break;
      const { stream, events } = next.value;
      const wanted = events.slice(0, size - now);
      round.push(appended(store, stream, wanted));
      now += wanted.length;
      written++;
    }
    await Promise.all(round);
  }
  return written;
}

/** Registers persons with names, without the way through commands: their events and what the vault holds. */
export async function registerPeople(store: EventStore, vault: Vault, count: number): Promise<void> {
  for (let done = 0; done < count; ) {
    const disclosures = [];
    const round = [];
    for (let i = 0; i < 250 && done < count; i++, done++) {
      const personId = randomUUID();
      const cmd = randomUUID();
      const id = deriveEventId(cmd, 0);
      const name = `${SURNAMES[done % 20]}${GIVEN[Math.floor(done / 20) % 20]}${GIVEN[Math.floor(done / 400) % 20]}`;
      const fields = [{ path: 'name', value: name }];
      const pii = [...vault.commit(personId, id, fields)];
      disclosures.push({ subject: personId, eventId: id, fields });
      const decided = PersonRegistered.of({
        personId,
        gender: done % 2 === 0 ? 'female' : 'male',
        birthMonth: '1980-05',
        education: 'bachelor',
        membership: 'member',
        community: `C0${1 + (done % 8)}`,
      });
      const stream = `person-${personId}`;
      round.push({ stream, event: { envelope: envelopeOf(cmd, stream, 'S01', '2021-09-01', 0, decided, pii) } });
    }
    vault.store(disclosures);
    await Promise.all(round.map(({ stream, event }) => appended(store, stream, [event])));
  }
}

async function appended(store: EventStore, stream: string, events: readonly EventToAppend[]): Promise<void> {
  const result = await store.append('process', stream, 'none', events);
  if (!result.ok) throw new Error(`${stream}: ${JSON.stringify(result.error)}`);
}
