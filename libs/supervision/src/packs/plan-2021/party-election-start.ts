import {
  CommitteeMeetingHeld,
  CongressReplied,
  CongressRequested,
  MethodConsulted,
  MethodDrawnUp,
  MobilisationHeld,
  RecommendationMeetingHeld,
} from '#elections';
import { all, type Entry, last } from '#kernel';
import { earliest } from '../../event-time.js';
import { type CommunityRule, rule } from '../../rule.js';
import { answered, awaited, LIMIT_PARAMETERS, limitOf } from './party-election-answers.js';
import {
  absent,
  type Check,
  follows,
  inOrder,
  input,
  judged,
  lacks,
  pass,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { from, pastBy } from './party-election-milestones.js';

export const PTY_29 = rule({
  id: 'PTY-29',
  paragraph: 31,
  force: 'must',
  mode: 'record',
  step: 1,
  title: { zh: '两级动员和启动会议', en: 'Mobilisation at both levels, and the starting meeting' },
  explanation: {
    zh: '报送召开大会的请示之前，街道和社区都要开过动员，社区党组织要在街道派员指导下开过筹备选举的委员会会议并留有会议记录。',
    en: 'Before the congress is asked for, the street and the community have each held a mobilisation, and the committee has met on the election under a person sent by the street, with minutes.',
  },
  parameters: {},
  reads: [MobilisationHeld, CommitteeMeetingHeld, ...from(CongressRequested)],
  evaluate: (facts) => {
    const past = pastBy(facts.party, CongressRequested);
    const request = all(facts.party, CongressRequested)[0];
    const before = (entry: Entry, zh: string, en: string): Check =>
      request === undefined
        ? pass({ zh: `${zh} ${when(entry)}`, en: `${en} ${when(entry, 'en')}` }, [entry])
        : inOrder([
            { name: { zh, en }, entry },
            { name: { zh: '请示', en: 'request' }, entry: request },
          ]);
    const levels = (['street', 'community'] as const).map((level): Check => {
      const words =
        level === 'street'
          ? { zh: '街道动员', en: 'mobilisation by the street' }
          : { zh: '社区动员', en: 'mobilisation in the community' };
      const held = earliest(all(facts.party, MobilisationHeld).filter(({ data }) => data.level === level));
      if (held === undefined) return absent(words, level === 'street' ? SUPPLIERS.street : SUPPLIERS.community, past);
      return before(held, words.zh, words.en);
    });
    const meeting = earliest(
      all(facts.party, CommitteeMeetingHeld).filter(({ data }) => data.purpose === 'arrange-election'),
    );
    const met: readonly Check[] =
      meeting === undefined
        ? [
            absent(
              { zh: '筹备选举的委员会会议', en: 'committee meeting to arrange the election' },
              SUPPLIERS.community,
              past,
            ),
          ]
        : [
            before(meeting, '委员会会议', 'committee meeting'),
            pass({ zh: `会议记录 ${meeting.data.minutes}`, en: `minutes ${meeting.data.minutes}` }, [meeting]),
            guideCheck(meeting),
          ];
    const asked =
      request === undefined && past !== undefined
        ? [absent({ zh: '召开大会的请示', en: 'request to hold the congress' }, SUPPLIERS.community, past)]
        : [];
    return [judged(`community:${facts.community}`, [...levels, ...met, ...asked])];
  },
});

/** Whether a committee meeting names the person whom the street sent to guide it. */
export function guideCheck(meeting: Entry<{ readonly guide?: string }>): Check {
  const { guide } = meeting.data;
  if (guide === undefined) {
    return lacks(
      { zh: '会议没有记下街道派员', en: 'the meeting names nobody sent by the street' },
      [input({ zh: '到会指导的街道派员', en: 'the person sent by the street to guide the meeting' }, SUPPLIERS.street)],
      [meeting],
    );
  }
  return pass({ zh: `街道派员 {person:${guide}} 到会指导`, en: `guided by {person:${guide}}, sent by the street` }, [
    meeting,
  ]);
}

export const PTY_01 = rule({
  id: 'PTY-01',
  paragraph: 31,
  force: 'must',
  mode: 'record',
  step: 1,
  title: { zh: '推荐产生办法、沟通和请示', en: 'Method, consultation and request' },
  explanation: {
    zh: '依次要有三份记录：社区党组织订立预备人选的推荐产生办法，就办法与街道沟通，然后才报请召开大会。',
    en: 'Three records, in this order: the method of recommending candidates-to-be, the consultation with the street on it, and only then the request to hold the congress.',
  },
  parameters: {},
  reads: [MethodDrawnUp, MethodConsulted, ...from(CongressRequested)],
  evaluate: ({ party, community }) => {
    const method = all(party, MethodDrawnUp)[0];
    const consulted = all(party, MethodConsulted)[0];
    const request = all(party, CongressRequested)[0];
    const past = pastBy(party, CongressRequested);
    const checks: Check[] = [];
    if (method === undefined) checks.push(absent({ zh: '推荐产生办法', en: 'method' }, SUPPLIERS.community, past));
    if (consulted === undefined) {
      checks.push(absent({ zh: '与街道的沟通', en: 'consultation with the street' }, SUPPLIERS.community, past));
    }
    if (request === undefined) {
      checks.push(
        absent(
          { zh: '召开大会的请示', en: 'request to hold the congress' },
          SUPPLIERS.community,
          pastBy(party, CongressReplied),
        ),
      );
    }
    const row = [
      { name: { zh: '办法', en: 'method' }, entry: method },
      { name: { zh: '沟通', en: 'consultation' }, entry: consulted },
      { name: { zh: '请示', en: 'request' }, entry: request },
    ].flatMap(({ name, entry }) => (entry === undefined ? [] : [{ name, entry }]));
    if (row.length > 0) checks.push(inOrder(row));
    return [judged(`community:${community}`, checks)];
  },
});

export const PTY_02 = rule({
  id: 'PTY-02',
  paragraph: 31,
  force: 'must',
  mode: 'automatic',
  step: 1,
  title: { zh: '街道对大会请示的批复', en: 'The street’s reply on the congress' },
  explanation: {
    zh: '对召开大会的请示，街道要有批复。没有规定天数，因此报告所用天数；设了期限的按期限判断。',
    en: 'The street has to reply to the request to hold the congress. No number of days is laid down, so the days taken are reported; where a limit is set, it is judged.',
  },
  parameters: LIMIT_PARAMETERS,
  reads: [CongressRequested, CongressReplied, ...from(RecommendationMeetingHeld)],
  evaluate: ({ party, community }, { today }, { limitDays }) => {
    const subject = `community:${community}` as const;
    const request = last(party, CongressRequested);
    const reply = last(party, CongressReplied);
    const past = pastBy(party, RecommendationMeetingHeld);
    const missing = [
      ...(request === undefined
        ? [
            absent(
              { zh: '召开大会的请示', en: 'request to hold the congress' },
              SUPPLIERS.community,
              reply === undefined ? past : { entry: reply, title: CongressReplied.title },
            ),
          ]
        : []),
      ...(reply === undefined || (request !== undefined && follows(request, reply) && past === undefined)
        ? [
            awaited(
              request,
              today,
              limitDays,
              absent({ zh: '街道批复', en: 'reply of the street' }, SUPPLIERS.street, past),
            ),
          ]
        : []),
    ];
    if (request === undefined || reply === undefined || missing.length > 0) {
      return [judged(subject, missing, request === undefined ? {} : limitOf(request, limitDays, today))];
    }
    return [judged(subject, answered(request, reply, limitDays))];
  },
});

export const startRules: readonly CommunityRule[] = [PTY_01, PTY_02, PTY_29];
