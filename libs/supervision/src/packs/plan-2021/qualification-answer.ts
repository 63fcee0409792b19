import { QualificationReviewed } from '#elections';
import { addDays, all, daysBetween, type Entry, type Journal, type Words } from '#kernel';
import { earliest, startOfShanghaiDay, timeOf } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import type { Moment } from '../../rule.js';
import { idsOf, input, lacks, pass, when } from './party-election-checks.js';
import { REVIEW_LEVELS, reviewsAt } from './party-election-lists.js';
import type { Answer, GroundRule } from './qualification-grounds.js';
import { type Nominee, silentDepartments } from './qualification-nominees.js';
import { conductFound, sanctionsInForce } from './qualification-record.js';
import { inWords, type Replies, type Reply, repliesOn } from './qualification-replies.js';

export interface AnswerValues {
  readonly maxQueryAgeDays: number;
}

/** What the replies, the reviews and the person's record say of one ground. */
export function answerOf(
  ground: GroundRule,
  facts: CommunityFacts,
  moment: Moment,
  nominee: Nominee,
  values: AnswerValues,
): Answer {
  const replies = repliesOn(facts.party, nominee.personId, ground.id);
  const onRecord =
    ground.id === 'QUA-03a'
      ? sanctionsInForce(facts, nominee)
      : ground.id === 'QUA-07'
        ? conductFound(facts, nominee)
        : undefined;
  if (onRecord?.answer === 'yes') return onRecord;
  const found = foundAgainst(ground, facts.party, nominee, replies);
  if (found !== undefined) return found;
  if (replies.clear.length === 0) return unanswered(ground, nominee, replies);
  const clear = ground.id === 'QUA-06b' ? freshlyQueried(replies, nominee, values, moment) : clearOf(replies);
  return onRecord?.answer === 'open' ? { ...onRecord, checks: [...onRecord.checks, ...clear.checks] } : clear;
}

function clearOf(replies: Replies): Answer {
  const silent = replies.noReply.map(({ department }) => ({
    zh: `${department}的回复`,
    en: `the reply of ${department}`,
  }));
  const words = {
    zh: `${replies.clear.map((reply) => inWords(reply)).join('、')}回复：无`,
    en: `${replies.clear.map((reply) => inWords(reply, 'en')).join(', ')}: clear`,
  };
  const waiting =
    silent.length === 0
      ? { zh: '', en: '' }
      : {
          zh: `；${replies.noReply.map(({ department }) => department).join('、')}尚未回复`,
          en: `; no reply yet from ${replies.noReply.map(({ department }) => department).join(', ')}`,
        };
  return {
    answer: 'no',
    checks: [
      {
        ...pass(
          { zh: `${words.zh}${waiting.zh}`, en: `${words.en}${waiting.en}` },
          replies.clear.map(({ entry }) => entry),
        ),
        ...(silent.length === 0 ? {} : { missing: silent }),
      },
    ],
  };
}

/** The court's list says who stands there on the day of asking: too old, or no day, and it says nothing of the review. */
function freshlyQueried(
  replies: Replies,
  nominee: Nominee,
  { maxQueryAgeDays }: AnswerValues,
  { today }: Moment,
): Answer {
  const aged = replies.clear.map((reply) => ({
    reply,
    age: reply.queriedOn === undefined ? undefined : Math.abs(daysBetween(reply.queriedOn, nominee.referenceDay)),
  }));
  const fresh = aged.filter(({ age }) => age !== undefined && age <= maxQueryAgeDays);
  const days = (list: typeof aged, language: 'zh' | 'en') =>
    list.map(({ reply, age }) => queryInWords(reply, age, nominee, language)).join(language === 'zh' ? '、' : ', ');
  const shown = fresh.length > 0 ? fresh : aged;
  const entries = shown.map(({ reply }) => reply.entry);
  const limit = { zh: `（至多 ${maxQueryAgeDays} 天）`, en: ` (at most ${maxQueryAgeDays} days)` };
  if (fresh.length > 0) {
    const lapses = fresh
      .map(({ reply }) => addDays(reply.queriedOn ?? today, maxQueryAgeDays + 1))
      .sort()
      .at(-1);
    return {
      answer: 'no',
      checks: [
        pass(
          { zh: `${days(fresh, 'zh')}${limit.zh}：不在名单`, en: `${days(fresh, 'en')}${limit.en}: not listed` },
          entries,
        ),
      ],
      ...(nominee.jointReview === undefined && lapses !== undefined ? { recheckAt: startOfShanghaiDay(lapses) } : {}),
    };
  }
  return {
    answer: 'open',
    checks: [
      lacks(
        {
          zh: `${days(aged, 'zh')}${limit.zh}：不能说明审查时的情况`,
          en: `${days(aged, 'en')}${limit.en}: says nothing of the time of the review`,
        },
        [
          input(
            { zh: '审查前后的失信被执行人名单查询', en: 'a query of the debtors’ list about the time of the review' },
            { zh: '法院', en: 'the court' },
          ),
        ],
        entries,
      ),
    ],
  };
}

