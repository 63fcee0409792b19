import { personOf } from './cast.js';
import { BY, Script } from './script.js';

export const COMMUNITY_NAMES: Readonly<Record<string, readonly [name: string, population: number]>> = {
  C01: ['青禾社区', 6210],
  C02: ['望湖社区', 7034],
  C03: ['南苑社区', 5480],
  C04: ['柳园社区', 4902],
  C05: ['北塔社区', 6650],
  C06: ['东渠社区', 5127],
  C07: ['和顺社区', 4388],
  C08: ['书院社区', 5906],
};

/** The street's own side: posts, leading group, teams, training, terms of qualification. */
export function streetScript(): Script {
  const script = new Script();
  const street = 'streets/S01';
  script.say('2021-09-01T08:10', BY.lead, 'streets/S01/register-street', {
    unit: 'S01',
    name: '云桥街道',
    district: '澜水区',
    partyCommittee: '中共云桥街道工作委员会',
  });
  for (const [community, [name, population]] of Object.entries(COMMUNITY_NAMES)) {
    script.say('2021-09-01T08:20', BY.lead, `${street}/register-community`, { community, name, population });
  }
  const posts: readonly (readonly [string, string, string?])[] = [
    ['street-secretary', 'street-secretary'],
    ['organisation-member', 'street-organisation-member', '党群办'],
    ['leader-1', 'street-leader'],
    ['leader-2', 'street-leader'],
    ['head-party', 'street-department-head', '党群办'],
    ['head-civil', 'street-department-head', '民政办'],
    ['head-discipline', 'street-department-head', '纪工委办'],
    ['head-finance', 'street-department-head', '综合办'],
    ['guide-1', 'street-officer', '党群办'],
    ['guide-2', 'street-officer', '民政办'],
  ];
  for (const [key, post, department] of posts) {
    script.say('2021-09-02T09:00', BY.clerk, `${street}/record-street-post`, {
      personId: personOf(key),
      post,
      ...(department === undefined ? {} : { department }),
    });
  }
  script
    .say('2021-09-08T15:00', BY.clerk, `${street}/record-leading-group`, {
      number: '云街工〔2021〕36号',
      chair: personOf('street-secretary'),
      viceChairs: ['leader-1', 'leader-2'].map(personOf),
      members: [
        { personId: personOf('head-party'), department: '党群办' },
        { personId: personOf('head-civil'), department: '民政办' },
        { personId: personOf('head-discipline'), department: '纪工委办' },
        { personId: personOf('head-finance'), department: '综合办' },
      ],
    })
    .say('2021-09-08T15:20', BY.clerk, `${street}/record-group-office`, {
      head: personOf('head-party'),
      staff: ['guide-1', 'guide-2'].map(personOf),
      place: '街道办事处三楼 306 室',
    })
    .say('2021-09-09T10:00', BY.clerk, `${street}/record-guidance-team`, {
      team: '第一指导组',
      leader: personOf('leader-1'),
      members: [personOf('guide-1')],
      communities: ['C01', 'C02', 'C03', 'C04'],
    })
    .say('2021-09-09T10:10', BY.clerk, `${street}/record-guidance-team`, {
      team: '第二指导组',
      leader: personOf('leader-2'),
      members: [personOf('guide-2')],
      communities: ['C05', 'C06', 'C07', 'C08'],
    })
    .say('2021-09-15T16:00', BY.clerk, `${street}/record-complexity-ranking`, {
      ranking: ['C05', 'C02', 'C03', 'C08', 'C06', 'C04', 'C07', 'C01'],
      complex: ['C05'],
      method: '入户摸排、信访台账和审计情况综合评分',
    })
    .say('2021-09-16T09:00', BY.clerk, `${street}/record-linked-leader`, {
      community: 'C05',
      leader: personOf('street-secretary'),
    })
    .say('2021-09-20T17:00', BY.clerk, `${street}/record-standards-assessment`, {
      summary: '对照“双好双强”标准逐社区研判人选',
      number: '云街研〔2021〕1号',
    })
    .say('2021-10-12T17:30', BY.clerk, `${street}/record-training`, {
      topics: ['law-and-charters', 'steps', 'procedure', 'requirements'],
      attended: 46,
      staff: 48,
      place: '街道党校',
    })
    .say('2021-10-13T17:30', BY.clerk, `${street}/record-education`, {
      topics: ['democratic-centralism', 'member-rights-and-duties'],
      form: '“三会一课”专题学习',
      attended: 812,
    })
    .say('2021-10-14T17:30', BY.clerk, `${street}/record-education`, {
      topics: ['socialist-democracy-and-law', 'purpose-of-the-election'],
      form: '党员固定活动日',
      attended: 790,
    })
    .say('2021-10-17T10:00', BY.clerk, `${street}/record-qualification-terms`, {
      number: '云街工〔2021〕42号',
      items: ['政治素质和道德品行要求', '年龄和学历要求', '不得列为候选人的十类情形', '近亲属回避要求'],
    });
  return script;
}
