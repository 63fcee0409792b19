import type { CommandRole, DecisionInput } from '../command.js';
import { type DerivationSource, recordOf, sisterStream, unitOfStream } from '../define-command.js';
import { refusal } from '../refusals.js';
import {
  ElectionCommitteeFormed,
  ElectionDayFixed,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
} from './events.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];

/** Its first entry, whichever it is, starts the stream `residentsElection-<community>-<year>-<n>` of an opened term. */
const residents = {
  plural: 'residents-elections',
  roles: STAFF,
  on: 'required',
  target: 'either',
  derived: {
    community: ({ stream }: DerivationSource) => unitOfStream(stream) ?? '',
    term: ({ stream }: DerivationSource) => sisterStream('term', stream),
  },
} as const;

function termIsOpen({ state, context }: DecisionInput<unknown>) {
  const term = sisterStream('term', state.stream);
  return context.journal(term).rev < 0 ? refusal('TERM_UNKNOWN', { term }) : undefined;
}

export const recordElectionCommittee = recordOf(ElectionCommitteeFormed, {
  ...residents,
  verb: 'record-election-committee',
  accept: termIsOpen,
});
export const recordElectionDay = recordOf(ElectionDayFixed, {
  ...residents,
  verb: 'record-election-day',
  accept: termIsOpen,
});
export const recordResidentsNominee = recordOf(ResidentsNomineeProposed, {
  ...residents,
  verb: 'record-nominee',
  accept: termIsOpen,
});
export const recordResidentsResult = recordOf(ResidentsResultAnnounced, {
  ...residents,
  verb: 'record-result',
  accept: termIsOpen,
});

export const residentsElectionCommands = [
  recordElectionCommittee,
  recordElectionDay,
  recordResidentsNominee,
  recordResidentsResult,
] as const;