function queryInWords(reply: Reply, age: number | undefined, nominee: Nominee, language: 'zh' | 'en'): string {
  const { queriedOn } = reply;
  const who = inWords(reply, language);
  if (queriedOn === undefined) return language === 'zh' ? `${who} 没有查询日` : `${who} without the day of asking`;
  const distance =
    nominee.jointReview === undefined
      ? { zh: '尚未联审', en: 'no joint review yet' }
      : {
          zh: `距联审 ${nominee.referenceDay} ${age} 天`,
          en: `${age} days from the joint review of ${nominee.referenceDay}`,
        };
  return language === 'zh' ? `${who} 查询日 ${queriedOn}，${distance.zh}` : `${who} asked ${queriedOn}, ${distance.en}`;
}

/** A ground that a department or a review found; two of them need more than the word. */
function foundAgainst(ground: GroundRule, party: Journal, nominee: Nominee, replies: Replies): Answer | undefined {
  const reviews = REVIEW_LEVELS.flatMap(({ level }) => reviewsAt(party, level).get(nominee.personId) ?? []).filter(
    ({ data }) => data.outcome === 'failed' && data.ground === ground.id,
  );
  if (replies.notClear.length === 0 && reviews.length === 0) return undefined;
  const entries: readonly Entry[] = [...replies.notClear.map(({ entry }) => entry), ...reviews];
  const who = {
    zh: [
      ...replies.notClear.map((reply) => `${inWords(reply)}回复：有`),
      ...reviews.map((review) => `${when(review)} 审查认定`),
    ].join('、'),
    en: [
      ...replies.notClear.map((reply) => `${inWords(reply, 'en')}: not clear`),
      ...reviews.map((review) => `found by the review of ${when(review, 'en')}`),
    ].join(', '),
  };
  const known = earliest(entries);
  const yes = (words: Words): Answer => ({
    answer: 'yes',
    checks: [{ outcome: 'fail', ...words, evidence: idsOf(entries) }],
    ...(known === undefined ? {} : { since: timeOf(known) }),
  });
  const open = (words: Words, missing: readonly Words[]): Answer => ({
    answer: 'open',
    checks: [{ outcome: 'needs-finding', ...words, missing, evidence: idsOf(entries) }],
    waitsFor: ground.decider,
  });
  if (ground.id === 'QUA-05c' && replies.notClear.every(({ document }) => document === undefined)) {
    return open(
      {
        zh: `${who.zh}，没有引用处理决定或认定文书：依法信访不是线索`,
        en: `${who.en}, citing no decision: lawful petitioning is no signal`,
      },
      [
        input(
          { zh: '处理决定或认定文书的文号', en: 'the number of the decision' },
          { zh: '回复部门', en: 'the department that replied' },
        ),
      ],
    );
  }
  if (ground.id !== 'QUA-10') return yes(who);
  const opinion = all(party, QualificationReviewed).findLast(
    ({ data }) => data.personId === nominee.personId && data.outcome === 'failed' && data.ground === 'QUA-10',
  );
  const lacking = [
    { has: opinion?.data.reason, zh: '理由', en: 'the reason' },
    { has: opinion?.data.author, zh: '提出人', en: 'the author' },
    { has: opinion?.data.approver, zh: '批准人', en: 'the approver' },
  ].filter(({ has }) => has === undefined);
  if (lacking.length === 0)
    return yes({ zh: `${who.zh}，理由、提出人、批准人齐全`, en: `${who.en}, with reason, author and approver` });
  return open(
    {
      zh: `${who.zh}，书面意见缺${lacking.map(({ zh }) => zh).join('、')}`,
      en: `${who.en}; the written opinion lacks ${lacking.map(({ en }) => en).join(', ')}`,
    },
    lacking.map(({ zh, en }) => input({ zh, en }, { zh: '审查机构', en: 'the reviewing body' })),
  );
}

/** Nobody has answered: early, missing, or for a person to decide. */
function unanswered(ground: GroundRule, nominee: Nominee, replies: Replies): Answer {
  if (nominee.review === 'awaited') {
    // Both committees' nominees are held to ¶16: one of the residents' side waits long after the Party's are through.
    const ofResidents = nominee.lists.length === 0;
    return {
      answer: 'open',
      checks: [
        {
          outcome: 'not-yet-due',
          zh: ofResidents ? '居委会拟提名人选，尚未送审，送审并回复后判断' : '尚未送审',
          en: ofResidents
            ? 'proposed for the residents’ committee and not sent to review yet; judged once the replies are there'
            : 'not sent to review yet',
        },
      ],
    };
  }
  const silent = [
    ...new Set([
      ...replies.noReply.map(({ department }) => department),
      ...silentDepartments(nominee, replies.answered),
    ]),
  ];
  const entries = replies.noReply.map(({ entry }) => entry);
  const asked = {
    zh: silent.length === 0 ? '没有部门就此回复' : `${silent.join('、')}没有回复`,
    en: silent.length === 0 ? 'no department has answered on it' : `no reply from ${silent.join(', ')}`,
  };
  const who = silent.length === 0 ? ground.answeredBy : { zh: silent.join('、'), en: silent.join(', ') };
  const missing = [input({ zh: `就 ${ground.id} 的审查回复`, en: `the reply on ${ground.id}` }, who)];
  if (ground.mode === 'human') {
    return {
      answer: 'open',
      checks: [
        {
          outcome: 'needs-finding',
          zh: `${asked.zh}，也没有认定`,
          en: `${asked.en}, and no finding`,
          missing,
          evidence: idsOf(entries),
        },
      ],
      waitsFor: ground.decider,
    };
  }
  return { answer: 'open', checks: [lacks(asked, missing, entries)] };
}
