import {
  CandidateStandardsAssessed,
  CandidatesToBeDetermined,
  CongressHeld,
  CountEntered,
  ElectionRulesPassed,
  PreliminaryNomineesDetermined,
  QualificationTermsIssued,
  ResultAnnounced,
} from '#elections';
import { all } from '#kernel';
import { earliest } from '../../event-time.js';
import { type CommunityRule, rule } from '../../rule.js';
import { absent, type Check, check, inOrder, judged, latest, pass, SUPPLIERS, when } from './party-election-checks.js';
import { from, pastBy } from './party-election-milestones.js';

export const QUA_00 = rule({
  id: 'QUA-00',
  paragraph: 15,
  force: 'softened',
  mode: 'record',
  step: 0,
  title: { zh: '按“双好双强”研判人选', en: 'The standards of candidates assessed' },
  explanation: {
    zh: '街道或社区要有按选人标准对人选进行研判的记录。名单已经确定而仍没有研判的，须说明并经批准。',
    en: 'There is a record that the street or the community assessed its people by the standards. Where the final list was fixed without one, it needs a reason and an approval.',
  },
  parameters: {},
  reads: [CandidateStandardsAssessed, ...from(PreliminaryNomineesDetermined)],
  evaluate: ({ street, party, community }) => {
    const subject = `community:${community}` as const;
    const assessed = all(street, CandidateStandardsAssessed).findLast(
      ({ data }) => data.community === undefined || data.community === community,
    );
    if (assessed !== undefined) {
      const scope =
        assessed.data.community === undefined
          ? { zh: '全街道', en: 'for the whole street' }
          : { zh: '本社区', en: 'for this community' };
      return [
        judged(subject, [
          pass({ zh: `${when(assessed)} ${scope.zh}研判`, en: `assessed ${when(assessed, 'en')} ${scope.en}` }, [
            assessed,
          ]),
        ]),
      ];
    }
    const what = { zh: '人选研判', en: 'assessment of standards' };
    const fixed = pastBy(party, CandidatesToBeDetermined);
    if (fixed === undefined)
      return [judged(subject, [absent(what, SUPPLIERS.street, pastBy(party, PreliminaryNomineesDetermined))])];
    return [
      judged(subject, [
        check(
          false,
          {
            zh: `没有人选研判的记录，而${fixed.title.zh}（${when(fixed.entry)}）已有记录`,
            en: `no assessment of standards, although there is a record of: ${fixed.title.en} (${when(fixed.entry, 'en')})`,
          },
          [fixed.entry],
        ),
      ]),
    ];
  },
});

export const QUA_11 = rule({
  id: 'QUA-11',
  paragraph: 17,
  force: 'must',
  mode: 'record',
  step: 10,
  title: { zh: '资格条件写入并通过选举办法', en: 'Terms written into the rules, and passed' },
  explanation: {
    zh: '街道先制定资格条件，写入大会选举办法，选举办法在投票计票之前通过。居委会一侧由居委会选举的记录另行判断。',
    en: 'The street first draws up the qualification terms; they are written into the election rules, and the rules are passed before the ballot of the congress. The residents’ side is judged by the records of the residents’ election.',
  },
  parameters: {},
  reads: [QualificationTermsIssued, ElectionRulesPassed, CountEntered, ResultAnnounced, ...from(CongressHeld)],
  evaluate: ({ street, party, community }) => {
    const past = pastBy(party, CongressHeld);
    const terms = earliest(all(street, QualificationTermsIssued));
    const rules = latest(all(party, ElectionRulesPassed));
    const ballot = earliest(all(party, CountEntered)) ?? earliest(all(party, ResultAnnounced));
    const since = past ?? (rules === undefined ? undefined : { entry: rules, title: ElectionRulesPassed.title });
    const checks: Check[] = [];
    if (terms === undefined)
      checks.push(absent({ zh: '资格条件', en: 'qualification terms' }, SUPPLIERS.street, since));
    if (rules === undefined) {
      checks.push(absent({ zh: '选举办法的通过', en: 'passing of the election rules' }, SUPPLIERS.community, past));
    } else {
      const includes = rules.data.includesQualificationTerms;
      checks.push(
        check(
          includes,
          {
            zh: `选举办法 ${rules.data.number} ${includes ? '写入了' : '没有写入'}资格条件`,
            en: `election rules ${rules.data.number} ${includes ? 'contain' : 'do not contain'} the qualification terms`,
          },
          [rules],
        ),
      );
    }
    if (ballot === undefined && rules !== undefined) {
      checks.push(absent({ zh: '大会计票', en: 'count of the congress' }, SUPPLIERS.clerk, undefined));
    }
    const row = [
      { name: { zh: '资格条件', en: 'terms' }, entry: terms },
      { name: { zh: '通过选举办法', en: 'rules passed' }, entry: rules },
      { name: { zh: '投票计票', en: 'ballot' }, entry: ballot },
    ].flatMap(({ name, entry }) => (entry === undefined ? [] : [{ name, entry }]));
    if (row.length > 1) checks.push(inOrder(row));
    return [judged(`community:${community}`, checks)];
  },
});

export const termsRules: readonly CommunityRule[] = [QUA_00, QUA_11];
