import type { Entry, Journal } from '#kernel';
import type { CommunityFacts, PersonFacts, StreetFacts } from '../facts.js';

/** What each field of a person is recorded by; a committed import stands for registrations. */
const PERSON_FIELDS: Readonly<Record<string, readonly string[]>> = {
  posts: ['PostTaken', 'PostLeft'],
  sanctions: ['SanctionRecorded'],
  conductFindings: ['ConductFindingRecorded'],
  event: [],
  personId: [],
};

/** Facts that note in `seen` every event type that somebody looked at, in `beyondFirst` those of which more than the first. */
export function recordingCommunity(
  facts: CommunityFacts,
  seen: Set<string>,
  beyondFirst: Set<string> = new Set(),
): CommunityFacts {
  return {
    ...facts,
    term: recordingJournal(facts.term, seen, beyondFirst),
    party: recordingJournal(facts.party, seen, beyondFirst),
    residents: recordingJournal(facts.residents, seen, beyondFirst),
    street: recordingJournal(facts.street, seen, beyondFirst),
    notices: recordingNotices(facts.notices, seen, beyondFirst),
    person: (personId) => recordingPerson(facts.person(personId), seen),
    kinshipsOf: (personId) => {
      seen.add('KinshipRecorded');
      return facts.kinshipsOf(personId);
    },
  };
}

export function recordingStreet(
  facts: StreetFacts,
  seen: Set<string>,
  beyondFirst: Set<string> = new Set(),
): StreetFacts {
  return {
    ...facts,
    street: recordingJournal(facts.street, seen, beyondFirst),
    communities: facts.communities.map((one) => recordingCommunity(one, seen, beyondFirst)),
    person: (personId) => recordingPerson(facts.person(personId), seen),
  };
}

/** Looking at revision or clock of a journal depends on every event of it: noted as `*`. */
function recordingJournal(journal: Journal, seen: Set<string>, beyondFirst: Set<string>): Journal {
  return {
    stream: journal.stream,
    get rev() {
      seen.add('*');
      return journal.rev;
    },
    get at() {
      seen.add('*');
      return journal.at;
    },
    entries: new Proxy(journal.entries, {
      get(entries, type: string): readonly Entry[] | undefined {
        seen.add(type);
        const list = entries[type];
        return list === undefined ? undefined : recordingList(type, list, beyondFirst);
      },
      ownKeys(entries) {
        seen.add('*');
        return Reflect.ownKeys(entries);
      },
    }),
  };
}

function recordingList(type: string, list: readonly Entry[], beyondFirst: Set<string>): readonly Entry[] {
  return new Proxy(list, {
    get(entries, key, receiver) {
      if (key !== '0') beyondFirst.add(type);
      return Reflect.get(entries, key, receiver);
    },
    ownKeys(entries) {
      beyondFirst.add(type);
      return Reflect.ownKeys(entries);
    },
  });
}

/** Which postings there are is told by NoticePosted. */
function recordingNotices(
  notices: readonly Journal[],
  seen: Set<string>,
  beyondFirst: Set<string>,
): readonly Journal[] {
  return new Proxy(
    notices.map((journal) => recordingJournal(journal, seen, beyondFirst)),
    {
      get(list, key, receiver) {
        seen.add('NoticePosted');
        return Reflect.get(list, key, receiver);
      },
    },
  );
}

function recordingPerson(person: PersonFacts | undefined, seen: Set<string>): PersonFacts | undefined {
  seen.add('PersonRegistered');
  if (person === undefined) return undefined;
  return new Proxy(person, {
    get(facts, key, receiver) {
      for (const type of PERSON_FIELDS[String(key)] ?? ['PersonAmended']) seen.add(type);
      return Reflect.get(facts, key, receiver);
    },
  });
}
