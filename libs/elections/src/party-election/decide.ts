import { type DataOf, type DecidedEvent, err, type Journal, last, ok, type Rejection, type Result } from '#kernel';
import type { DecisionInput } from '../command.js';
import { sisterStream } from '../define-command.js';
import { refusal, refusalOf } from '../refusals.js';
import { approvedSeats } from '../term/state.js';
import { differences, elect, impossibleCount, type MajorityBase, settle } from './counting.js';
import { CongressHeld, CountEntered, CountSettled, ResultAnnounced } from './events.js';
import { announcedResult, type CountOfBallots, openEntries, settledCount } from './state.js';

type Decision = Result<readonly DecidedEvent[], Rejection>;

/** An announced result is frozen: counts and results change only by ResultChanged. */
export function frozen(election: Journal): Rejection | undefined {
  const announced = announcedResult(election);
  return announced === undefined ? undefined : refusal('RESULT_FROZEN', { on: announced.on ?? announced.at });
}

/**
 * Keys the count in: the first person, then a second who does not see it, and a third only where the two differ.
 * People are compared, never roles. After the count is settled a new entry begins a recount.
 */
export function enterCount({ data, state, context }: DecisionInput<{ readonly count: CountOfBallots }>): Decision {
  const wrong =
    frozen(state) ??
    refusalOf(impossibleCount(data.count).map((fault) => ({ ...fault, pointer: `/count${fault.pointer}` })));
  if (wrong !== undefined) return err(wrong);
  const entries = openEntries(state);
  if (entries.some(({ actor }) => actor.id === context.actor.id)) {
    return err(refusal('SAME_PERSON', { person: context.actor.id }));
  }
  const [first, second] = entries;
  if (first === undefined) return ok([CountEntered.of({ entry: 'first', count: data.count })]);
  if (second === undefined) return ok([CountEntered.of({ entry: 'second', count: data.count })]);
  if (entries.length > 2 || differences(first.data.count, second.data.count).length === 0) {
    return err(refusal('COUNT_COMPLETE'));
  }
  return ok([CountEntered.of({ entry: 'third', count: data.count })]);
}

/** Settles the count from its entries; where two differ and no third decides, every difference is named. */
export function settleCount({ state }: DecisionInput<unknown>): Decision {
  const wrong = frozen(state);
  if (wrong !== undefined) return err(wrong);
  const [first, second, third] = openEntries(state);
  if (first === undefined || second === undefined) {
    return err(refusal('COUNT_INCOMPLETE', { entries: first === undefined ? 0 : 1 }));
  }
  const differing = differences(first.data.count, second.data.count);
  if (differing.length > 0 && third === undefined) {
    const places = differing.map(({ field }) => field).join(', ');
    return err(
      refusal(
        'COUNTS_DIFFER',
        { differences: differing.length, places },
        {
          fields: differing.map((place) => ({
            pointer: `/count/${place.field}`,
            code: 'COUNT_PLACE_DIFFERS',
            params: { first: place.first, second: place.second },
          })),
        },
      ),
    );
  }
  const settlement = settle(first, second, third);
  const impossible = refusalOf(impossibleCount(settlement.count), '/count');
  return impossible === undefined ? ok([CountSettled.of(settlement)]) : err(impossible);
}

type Announced = DataOf<typeof ResultAnnounced>;
type Officers = Pick<Announced, 'secretary' | 'deputySecretaries'>;

/** Announces and freezes the result: the elected are computed from the settled count, only the officers are stated. */
export function announceResult({
  data,
  state,
  context,
}: DecisionInput<Pick<Announced, 'secretary' | 'deputySecretaries' | 'place'>>): Decision {
  const wrong = frozen(state);
  if (wrong !== undefined) return err(wrong);
  const settled = settledCount(state);
  if (settled === undefined) return err(refusal('COUNT_NOT_SETTLED'));
  const congress = last(state, CongressHeld);
  if (congress === undefined) return err(refusal('CONGRESS_NOT_RECORDED'));
  const seats = approvedSeats(context.journal(sisterStream('term', state.stream)), 'party');
  if (seats === undefined) return err(refusal('SEATS_UNKNOWN'));

  const kind: MajorityBase = context.parameters?.['PTY-25']?.['majorityBase'] === 'due' ? 'due' : 'present';
  const { elected, tied, arithmetic } = elect(settled.data.count.votes, seats, { kind, persons: congress.data[kind] });
  if (elected.length === 0) return err(refusal('NOBODY_ELECTED', { base: congress.data[kind] }, { arithmetic }));
  if (tied.length > 0) {
    const persons = tied.map(({ personId }) => personId).join(',');
    return err(refusal('TIE_AT_LAST_SEAT', { persons, votes: tied[0]?.votes ?? 0, seats }, { arithmetic }));
  }
  const stray = officerNotElected(data, elected);
  return stray ? err(stray) : ok([ResultAnnounced.of({ ...data, elected: [...elected], countSettled: settled.id })]);
}

/** The result as announced on paper; the elected are stated there, for a run-off after a tie may have decided. */
export function announceResultOnPaper({ data, state }: DecisionInput<Omit<Announced, 'countSettled'>>): Decision {
  const wrong = frozen(state) ?? officerNotElected(data, data.elected);
  if (wrong !== undefined) return err(wrong);
  const settled = settledCount(state);
  if (settled === undefined) return err(refusal('COUNT_NOT_SETTLED'));
  return ok([ResultAnnounced.of({ ...data, countSettled: settled.id })]);
}

/** Secretary and deputies are chosen from among the elected. */
export function officerNotElected(
  { secretary, deputySecretaries }: Pick<Officers, 'secretary'> & Partial<Officers>,
  elected: readonly { readonly personId: string }[],
): Rejection | undefined {
  const seated = new Set(elected.map(({ personId }) => personId));
  const officers = [
    ...(secretary === undefined ? [] : [{ person: secretary, pointer: '/secretary' }]),
    ...(deputySecretaries ?? []).map((person, index) => ({ person, pointer: `/deputySecretaries/${index}` })),
  ];
  return refusalOf(
    officers.flatMap(({ person, pointer }) =>
      seated.has(person) ? [] : [{ code: 'OFFICER_NOT_ELECTED' as const, pointer, params: { person } }],
    ),
  );
}
