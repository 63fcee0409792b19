import {
  ElectionCommitteeFormed,
  ElectionDayFixed,
  GroupOfficeEstablished,
  GuidanceTeamSent,
  LeadingGroupEstablished,
  PartyElectionOpened,
  StreetPostRecorded,
} from '#elections';
import { judgeOneOfStreet } from '../../testing/judging-street.js';
import { ORG_01, ORG_02, ORG_03, ORG_04 } from './organisation.js';
import { type Happened, happened } from './testing/facts-builder.js';
import { judgeOne } from './testing/judging.js';
import { GUIDE, nominee, ORGANISATION_MEMBER, STREET_SECRETARY } from './testing/s1-people.js';

const term = 'term-C01-2021-1';
const opened = happened(PartyElectionOpened, { community: 'C01', term }, '2021-10-18');
type Post =
  | 'street-secretary'
  | 'street-leader'
  | 'street-organisation-member'
  | 'street-department-head'
  | 'street-officer';
const post = (personId: string, name: Post, from = '2020-01-01') =>
  happened(StreetPostRecorded, { personId, post: name, from }, '2021-09-01');

const group = (change: { chair?: string; viceChairs?: string[]; members?: string[] } = {}) =>
  happened(
    LeadingGroupEstablished,
    {
      number: '云街工〔2021〕35号',
      chair: change.chair ?? STREET_SECRETARY,
      viceChairs: change.viceChairs ?? [ORGANISATION_MEMBER],
      members: (change.members ?? [GUIDE]).map((personId) => ({ personId, department: '党群办' })),
    },
    '2021-09-03',
  );
const posts = [
  post(STREET_SECRETARY, 'street-secretary'),
  post(ORGANISATION_MEMBER, 'street-organisation-member'),
  post(GUIDE, 'street-department-head'),
];

describe('ORG-01, who sits in the leading group', () => {
  const judge = (...street: Happened[]) => judgeOneOfStreet(ORG_01, street, { C01: [opened] });

  it('passes where everybody has the post asked for', () => {
    expect(judge(...posts, group())).toMatchObject({ outcome: 'pass', subject: 'street:S01' });
  });

  it('fails where somebody else is the chair', () => {
    expect(judge(...posts, group({ chair: ORGANISATION_MEMBER })).outcome).toBe('fail');
  });

  it('fails where the post on record is another one', () => {
    const others = [...posts.slice(0, 2), post(GUIDE, 'street-officer')];
    expect(judge(...others, group()).arithmetic.zh).toContain(`{person:${GUIDE}} 登记的职务不是部门负责人`);
    expect(judge(...others, group()).outcome).toBe('fail');
    expect(judge(...posts, group({ viceChairs: [GUIDE] })).outcome).toBe('fail');
  });

  it('does not pass a group without vice-chairs or members', () => {
    const changes: [Parameters<typeof group>[0], string][] = [
      [{ viceChairs: [] }, '领导小组的副组长（由街道党工委补录）'],
      [{ members: [] }, '领导小组的成员（由街道党工委补录）'],
    ];
    for (const [change, missing] of changes) {
      const result = judge(...posts, group(change));
      expect([result.outcome, result.missing?.map(({ zh }) => zh)]).toEqual(['not-evaluable', [missing]]);
    }
  });

  it('names everybody without a post on record', () => {
    const result = judge(...posts.slice(0, 1), group());
    expect(result.outcome).toBe('not-evaluable');
    expect(result.missing?.map(({ zh }) => zh)).toEqual([
      `{person:${ORGANISATION_MEMBER}} 的街道任职登记（由街道党工委补录）`,
      `{person:${GUIDE}} 的街道任职登记（由街道党工委补录）`,
    ]);
    expect(judge(group()).missing).toHaveLength(3);
  });

  it('counts no post that began later', () => {
    expect(judge(...posts.slice(0, 2), post(GUIDE, 'street-department-head', '2021-10-01'), group()).outcome).toBe(
      'not-evaluable',
    );
  });

  it('waits for the group until an election has begun', () => {
    expect(judgeOneOfStreet(ORG_01, posts, { C01: [] }).outcome).toBe('not-yet-due');
    expect(judge(...posts).outcome).toBe('not-evaluable');
  });
});

describe('ORG-02, the office', () => {
  const office = (staff: string[]) =>
    happened(GroupOfficeEstablished, { head: ORGANISATION_MEMBER, staff, place: '三楼' }, '2021-09-03');

  it('passes with staff and reminds without', () => {
    expect(judgeOneOfStreet(ORG_02, [office([GUIDE])]).outcome).toBe('pass');
    expect(judgeOneOfStreet(ORG_02, [office([])]).outcome).toBe('warn');
  });

  it('is missing once an election has begun', () => {
    expect(judgeOneOfStreet(ORG_02, [], { C01: [] }).outcome).toBe('not-yet-due');
    expect(judgeOneOfStreet(ORG_02, [], { C01: [opened] }).outcome).toBe('not-evaluable');
  });
});

describe('ORG-03, the guidance team', () => {
  const team = (...communities: string[]) =>
    happened(GuidanceTeamSent, { team: '第一组', leader: GUIDE, members: [], communities }, '2021-09-20');

  it('passes for a community that a team names', () => {
    expect(judgeOne(ORG_03, [team('C02', 'C01')]).outcome).toBe('pass');
  });

  it('fails once the election of one that none names has begun', () => {
    expect(judgeOne(ORG_03, [team('C02')]).outcome).toBe('not-yet-due');
    expect(judgeOne(ORG_03, [team('C02'), opened]).outcome).toBe('fail');
  });

  it('is missing where no team was ever recorded', () => {
    expect(judgeOne(ORG_03, [opened]).outcome).toBe('not-evaluable');
  });
});

describe('ORG-04, the residents’ election committee', () => {
  const formed = (on: string) =>
    happened(
      ElectionCommitteeFormed,
      { community: 'C01', term, members: [{ personId: nominee(1), role: 'chair' }] },
      on,
    );
  const fixed = happened(ElectionDayFixed, { community: 'C01', term, day: '2021-12-18' }, '2021-11-22');

  it('passes when it was formed before the election day was fixed', () => {
    expect(judgeOne(ORG_04, [formed('2021-11-20')]).outcome).toBe('pass');
    expect(judgeOne(ORG_04, [formed('2021-11-20'), fixed]).outcome).toBe('pass');
  });

  it('fails when it came later', () => {
    expect(judgeOne(ORG_04, [formed('2021-11-25'), fixed]).outcome).toBe('fail');
  });

  it('is missing once the residents’ election goes on without it', () => {
    expect(judgeOne(ORG_04, [fixed]).outcome).toBe('not-evaluable');
    expect(judgeOne(ORG_04, []).outcome).toBe('not-yet-due');
  });
});
