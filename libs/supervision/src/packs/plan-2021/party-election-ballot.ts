import type { Arithmetic } from '#kernel';

/**
 * What a candidate's votes are compared with. The plan states no threshold for the Party ballot: more than half of the
 * members present (实到会) is the usual reading of the 选举工作条例, more than half of those due (应到会) the stricter one.
 */
export type MajorityBase = 'present' | 'due';

export interface Elected {
  /** Smallest number of votes that elects. */
  readonly threshold: number;
  /** Elected, most votes first. */
  readonly elected: readonly { readonly personId: string; readonly votes: number }[];
  /** With a majority but without a seat, because as many votes tie for fewer seats: they stand again. */
  readonly tied: readonly { readonly personId: string; readonly votes: number }[];
  readonly arithmetic: Arithmetic;
}

/** Who is elected by a count: more than half of the base, in the order of votes, as many as there are seats. */
export function electedBy(
  count: { readonly votes: readonly { readonly personId: string; readonly votes: number }[] },
  present: number,
  due: number,
  seats: number,
  base: MajorityBase = 'present',
): Elected {
  const whole = base === 'present' ? present : due;
  const threshold = Math.floor(whole / 2) + 1;
  const ranked = [...count.votes].sort((x, y) => y.votes - x.votes);
  const enough = ranked.filter(({ votes }) => 2 * votes > whole);
  const lastSeat = enough[seats - 1]?.votes;
  const firstOut = enough[seats]?.votes;
  const isTied = lastSeat !== undefined && lastSeat === firstOut;
  const elected = isTied ? enough.filter(({ votes }) => votes > lastSeat) : enough.slice(0, seats);
  const tied = isTied ? enough.filter(({ votes }) => votes === lastSeat) : [];
  const words = base === 'present' ? { zh: '实到', en: 'present' } : { zh: '应到', en: 'due' };
  const lowest = elected.at(-1);
  const lowestWords =
    lowest === undefined
      ? { zh: '无人当选', en: 'nobody elected' }
      : {
          zh: `当选 ${elected.length} 人，最低 ${lowest.votes} 票，${lowest.votes} × 2 = ${2 * lowest.votes} > ${whole}`,
          en: `${elected.length} elected, the lowest with ${lowest.votes}: ${lowest.votes} × 2 = ${2 * lowest.votes} > ${whole}`,
        };
  const tieWords =
    tied.length === 0
      ? { zh: '', en: '' }
      : {
          zh: `；${tied.length} 人同为 ${lastSeat} 票，余 ${seats - elected.length} 个名额，须再次投票`,
          en: `; ${tied.length} tied at ${lastSeat} for ${seats - elected.length} seats, to be voted on again`,
        };
  return {
    threshold,
    elected,
    tied,
    arithmetic: {
      zh: `以${words.zh} ${whole} 人为基数，须超过 ${whole} ÷ 2，至少 ${threshold} 票；${lowestWords.zh}${tieWords.zh}`,
      en: `more than half of ${whole} ${words.en}, at least ${threshold} votes; ${lowestWords.en}${tieWords.en}`,
    },
  };
}
