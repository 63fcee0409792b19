import type { Arithmetic, DataOf, Entry } from '#kernel';
import type { Fault } from '../refusals.js';
import type { CountEntered, CountSettled } from './events.js';
import type { CountOfBallots } from './state.js';

type Totals = Pick<CountOfBallots, 'returned' | 'valid'> & { readonly votes: CountOfBallots['votes'] };

/**
 * A vote total that cannot be. More returned than issued, or more votes in all than ballots carry, can be reported so
 * and is a fact that the rules judge; more valid than returned, or more votes than valid ballots for one person, is
 * contradictory in itself.
 */
export function impossibleVotes({ returned, valid, votes }: Totals): readonly Fault[] {
  const faults: Fault[] = votes.flatMap((line, index) =>
    line.votes > valid
      ? [
          {
            code: 'VOTES_EXCEED_VALID' as const,
            pointer: `/votes/${index}/votes`,
            params: { person: line.personId, votes: line.votes, valid },
          },
        ]
      : [],
  );
  if (valid > returned)
    faults.unshift({ code: 'VALID_EXCEEDS_RETURNED', pointer: '/valid', params: { valid, returned } });
  return faults;
}

/** Faults of a full count: {@link impossibleVotes}, and valid and void ballots must make those returned. */
export function impossibleCount(count: CountOfBallots): readonly Fault[] {
  const sum = count.valid + count.void;
  if (sum === count.returned) return impossibleVotes(count);
  const params = { valid: count.valid, void: count.void, sum, returned: count.returned };
  return [{ code: 'VALID_AND_VOID_NOT_RETURNED', pointer: '/void', params }, ...impossibleVotes(count)];
}

const TOTALS = ['issued', 'returned', 'valid', 'void'] as const;

/** A count as one number per place: `valid`, `votes/<person>`. A person left out has no votes. */
function places(count: CountOfBallots): ReadonlyMap<string, number> {
  return new Map([
    ...TOTALS.map((total) => [total, count[total]] as const),
    ...count.votes.map(({ personId, votes }) => [`votes/${personId}`, votes] as const),
  ]);
}

export interface CountDifference {
  /** `valid`, or `votes/<person id>`. */
  readonly field: string;
  readonly first: number;
  readonly second: number;
}

export function differences(first: CountOfBallots, second: CountOfBallots): readonly CountDifference[] {
  const [one, other] = [places(first), places(second)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((field) => ({ field, first: one.get(field) ?? 0, second: other.get(field) ?? 0 }))
    .filter((place) => place.first !== place.second);
}

type CountEntry = Entry<DataOf<typeof CountEntered>>;
type Settlement = DataOf<typeof CountSettled>;

/** Two entries that agree, or a third that decides each place in which they differ. */
export function settle(first: CountEntry, second: CountEntry, third: CountEntry | undefined): Settlement {
  const deciding = third === undefined ? new Map<string, number>() : places(third.data.count);
  const settled = differences(first.data.count, second.data.count).map((place) => ({
    ...place,
    settled: deciding.get(place.field) ?? 0,
  }));
  const values = new Map(places(first.data.count));
  for (const place of settled) values.set(place.field, place.settled);
  const votes = [...values].flatMap(([field, number]) =>
    field.startsWith('votes/') ? [{ personId: field.slice('votes/'.length), votes: number }] : [],
  );
  return {
    count: {
      issued: values.get('issued') ?? 0,
      returned: values.get('returned') ?? 0,
      valid: values.get('valid') ?? 0,
      void: values.get('void') ?? 0,
      votes,
    },
    entries: [first, second, ...(third === undefined ? [] : [third])].map(({ id }) => id),
    differences: settled,
  };
}

export type MajorityBase = 'present' | 'due';

export interface Election {
  readonly elected: CountOfBallots['votes'];
  /** Persons with equal votes for the last seat, of whom not all can have it; empty when the ranks are clear. */
  readonly tied: CountOfBallots['votes'];
  readonly arithmetic: Arithmetic;
}

/**
 * Who is elected (¶40): more votes than half of the base, in order of votes, as many as there are seats. The base is
 * those present at the congress unless the packs say those due.
 */
export function elect(
  votes: CountOfBallots['votes'],
  seats: number,
  base: { readonly kind: MajorityBase; readonly persons: number },
): Election {
  const ranked = votes
    .filter((line) => 2 * line.votes > base.persons)
    .sort((a, b) => b.votes - a.votes || (a.personId < b.personId ? -1 : 1));
  const lastIn = ranked[seats - 1];
  const firstOut = ranked[seats];
  const isTied = lastIn !== undefined && firstOut?.votes === lastIn.votes;
  return {
    elected: ranked.slice(0, seats),
    tied: isTied ? ranked.filter((line) => line.votes === lastIn.votes) : [],
    arithmetic: {
      zh: `${base.kind === 'present' ? '实到会' : '应到会'} ${base.persons} 人，须超过 ${base.persons} ÷ 2 = ${base.persons / 2} 票；得票过半 ${ranked.length} 人，应选 ${seats} 名`,
      en: `${base.persons} ${base.kind}, more than ${base.persons} ÷ 2 = ${base.persons / 2} votes needed; ${ranked.length} have them, ${seats} seats`,
    },
  };
}
