import { CandidatesToBeDetermined, enumLabel, NoticePosted, SittingMemberRecorded } from '#elections';
import { all, daysBetween, type Journal, last, shanghaiDay } from '#kernel';
import type { NoticeInput, PrintState } from '#printing';
import type { CommunityFacts } from '#supervision';
import { problem } from '../http/problem.js';
import type { Readers } from '../queries/readers.js';
import { issuerNames } from './issuer-names.js';

/** The opening paragraph by purpose; what was decided where stands in the notice's own title. */
const OPENINGS: Readonly<Record<string, (party: string) => string>> = {
  'candidates-to-be': (party) =>
    `根据《中国共产党章程》和基层组织选举有关规定，按照社区换届工作安排，经推荐、考察和集体研究，${party}新一届委员会候选人预备人选已经确定，现予公示。`,
  pledges: (party) => `按照换届纪律要求，${party}新一届委员会候选人预备人选已签订纪律承诺书，现将承诺人予以公示。`,
  'preliminary-nominees': (party) => `经党员和居民代表推荐，${party}新一届委员会初步人选已经确定，现予公示。`,
  result: (party) => `${party}换届选举已经结束，现将选举结果予以公告。`,
  discipline: () => '为严肃换届纪律，现将有关事项予以公布。',
  other: () => '现将有关事项予以公示。',
};

/** The notice as it is printed: names as they were published, facts of the persons as of now. */
export function noticePrint(journal: Journal, facts: CommunityFacts, readers: Readers, state: PrintState): NoticeInput {
  const posted = last(journal, NoticePosted);
  if (posted === undefined) throw problem(404, 'NOT_FOUND', { notice: journal.stream });
  const { data } = posted;
  const names = issuerNames(facts, readers);
  const day = shanghaiDay(posted.on ?? posted.at);
  const listed = new Map(
    (last(facts.party, CandidatesToBeDetermined)?.data.list ?? []).map(({ personId, post }) => [personId, post]),
  );
  return {
    ...state,
    issuer: names.partyOrganisation,
    ...(data.number === undefined ? {} : { number: data.number }),
    redHead: data.number !== undefined,
    title: data.title,
    opening: [(OPENINGS[data.purpose] ?? OPENINGS['other'])?.(names.partyOrganisation) ?? ''],
    persons: data.persons.map(({ personId, name }) => {
      const person = facts.person(personId);
      const proposed = listed.get(personId);
      return {
        name,
        gender: word(person?.gender, 'gender'),
        birthMonth: person?.birthMonth ?? '',
        education: word(person?.education, 'education'),
        membership: word(person?.membership, 'membership'),
        currentPost: currentPosts(facts, personId),
        ...(proposed === undefined ? {} : { proposedPost: word(proposed, 'post') }),
      };
    }),
    period: { postedOn: day, days: Math.max(0, daysBetween(day, data.plannedUntil)), lastDay: data.plannedUntil },
    objections: {
      receiver: names.streetCommittee === '' ? names.partyOrganisation : names.streetCommittee,
      ...(data.contact === undefined ? {} : { phone: data.contact }),
    },
    issuedOn: day,
  };
}

/** 现任职务: the posts that the registry holds now, and the seats that the term recorded of the sitting committees. */
export function currentPosts(facts: Pick<CommunityFacts, 'person' | 'term'>, personId: string): string {
  const held = (facts.person(personId)?.posts ?? []).filter(({ until }) => until === undefined);
  const sitting = all(facts.term, SittingMemberRecorded).filter(({ data }) => data.personId === personId);
  const posts = new Set<string>([...held.map(({ post }) => post), ...sitting.map(({ data }) => data.post)]);
  return [...posts].map((post) => word(post, 'post')).join('、');
}

/** Every text on the print in which a character could be missing. */
export function noticeTexts({ issuer, title, number = '', opening, persons, objections }: NoticeInput): string[] {
  return [
    issuer,
    title,
    number,
    ...opening,
    ...persons.flatMap(({ name, currentPost }) => [name, currentPost]),
    objections.receiver,
    objections.phone ?? '',
  ];
}

export function word(value: string | undefined, field: string): string {
  return value === undefined ? '' : (enumLabel(value, field)?.zh ?? value);
}
