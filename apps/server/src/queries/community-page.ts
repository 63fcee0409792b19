import {
  CommunityRegistered,
  CorrectionProposed,
  CorrectionRefused,
  CountEntered,
  CountSettled,
  EntryCorrected,
  EntryWithdrawn,
  JustificationApproved,
  JustificationProposed,
  PacksChanged,
  ResultAnnounced,
  ScheduleSet,
  SeatsApproved,
  SeatsPlanned,
  SittingMemberRecorded,
  stepStatuses,
  TermOpened,
} from '#elections';
import { all, type Journal, last } from '#kernel';
import type { CommunityFacts, JudgedResult } from '#supervision';
import type { CommunityPage, Shape, StepStatus } from '../api/shapes.js';
import { ruleIndexFor } from '../deployment/packs.js';
import { findingRow } from './finding-rows.js';
import type { Moment } from './moment.js';
import type { Names } from './names.js';
import { nomineeRows } from './nominee-rows.js';
import { noticeLimitsOf, noticeRow } from './notice-rows.js';
import type { Readers } from './readers.js';
import { ruleRows } from './rule-rows.js';
import { timeline } from './timeline.js';

const PROBLEM: ReadonlySet<string> = new Set(['fail', 'overdue', 'ambiguous']);

/** Steps 0…10 of a community with the number of failed rules in each. */
export function stepsOf(
  facts: CommunityFacts,
  results: readonly JudgedResult[],
  readers: Readers,
): Shape<typeof StepStatus>[] {
  const index = ruleIndexFor(readers.deployment.facts, facts.community);
  const problems = new Map<number, number>();
  for (const result of results) {
    const step = index.byId.get(result.rule)?.rule.step;
    if (step !== undefined && PROBLEM.has(result.outcome)) problems.set(step, (problems.get(step) ?? 0) + 1);
  }
  return stepStatuses({ term: facts.term, party: facts.party, notices: facts.notices }, problems).map((status) => ({
    step: status.step,
    title: { ...status.title },
    paragraph: status.paragraph,
    status: status.status,
    ...(status.waitsFor === undefined ? {} : { waitsFor: status.waitsFor }),
    ...(status.since === undefined ? {} : { since: status.since }),
    ...(status.doneOn === undefined ? {} : { doneOn: status.doneOn }),
    missing: status.missing.map((type) => ({ type, title: readers.typeTitle(type) })),
    problems: problems.get(status.step) ?? 0,
  }));
}

type Head = Pick<
  Shape<typeof CommunityPage>,
  'code' | 'name' | 'organisation' | 'termId' | 'seats' | 'seatsApproved' | 'congressPlannedOn' | 'steps'
>;

/** What a community's term is and how far it has come: all that the overview shows of it. */
export function communityHead(code: string, moment: Moment, readers: Readers): Head {
  const facts = moment.community(code);
  const opened = last(facts.term, TermOpened);
  const registered = all(facts.street, CommunityRegistered).findLast(({ data }) => data.community === code)?.data;
  const approved = all(facts.term, SeatsApproved).findLast(({ data }) => data.body === 'party');
  const planned = all(facts.term, SeatsPlanned).findLast(({ data }) => data.body === 'party');
  const seats = approved?.data.seats ?? planned?.data.seats;
  const congress =
    all(facts.term, ScheduleSet).findLast(({ data }) => data.milestone === 'party-congress')?.data.day ??
    opened?.data.electionDate;
  return {
    code,
    name: registered?.name ?? code,
    ...(opened === undefined
      ? {}
      : { organisation: opened.data.organisation, termId: facts.term.stream.slice('term-'.length) }),
    ...(seats === undefined ? {} : { seats }),
    seatsApproved: approved !== undefined,
    ...(congress === undefined ? {} : { congressPlannedOn: congress }),
    steps: stepsOf(facts, moment.results(code), readers),
  };
}

/** Everything of one community's term on one page. */
export function communityPage(
  code: string,
  moment: Moment,
  readers: Readers,
  names: Names,
): Shape<typeof CommunityPage> {
  const facts = moment.community(code);
  const index = ruleIndexFor(readers.deployment.facts, code);
  const head = communityHead(code, moment, readers);
  const { steps } = head;
  const opened = last(facts.term, TermOpened);
  const registered = all(facts.street, CommunityRegistered).findLast(({ data }) => data.community === code)?.data;
  const limits = noticeLimitsOf(index);
  const notices = facts.notices.flatMap((journal) => noticeRow(journal, moment.at, limits, names) ?? []);
  const journals = [facts.term, facts.party, facts.residents, ...facts.notices].filter(({ rev }) => rev >= 0);
  return {
    builtFrom: moment.builtFrom,
    ...head,
    ...(registered?.population === undefined ? {} : { population: registered.population }),
    streams: journals.map(({ stream, rev }) => ({ stream, revision: rev, title: streamTitle(stream) })),
    packs: ((last(facts.term, PacksChanged) ?? opened)?.data.packs ?? []).map((pack) => ({ ...pack })),
    residentsSteps: [],
    timeline: [...timeline(facts, steps, notices)],
    nominees: nomineeRows(facts, names),
    notices,
    sitting: all(facts.term, SittingMemberRecorded).map(({ data }) => ({
      personId: data.personId,
      name: names.person(data.personId),
      body: data.body,
      post: data.post,
    })),
    ...countOf(facts.party, names),
    rules: ruleRows(moment.results(code), index, names),
    findings: moment
      .findings(code)
      .filter(({ term }) => term === facts.termStream)
      .flatMap((known) => findingRow(known, index, names) ?? []),
    justifications: justificationsOf(facts.term, names),
    corrections: journals.flatMap((journal) => correctionsOf(journal, names)),
  };
}

