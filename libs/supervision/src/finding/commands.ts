import { z } from 'zod';
import type { Command, CommandRole, DecisionInput } from '#elections';
import { type DecidedEvent, last, ok, type Rejection, type Result, reject, streamName, Uuid } from '#kernel';
import {
  type Conclusion,
  FindingConcluded,
  FindingProposed,
  FindingReturned,
  FindingTaken,
  IndicationOpened,
} from './events.js';
import { findingOf } from './state.js';
import type { FindingRefusal } from './words.js';

type Decision = Result<readonly DecidedEvent[], Rejection>;

const INSPECTORS: readonly CommandRole[] = ['inspector', 'inspector-lead'];

interface FindingCommand<Data> extends Pick<Command<Data>, 'verb' | 'title' | 'roles' | 'schema' | 'decide'> {
  readonly records: readonly { readonly type: string }[];
}

/** Everything that is done to a finding is an act on one stream of one community or street. */
function findingCommand<Data>({ records, ...parts }: FindingCommand<Data>): Command<Data> {
  return {
    ...parts,
    plural: 'findings',
    category: 'finding',
    kind: 'act',
    paragraphs: [],
    records: records.map(({ type }) => type),
    on: 'none',
    target: 'extend',
    streamOf: (_data, id) => streamName('finding', id ?? ''),
    unitOf: (_data, stream, { journal }) => last(journal(stream), IndicationOpened)?.data.unit,
  };
}

function refuse(code: FindingRefusal, params: Readonly<Record<string, string>> = {}): Decision {
  return reject(code, params);
}

export const takeFinding = findingCommand({
  verb: 'take-finding',
  title: FindingTaken.title,
  roles: INSPECTORS,
  records: [FindingTaken],
  schema: FindingTaken.schema,
  decide({ data, state }) {
    const finding = findingOf(state);
    if (finding.status === 'none') return refuse('FINDING_UNKNOWN');
    if (finding.status === 'under-check' || finding.status === 'proposed') {
      return refuse('FINDING_TAKEN_ALREADY', { person: finding.taken.actor.id });
    }
    if (finding.status === 'confirmed') return refuse('FINDING_STANDS');
    return ok([FindingTaken.of(data)]);
  },
});

/** A confirmation needs a second person, and so does every other end of an indication of a must-rule. */
export function needsSecondPerson(conclusion: Conclusion, force: 'must' | 'softened' | 'target'): boolean {
  return conclusion === 'confirmed' || force === 'must';
}

/** Proposes a conclusion; where one person may decide, it is concluded at once. */
export const proposeConclusion = findingCommand({
  verb: 'propose-conclusion',
  title: FindingProposed.title,
  roles: INSPECTORS,
  records: [FindingProposed, FindingConcluded],
  schema: FindingProposed.schema,
  decide({ data, state, context }) {
    const finding = findingOf(state);
    if (finding.status === 'none') return refuse('FINDING_UNKNOWN');
    if (finding.status !== 'under-check') return refuse('FINDING_NOT_UNDER_CHECK', { status: finding.status });
    if (needsSecondPerson(data.conclusion, finding.indication.data.force)) return ok([FindingProposed.of(data)]);
    return ok([FindingConcluded.of({ ...data, proposedBy: context.actor.id })]);
  },
});

const Approval = z.strictObject({ proposal: Uuid });

export const approveConclusion = findingCommand({
  verb: 'approve-conclusion',
  title: { zh: '批准核查结论', en: 'Approve a conclusion' },
  roles: ['inspector-lead'],
  records: [FindingConcluded],
  schema: Approval,
  decide(input: DecisionInput<z.infer<typeof Approval>>) {
    const { data, state, context } = input;
    const finding = findingOf(state);
    if (finding.status === 'none') return refuse('FINDING_UNKNOWN');
    if (finding.status !== 'proposed' || finding.proposal.id !== data.proposal) return refuse('FINDING_NOT_PROPOSED');
    const { proposal } = finding;
    const first = new Set([proposal.actor.id, proposal.actor.for]);
    if (first.has(context.actor.id) || (context.actor.for !== undefined && first.has(context.actor.for))) {
      return refuse('SAME_PERSON', { person: proposal.actor.id });
    }
    const { conclusion, reason, evidence } = proposal.data;
    return ok([
      FindingConcluded.of({
        conclusion,
        reason,
        evidence,
        proposal: proposal.id,
        proposedBy: proposal.actor.id,
        approvedBy: context.actor.id,
      }),
    ]);
  },
});

/** Sends a proposed conclusion back to the check: the second person’s no, or the proposer’s second thoughts. */
export const returnConclusion = findingCommand({
  verb: 'return-conclusion',
  title: FindingReturned.title,
  roles: INSPECTORS,
  records: [FindingReturned],
  schema: FindingReturned.schema,
  decide({ data, state }) {
    const finding = findingOf(state);
    if (finding.status === 'none') return refuse('FINDING_UNKNOWN');
    if (finding.status !== 'proposed' || finding.proposal.id !== data.proposal) return refuse('FINDING_NOT_PROPOSED');
    return ok([FindingReturned.of(data)]);
  },
});

export const findingCommands = [
  takeFinding,
  proposeConclusion,
  approveConclusion,
  returnConclusion,
] as const as unknown as readonly Command[];
