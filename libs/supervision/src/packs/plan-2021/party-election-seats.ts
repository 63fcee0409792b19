import { SeatsApproved, SeatsPlanned } from '#elections';
import { all, type Entry, type Words } from '#kernel';
import type { CommunityFacts } from '../../facts.js';
import { type Check, check, input, lacks } from './party-election-checks.js';

/** Seats of the Party committee (委员职数): as approved by the district, else as planned. */
export interface Seats {
  readonly seats: number;
  readonly approved: boolean;
  readonly entry: Entry;
}

export const SEATS_READS = [SeatsApproved, SeatsPlanned] as const;

export function seatsOf({ term }: CommunityFacts): Seats | undefined {
  const approved = all(term, SeatsApproved).findLast(({ data }) => data.body === 'party');
  if (approved !== undefined) return { seats: approved.data.seats, approved: true, entry: approved };
  const planned = all(term, SeatsPlanned).findLast(({ data }) => data.body === 'party');
  return planned === undefined ? undefined : { seats: planned.data.seats, approved: false, entry: planned };
}

const SURPLUS_SOURCE: Words = {
  zh: '方案 ¶32、¶33、¶35 的差额比例；预备人选大会投票的差额不在此列',
  en: 'surplus of ¶32, ¶33 and ¶35 of the plan; the surplus at the ballot of the congress is another matter',
};

export const SURPLUS_PARAMETERS = {
  surplusPercent: {
    value: 30,
    source: SURPLUS_SOURCE,
    title: { zh: '差额比例（%）', en: 'Surplus (%)' },
  },
} as const;

/** Smallest number of nominees with that surplus; a part of a person counts as one more. */
export function leastNominees(seats: number, surplusPercent: number): number {
  return seats + Math.ceil((surplusPercent * seats) / 100);
}

/** Whether a list exceeds the seats by the surplus; without seats it cannot be judged. */
export function surplusCheck(
  facts: CommunityFacts,
  list: Entry<{ readonly list: readonly { readonly personId: string }[] }>,
  surplusPercent: number,
): Check {
  const n = new Set(list.data.list.map(({ personId }) => personId)).size;
  const seats = seatsOf(facts);
  if (seats === undefined) {
    return lacks(
      {
        zh: `名单 ${n} 人，没有委员职数，无法计算差额`,
        en: `${n} on the list, but no number of seats to compare with`,
      },
      [
        input(
          { zh: '审定的委员职数', en: 'the approved number of seats' },
          { zh: '区换届领导小组', en: 'the district leading group' },
        ),
      ],
      [list],
    );
  }
  const extra = n - seats.seats;
  const factor = gcd(100, surplusPercent);
  const [left, right] = [100 / factor, surplusPercent / factor];
  const kept = left * extra >= right * seats.seats;
  const least = leastNominees(seats.seats, surplusPercent);
  const exact = (surplusPercent * seats.seats) / 100;
  const rounded = Number.isInteger(exact) ? { zh: '', en: '' } : { zh: '，进一', en: ', rounded up' };
  const planned = seats.approved
    ? { zh: '', en: '' }
    : { zh: '（拟定数，尚未审定）', en: ' (as planned, not yet approved)' };
  const sign = kept ? '≥' : '<';
  return {
    ...check(
      kept,
      {
        zh: `名单 ${n} 人，职数 ${seats.seats}${planned.zh}，差额 ${n} − ${seats.seats} = ${extra}；${left} × ${extra} = ${left * extra} ${sign} ${right} × ${seats.seats} = ${right * seats.seats}；${seats.seats} × ${surplusPercent}% = ${exact}${rounded.zh}，至少 ${least} 人`,
        en: `${n} on the list for ${seats.seats} seats${planned.en}: surplus ${n} − ${seats.seats} = ${extra}; ${left} × ${extra} = ${left * extra} ${sign} ${right} × ${seats.seats} = ${right * seats.seats}; ${surplusPercent}% of ${seats.seats} is ${exact}${rounded.en}, at least ${least} nominees`,
      },
      [list, seats.entry],
    ),
    ...(seats.approved
      ? {}
      : {
          missing: [
            input(
              { zh: '职数的审定', en: 'the approval of the number of seats' },
              { zh: '区换届领导小组', en: 'the district leading group' },
            ),
          ],
        }),
  };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
