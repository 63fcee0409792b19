import {
  ElectionCommitteeFormed,
  ElectionDayFixed,
  GroupOfficeEstablished,
  GuidanceTeamSent,
  LeadingGroupEstablished,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
} from '#elections';
import { all, type Entry, type Journal, last } from '#kernel';
import { dayOf } from '../../event-time.js';
import { rule, streetRule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  inOrder,
  input,
  judged,
  lacks,
  type Past,
  pass,
  persons,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { firstStartOf, START_READS, startOf } from './start.js';
import { holderOn, postsOfPerson, STREET_POST_READS } from './street-posts.js';

export const ORG_01 = streetRule({
  id: 'ORG-01',
  paragraph: 27,
  force: 'must',
  mode: 'automatic',
  step: 0,
  title: { zh: '领导小组的组成', en: 'Who sits in the leading group' },
  explanation: {
    zh: '组长应是成立之日在任的街道党工委书记，副组长都是街道班子成员，成员都是部门负责人，均以街道任职登记为准。没有登记副组长或成员的、没有任职登记的人，逐一列出，不作通过的结论。',
    en: 'On the day of its establishment the chair is the street’s Party secretary, the vice-chairs belong to the street’s leadership and the members head departments, all by the street’s record of posts. Vice-chairs or members that nobody recorded, and whoever has no post on record, are named, and it is no pass.',
  },
  parameters: {},
  reads: [LeadingGroupEstablished, ...STREET_POST_READS, ...START_READS],
  evaluate(facts) {
    const subject = `street:${facts.unit}` as const;
    const group = last(facts.street, LeadingGroupEstablished);
    if (group === undefined) {
      const what = { zh: '换届工作领导小组', en: 'leading group' };
      return [judged(subject, [absent(what, SUPPLIERS.street, firstStartOf(facts))])];
    }
    const { chair, viceChairs, members } = group.data;
    const day = dayOf(group);
    const secretary = holderOn(facts.street, 'street-secretary', day);
    const chaired: Check =
      secretary === undefined
        ? lacks(
            {
              zh: `组长 {person:${chair}}，街道书记未登记`,
              en: `chair {person:${chair}}, street secretary not recorded`,
            },
            [input({ zh: '街道党工委书记的任职登记', en: 'who was the street’s Party secretary' }, SUPPLIERS.street)],
            [group],
          )
        : check(
            secretary.data.personId === chair,
            {
              zh: `组长 {person:${chair}}，${day} 街道书记 {person:${secretary.data.personId}}`,
              en: `chair {person:${chair}}, street secretary on ${day} {person:${secretary.data.personId}}`,
            },
            [group, secretary],
          );
    const vice = posted(group, facts.street, viceChairs, day, LEADERS, { zh: '副组长', en: 'vice-chairs' });
    const heads = posted(
      group,
      facts.street,
      members.map(({ personId }) => personId),
      day,
      HEADS,
      { zh: '成员', en: 'members' },
    );
    return [judged(subject, [chaired, vice, heads])];
  },
});

const LEADERS = {
  posts: ['street-leader', 'street-organisation-member', 'street-secretary'],
  title: { zh: '街道班子成员', en: 'leaders of the street' },
} as const;
const HEADS = {
  posts: ['street-department-head'],
  title: { zh: '部门负责人', en: 'heads of departments' },
} as const;

/** Whether persons of a role hold one of the posts asked for; those without any post on record are named, and nobody at all is no pass. */
function posted(
  group: Entry,
  street: Journal,
  personIds: readonly string[],
  day: string,
  asked: typeof LEADERS | typeof HEADS,
  role: { readonly zh: string; readonly en: string },
): Check {
  if (personIds.length === 0) {
    const words = { zh: `没有登记${role.zh}`, en: `no ${role.en} recorded` };
    return lacks(
      words,
      [input({ zh: `领导小组的${role.zh}`, en: `the group’s ${role.en}` }, SUPPLIERS.street)],
      [group],
    );
  }
  const held = personIds.map((id) => ({ id, posts: postsOfPerson(street, id, day) }));
  const unknown = held.filter(({ posts }) => posts.length === 0).map(({ id }) => id);
  const names: readonly string[] = asked.posts;
  const others = held.filter(({ posts }) => posts.length > 0 && !posts.some(({ data }) => names.includes(data.post)));
  const evidence = held.flatMap(({ posts }) => posts.filter(({ data }) => names.includes(data.post)));
  const n = personIds.length;
  if (others.length > 0) {
    const ids = others.map(({ id }) => id);
    return check(
      false,
      {
        zh: `${role.zh} ${n} 人，${persons(ids)} 登记的职务不是${asked.title.zh}`,
        en: `${n} ${role.en}; by the posts on record not ${asked.title.en}: ${persons(ids, 'en')}`,
      },
      others.flatMap(({ posts }) => posts),
    );
  }
  if (unknown.length > 0) {
    return lacks(
      {
        zh: `${role.zh} ${n} 人，${persons(unknown)} 没有任职登记`,
        en: `${n} ${role.en}; no post on record for ${persons(unknown, 'en')}`,
      },
      unknown.map((id) =>
        input({ zh: `{person:${id}} 的街道任职登记`, en: `the street post of {person:${id}}` }, SUPPLIERS.street),
      ),
      evidence,
    );
  }
  return pass(
    { zh: `${role.zh} ${n} 人均为${asked.title.zh}`, en: `${n} ${role.en}, all ${asked.title.en}` },
    evidence,
  );
}

export const ORG_02 = streetRule({
  id: 'ORG-02',
  paragraph: 27,
  force: 'must',
  mode: 'record',
  step: 0,
  title: { zh: '领导小组办公室', en: 'Office of the leading group' },
  explanation: {
    zh: '须有设立办公室的记录，写明负责人、抽调的人员和办公地点；没有抽调到人的给出提醒。',
    en: 'There is a record of the office with its head, the staff drawn to it and its place; an office without staff gets a reminder.',
  },
  parameters: {},
  reads: [GroupOfficeEstablished, ...START_READS],
  evaluate(facts) {
    const subject = `street:${facts.unit}` as const;
    const office = last(facts.street, GroupOfficeEstablished);
    if (office === undefined) {
      const what = { zh: '领导小组办公室', en: 'office of the leading group' };
      return [judged(subject, [absent(what, SUPPLIERS.street, firstStartOf(facts))])];
    }
    const { head, staff, place } = office.data;
    return [
      judged(subject, [
        {
          outcome: staff.length === 0 ? 'warn' : 'pass',
          zh: `${when(office)} 设立，负责人 {person:${head}}，抽调 ${staff.length} 人，地点 ${place}`,
          en: `set up ${when(office, 'en')}, head {person:${head}}, staff ${staff.length}, place ${place}`,
          evidence: [office.id],
        },
      ]),
    ];
  },
});

export const ORG_03 = rule({
  id: 'ORG-03',
  paragraph: 27,
  force: 'must',
  mode: 'automatic',
  step: 0,
  title: { zh: '换届工作指导组', en: 'Guidance team' },
  explanation: {
    zh: '每个社区至少有一个街道派出的指导组负责。派出记录里没有列到的社区，在选举启动后即为不符合。',
    en: 'At least one team sent by the street looks after every community. A community that no team names breaks the rule once its election has begun.',
  },
  parameters: {},
  reads: [GuidanceTeamSent, ...START_READS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const teams = all(facts.street, GuidanceTeamSent);
    const own = teams.filter(({ data }) => data.communities.includes(facts.community));
    if (own.length > 0) {
      const names = own.map(({ data }) => data.team);
      return [
        judged(subject, [
          pass(
            { zh: `指导组 ${own.length} 个：${names.join('、')}`, en: `${own.length} team(s): ${names.join(', ')}` },
            own,
          ),
        ]),
      ];
    }
    const start = startOf(facts.party);
    if (teams.length === 0 || start === undefined) {
      return [judged(subject, [absent({ zh: '指导组', en: 'guidance team' }, SUPPLIERS.street, start)])];
    }
    const words = {
      zh: `街道派出指导组 ${teams.length} 个，均未列本社区，选举已于 ${when(start.entry)} 启动`,
      en: `${teams.length} teams sent, none for this community; its election began ${when(start.entry, 'en')}`,
    };
    return [judged(subject, [check(false, words, [...teams, start.entry])])];
  },
});

const RESIDENTS_EVENTS = [ElectionDayFixed, ResidentsNomineeProposed, ResidentsResultAnnounced] as const;

export const ORG_04 = rule({
  id: 'ORG-04',
  paragraph: 27,
  force: 'must',
  mode: 'automatic',
  title: { zh: '居民选举委员会', en: 'Residents’ election committee' },
  explanation: {
    zh: '居委会选举要由推选产生的居民选举委员会主持：其产生须有记录，且不晚于确定选举日、提名和选举结果。',
    en: 'An election committee runs the residents’ election: its forming is on record, and not later than the fixing of the day, the nominations and the result.',
  },
  parameters: {},
  reads: [ElectionCommitteeFormed, ...RESIDENTS_EVENTS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const formed = all(facts.residents, ElectionCommitteeFormed)[0];
    const past = RESIDENTS_EVENTS.flatMap(({ type, title }): readonly Past[] => {
      const entry = facts.residents.entries[type]?.[0];
      return entry === undefined ? [] : [{ entry, title }];
    });
    if (formed === undefined) {
      return [
        judged(subject, [absent({ zh: '居民选举委员会', en: 'election committee' }, SUPPLIERS.community, past[0])]),
      ];
    }
    const n = formed.data.members.length;
    const words = { zh: `${when(formed)} 产生，${n} 人`, en: `formed ${when(formed, 'en')}, ${n} members` };
    const name = { zh: '选举委员会', en: 'election committee' };
    const orders = past.map(({ entry, title }) =>
      inOrder([
        { name, entry: formed },
        { name: title, entry },
      ]),
    );
    return [judged(subject, [pass(words, [formed]), ...orders])];
  },
});

/** Working bodies (¶27). */
export const organisationRules = [ORG_01, ORG_02, ORG_03, ORG_04] as const;