/** What a stream is called where people choose among streams. */
export function streamTitle(stream: string): { zh: string; en: string } {
  switch (stream.slice(0, stream.indexOf('-'))) {
    case 'term':
      return { zh: '换届届次', en: 'Term' };
    case 'partyElection':
      return { zh: '党组织选举', en: 'Party election' };
    case 'residentsElection':
      return { zh: '居委会选举', en: 'Residents’ election' };
    case 'notice':
      return { zh: '公示', en: 'Notice' };
    case 'street':
      return { zh: '街道', en: 'Street' };
    case 'person':
      return { zh: '人员', en: 'Person' };
    case 'kinship':
      return { zh: '亲属关系', en: 'Kinship' };
    case 'import':
      return { zh: '导入', en: 'Import' };
    case 'finding':
      return { zh: '核查', en: 'Finding' };
    default:
      return { zh: stream, en: stream };
  }
}

function countOf(party: Journal, names: Names): Pick<Shape<typeof CommunityPage>, 'count'> {
  const entries = all(party, CountEntered);
  if (entries.length === 0) return {};
  const first = entries.findLast(({ data }) => data.entry === 'first');
  const second = entries.findLast(({ data }) => data.entry === 'second');
  const settled = last(party, CountSettled);
  const announced = last(party, ResultAnnounced);
  return {
    count: {
      entries: entries.map(({ id, data, actor }) => ({
        event: id,
        entry: data.entry,
        by: actor.id,
        byName: names.actor(actor.id),
      })),
      differences:
        first === undefined || second === undefined ? [] : differences(first.data.count, second.data.count, names),
      ...(settled === undefined ? {} : { settled: settled.id }),
      ...(announced === undefined ? {} : { announced: announced.id }),
    },
  };
}

type Count = {
  readonly issued: number;
  readonly returned: number;
  readonly valid: number;
  readonly void: number;
  readonly votes: readonly { readonly personId: string; readonly votes: number }[];
};

const COUNT_FIELDS = [
  ['issued', { zh: '发出选票', en: 'Issued' }],
  ['returned', { zh: '收回选票', en: 'Returned' }],
  ['valid', { zh: '有效票', en: 'Valid' }],
  ['void', { zh: '废票', en: 'Void' }],
] as const;

function differences(first: Count, second: Count, names: Names) {
  const found: { field: string; label: { zh: string; en: string }; first: number; second: number }[] = [];
  for (const [field, label] of COUNT_FIELDS) {
    if (first[field] !== second[field])
      found.push({ field, label: { ...label }, first: first[field], second: second[field] });
  }
  const votes = (count: Count) => new Map(count.votes.map((row) => [row.personId, row.votes]));
  const [mine, theirs] = [votes(first), votes(second)];
  for (const personId of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(personId) ?? 0, theirs.get(personId) ?? 0];
    if (x === y) continue;
    const name = names.person(personId);
    found.push({
      field: `votes/${personId}`,
      label: { zh: `${name} 得票`, en: `Votes of ${name}` },
      first: x,
      second: y,
    });
  }
  return found;
}

function justificationsOf(term: Journal, names: Names): Shape<typeof CommunityPage>['justifications'] {
  const approvals = all(term, JustificationApproved);
  return all(term, JustificationProposed).map(({ id, data, actor }) => {
    const approval = approvals.find((candidate) => candidate.data.proposal === id);
    return {
      proposal: id,
      rule: data.rule,
      subject: data.subject,
      reason: data.reason,
      by: actor.id,
      byName: names.actor(actor.id),
      approved: approval !== undefined,
      ...(approval === undefined ? {} : { approver: names.actor(approval.data.approver) }),
    };
  });
}

function correctionsOf(journal: Journal, names: Names): Shape<typeof CommunityPage>['corrections'] {
  const approved = new Set(
    [...all(journal, EntryCorrected), ...all(journal, EntryWithdrawn)].map(({ data }) => data.proposal),
  );
  const refused = new Set(all(journal, CorrectionRefused).map(({ data }) => data.proposal));
  return all(journal, CorrectionProposed).map(({ id, data, actor }) => ({
    proposal: id,
    stream: journal.stream,
    corrects: data.corrects,
    reason: data.reason,
    by: actor.id,
    byName: names.actor(actor.id),
    state: approved.has(id) ? ('approved' as const) : refused.has(id) ? ('refused' as const) : ('open' as const),
  }));
}
