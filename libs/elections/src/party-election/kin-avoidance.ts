import { all, last, type Rejection } from '#kernel';
import type { DecisionContext } from '../command.js';
import { sisterStream } from '../define-command.js';
import { kinshipStream } from '../people/commands.js';
import { KinshipRecorded, NEAR_KIN } from '../people/events.js';
import { refusal } from '../refusals.js';
import { ResidentsNomineeProposed } from '../residents-election/events.js';
import { CandidateWithdrew, QualificationCancelled } from './events.js';

interface ListToSend {
  readonly list: readonly { readonly personId: string }[];
  readonly kinExceptions?: readonly { readonly persons: readonly string[] }[] | undefined;
}

/**
 * Near kin may in principle not both be nominees of one community (¶24), Party and residents' lists taken together:
 * a list that would go to review with such a pair is refused unless the pair has an exception with its document.
 */
export function kinOnList(send: ListToSend, electionStream: string, context: DecisionContext): Rejection | undefined {
  const listed = send.list.map(({ personId }) => personId);
  const stray = send.kinExceptions?.flatMap(({ persons }) => persons).find((person) => !listed.includes(person));
  const others = residentsNominees(electionStream, context).filter((person) => !listed.includes(person));
  if (stray !== undefined && !others.includes(stray)) {
    return refusal('EXCEPTION_NOT_ON_LIST', { person: stray });
  }
  const excepted = new Set(send.kinExceptions?.map(({ persons }) => pairKey(persons[0] ?? '', persons[1] ?? '')));
  for (const [index, person] of listed.entries()) {
    for (const other of [...listed.slice(index + 1), ...others]) {
      const kind = nearKinship(person, other, context);
      if (kind === undefined || excepted.has(pairKey(person, other))) continue;
      const params = { person, other, kind };
      return refusal('KIN_ON_LIST', params, {
        rule: 'REV-02',
        source: '¶24',
        fields: [{ pointer: `/data/list/${index}`, code: 'KIN_ON_LIST', params }],
      });
    }
  }
  return undefined;
}

function pairKey(a: string, b: string): string {
  return [a, b].sort().join(' ');
}

function nearKinship(a: string, b: string, { journal, derivedId }: DecisionContext): string | undefined {
  const kind = last(journal(kinshipStream(a, b, derivedId)), KinshipRecorded)?.data.kind;
  return kind !== undefined && NEAR_KIN.has(kind) ? kind : undefined;
}

/** Nominees for the residents' committee of the same community who still stand. */
function residentsNominees(electionStream: string, { journal }: DecisionContext): readonly string[] {
  const election = journal(electionStream);
  const gone = new Set(
    [...all(election, CandidateWithdrew), ...all(election, QualificationCancelled)].map(({ data }) => data.personId),
  );
  return all(journal(sisterStream('residentsElection', electionStream)), ResidentsNomineeProposed)
    .map(({ data }) => data.personId)
    .filter((person) => !gone.has(person));
}
