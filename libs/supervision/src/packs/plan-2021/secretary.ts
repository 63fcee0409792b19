import {
  CandidatesToBeDetermined,
  InspectionHeld,
  ResultApproved,
  SecretaryAnalysed,
  SecretaryFiled,
  SecretaryNomineeNamed,
  StandingCommitteeDiscussed,
} from '#elections';
import { addDays, all, last } from '#kernel';
import { dayOf, earliest, startOfShanghaiDay } from '../../event-time.js';
import { rule, streetRule } from '../../rule.js';
import { share } from './measures.js';
import {
  absent,
  type Check,
  check,
  inOrder,
  input,
  judged,
  lacks,
  notApplicable,
  notYetDue,
  pass,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { from, pastBy } from './party-election-milestones.js';
import { ELECTED_READS, electedSecretaryOf, secretaryUnknown } from './posts-held.js';

export const SEC_01 = rule({
  id: 'SEC-01',
  paragraph: 21,
  force: 'must',
  mode: 'record',
  step: 10,
  title: { zh: '书记备案', en: 'Secretary filed with the district' },
  explanation: {
    zh: '当选的书记要有报区委组织部备案的记录。文中没有期限，结果批复后超过设定天数仍未备案的为逾期。',
    en: 'The filing of the elected secretary with the district’s organisation department is on record. No day is laid down: after the set number of days from the approval of the result it is overdue.',
  },
  parameters: {
    limitDays: {
      value: 30,
      source: {
        zh: '方案没有规定天数，产品默认 30 天，可由单位设定',
        en: 'the plan gives no number of days; 30 is the product’s default and may be set',
      },
    },
  },
  reads: [...ELECTED_READS, ResultApproved, SecretaryFiled],
  evaluate(facts, { today }, { limitDays }) {
    const subject = `community:${facts.community}` as const;
    const elected = electedSecretaryOf(facts);
    if (elected === undefined) {
      return [judged(subject, [notYetDue({ zh: '选举结果未产生', en: 'no result yet' })])];
    }
    if (elected.personId === undefined) return [judged(subject, [secretaryUnknown(elected)])];
    const { personId } = elected;
    const filed = all(facts.party, SecretaryFiled).findLast(({ data }) => data.personId === personId);
    if (filed !== undefined) {
      const words = {
        zh: `书记 {person:${personId}} ${when(filed)} 备案（${filed.data.number}）`,
        en: `secretary {person:${personId}} filed ${when(filed, 'en')} (${filed.data.number})`,
      };
      return [judged(subject, [pass(words, [elected.entry, filed])])];
    }
    const approval = all(facts.party, ResultApproved).findLast(({ data }) => data.outcome === 'approved');
    const words = { zh: `书记 {person:${personId}} 未备案`, en: `secretary {person:${personId}} not filed` };
    if (approval === undefined) {
      const waiting = { zh: `${words.zh}，结果尚未批复`, en: `${words.en}, result not approved yet` };
      return [judged(subject, [notYetDue(waiting, [elected.entry])])];
    }
    const due = addDays(dayOf(approval), limitDays);
    const late = today > due;
    return [
      judged(
        subject,
        [
          {
            outcome: late ? 'overdue' : 'not-yet-due',
            zh: `${words.zh}，结果批复 ${dayOf(approval)} + ${limitDays} 天 = ${due}${late ? '，已过' : ''}`,
            en: `${words.en}, result approved ${dayOf(approval)} + ${limitDays} days = ${due}${late ? ', past' : ''}`,
            evidence: [elected.entry.id, approval.id],
          },
        ],
        { due, ...(late ? {} : { recheckAt: startOfShanghaiDay(addDays(due, 1)) }) },
      ),
    ];
  },
});

export const SEC_02 = rule({
  id: 'SEC-02',
  paragraph: 21,
  force: 'must',
  mode: 'record',
  step: 5,
  title: { zh: '书记人选：研判、考察、研究', en: 'Secretary: analysis, inspection, discussion' },
  explanation: {
    zh: '书记人选依次要有三份记录：对本社区的分析研判，区委组织部参加的考察，区委常委会研究同意；三份都不晚于预备人选名单的确定。',
    en: 'Three records for the person meant as secretary, in this order: the analysis of the community, an inspection in which the district’s organisation department took part, the agreement of the district’s standing committee; all by the time the list of candidates-to-be is fixed.',
  },
  parameters: {},
  reads: [
    SecretaryNomineeNamed,
    SecretaryAnalysed,
    InspectionHeld,
    StandingCommitteeDiscussed,
    CandidatesToBeDetermined,
    ...from(CandidatesToBeDetermined),
  ],
  evaluate(facts) {
    const { party } = facts;
    const subject = `community:${facts.community}` as const;
    const past = pastBy(party, CandidatesToBeDetermined);
    const list = last(party, CandidatesToBeDetermined);
    const listed = list?.data.list.filter(({ post }) => post === 'secretary').map(({ personId }) => personId) ?? [];
    const named = last(party, SecretaryNomineeNamed);
    const nominees = [...new Set(listed.length > 0 ? listed : named === undefined ? [] : [named.data.personId])];
    if (nominees.length === 0) {
      const what = { zh: '书记人选', en: 'who is meant as secretary' };
      return [judged(subject, [absent(what, SUPPLIERS.street, past)])];
    }
    const analysed = earliest(all(party, SecretaryAnalysed));
    const analysis: readonly Check[] =
      analysed === undefined
        ? [absent({ zh: '分析研判', en: 'analysis' }, SUPPLIERS.district, past)]
        : [pass({ zh: `研判 ${when(analysed)}`, en: `analysis ${when(analysed, 'en')}` }, [analysed])];
    const each = nominees.flatMap((personId): readonly Check[] => {
      const inspected = earliest(
        all(party, InspectionHeld).filter(
          ({ data }) => data.personId === personId && data.by.includes('district-organisation'),
        ),
      );
      const discussed = all(party, StandingCommitteeDiscussed).findLast(({ data }) => data.personId === personId);
      const who = { zh: `{person:${personId}} `, en: `{person:${personId}}: ` };
      const checks: Check[] = [];
      if (inspected === undefined) {
        checks.push(
          absent(
            { zh: `${who.zh}区委组织部参加的考察`, en: `${who.en}inspection with the district` },
            SUPPLIERS.district,
            past,
          ),
        );
      }
      if (discussed === undefined) {
        checks.push(
          absent(
            { zh: `${who.zh}区委常委会研究`, en: `${who.en}discussion of the standing committee` },
            SUPPLIERS.district,
            past,
          ),
        );
      } else if (discussed.data.outcome === 'not-agreed') {
        const words = { zh: `${who.zh}常委会未同意`, en: `${who.en}the standing committee did not agree` };
        checks.push(listed.includes(personId) ? check(false, words, [discussed]) : notYetDue(words, [discussed]));
      }
      const row = [
        { name: { zh: '研判', en: 'analysis' }, entry: analysed },
        { name: { zh: '考察', en: 'inspection' }, entry: inspected },
        { name: { zh: '常委会', en: 'standing committee' }, entry: discussed },
        { name: { zh: '预备人选名单', en: 'candidates-to-be' }, entry: list },
      ].flatMap(({ name, entry }) => (entry === undefined ? [] : [{ name, entry }]));
      const order = inOrder(row);
      checks.push({ ...order, zh: `${who.zh}${order.zh}`, en: `${who.en}${order.en}` });
      return checks;
    });
    const waits = past === undefined ? [notYetDue({ zh: '预备人选名单未确定', en: 'candidates-to-be not fixed' })] : [];
    return [judged(subject, [...analysis, ...each, ...waits])];
  },
});

const PREFERRED = ['sitting-member', 'community-worker', 'veteran', 'graduate', 'property-or-owners-body'];

export const SEC_03 = streetRule({
  id: 'SEC-03',
  paragraph: 21,
  force: 'softened',
  mode: 'automatic',
  title: { zh: '书记人选的来源', en: 'Where secretaries come from' },
  explanation: {
    zh: '每个社区的书记人选要登记来源类别，按全街道报告优先来源所占比例；文中只要求注重，不设比例。选出书记而没有来源的社区逐一列出。',
    en: 'The source of every secretary-to-be is recorded, and the share of the preferred sources is reported for the street; the text asks for emphasis and sets no share. Communities with an elected secretary and no source are named.',
  },
  parameters: {},
  reads: [SecretaryNomineeNamed, ...ELECTED_READS],
  evaluate(facts) {
    const subject = `street:${facts.unit}` as const;
    const states = facts.communities.map((one) => {
      const elected = electedSecretaryOf(one);
      const named = all(one.party, SecretaryNomineeNamed).findLast(
        ({ data }) => elected?.personId === undefined || data.personId === elected.personId,
      );
      return { community: one.community, elected, named };
    });
    const named = states.flatMap((state) => state.named ?? []);
    const without = states.filter((state) => state.elected !== undefined && state.named === undefined);
    const preferred = named.filter(({ data }) => PREFERRED.includes(data.source)).length;
    const measured: Check = {
      outcome: named.length === 0 ? 'not-yet-due' : 'measured',
      zh: `${states.length} 个社区中已登记来源 ${named.length} 个，优先来源 ${share(preferred, named.length)}`,
      en: `source recorded in ${named.length} of ${states.length} communities, preferred sources ${share(preferred, named.length)}`,
      evidence: named.map(({ id }) => id),
    };
    const missing = without.map(({ community, elected }) =>
      lacks(
        { zh: `${community} 的书记没有来源类别`, en: `no source for the secretary of ${community}` },
        [input({ zh: `${community} 书记人选的来源`, en: `source of the secretary of ${community}` }, SUPPLIERS.street)],
        elected === undefined ? [] : [elected.entry],
      ),
    );
    return [judged(subject, [measured, ...missing])];
  },
});

export const SEC_04 = rule({
  id: 'SEC-04',
  paragraph: 21,
  force: 'softened',
  mode: 'record',
  step: 5,
  title: { zh: '选派或跨社区任职的理由', en: 'Reason for a posted or cross-community secretary' },
  explanation: {
    zh: '书记人选由上级选派或跨社区任职的，要写明本社区没有合适人选等理由；两者都不是的不适用。',
    en: 'Where the person meant as secretary is posted from above or serves across communities, the reason is recorded; otherwise this does not apply.',
  },
  parameters: {},
  reads: [SecretaryNomineeNamed, ...from(CandidatesToBeDetermined)],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const named = last(facts.party, SecretaryNomineeNamed);
    if (named === undefined) {
      const what = { zh: '书记人选及其来源', en: 'the person meant as secretary, with the source' };
      return [judged(subject, [absent(what, SUPPLIERS.street, pastBy(facts.party, CandidatesToBeDetermined))])];
    }
    const { personId, source, reason } = named.data;
    const posted = named.data.postedFromAbove || source === 'superior-organ';
    const across = named.data.crossCommunity || source === 'other-community';
    if (!posted && !across) {
      const words = {
        zh: `{person:${personId}} 不是选派或跨社区任职`,
        en: `{person:${personId}} is neither posted nor from elsewhere`,
      };
      return [judged(subject, [notApplicable(words, [named])])];
    }
    const how = posted ? { zh: '由上级选派', en: 'posted from above' } : { zh: '跨社区任职', en: 'across communities' };
    const words = {
      zh: `{person:${personId}} ${how.zh}，${reason === undefined ? '未写理由' : `理由：${reason}`}`,
      en: `{person:${personId}} ${how.en}, ${reason === undefined ? 'no reason recorded' : `reason: ${reason}`}`,
    };
    return [judged(subject, [check(reason !== undefined, words, [named])])];
  },
});

/** Choosing the secretary (¶21). */
export const secretaryRules = [SEC_01, SEC_02, SEC_03, SEC_04] as const;
