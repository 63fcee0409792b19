import { all, type Journal, streamName } from '#kernel';
import type { CommandRole } from '../command.js';
import { recordOf } from '../define-command.js';
import { type Fault, refusal, refusalOf } from '../refusals.js';
import {
  CandidateStandardsAssessed,
  CommunityRegistered,
  ComplexityRanked,
  EducationHeld,
  GroupOfficeEstablished,
  GuidanceTeamSent,
  LeadingGroupEstablished,
  LinkedLeaderAssigned,
  QualificationTermsIssued,
  StreetPostRecorded,
  StreetRegistered,
  TrainingHeld,
} from './events.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];
const street = { plural: 'streets', roles: STAFF } as const;

function unknownCommunities(state: Journal, communities: readonly string[], pointer: string): readonly Fault[] {
  const known = new Set(all(state, CommunityRegistered).map(({ data }) => data.community));
  return communities.flatMap((community, index) =>
    known.has(community)
      ? []
      : [{ code: 'COMMUNITY_UNKNOWN' as const, pointer: `${pointer}/${index}`, params: { community } }],
  );
}

export const registerStreet = recordOf(StreetRegistered, {
  ...street,
  verb: 'register-street',
  roles: ['street-lead'],
  on: 'optional',
  target: 'create',
  stream: ({ unit }) => streamName('street', unit),
  unit: ({ unit }) => unit,
  fixed: ['unit'],
});

export const registerCommunity = recordOf(CommunityRegistered, {
  ...street,
  verb: 'register-community',
  roles: ['street-lead'],
  on: 'optional',
  fixed: ['community'],
  accept: ({ data, state }) =>
    all(state, CommunityRegistered).some((known) => known.data.community === data.community)
      ? refusal('ALREADY_RECORDED')
      : undefined,
});

export const recordStreetPost = recordOf(StreetPostRecorded, { ...street, verb: 'record-street-post', on: 'optional' });

export const recordLeadingGroup = recordOf(LeadingGroupEstablished, {
  ...street,
  verb: 'record-leading-group',
  on: 'required',
});

export const recordGroupOffice = recordOf(GroupOfficeEstablished, {
  ...street,
  verb: 'record-group-office',
  on: 'required',
});

export const recordGuidanceTeam = recordOf(GuidanceTeamSent, {
  ...street,
  verb: 'record-guidance-team',
  on: 'required',
  accept: ({ data, state }) => refusalOf(unknownCommunities(state, data.communities, '/communities')),
});

export const recordComplexityRanking = recordOf(ComplexityRanked, {
  ...street,
  verb: 'record-complexity-ranking',
  on: 'required',
  check: ({ ranking, complex }) => [
    ...ranking.flatMap((community, index) =>
      ranking.indexOf(community) < index
        ? [{ code: 'RANKED_TWICE' as const, pointer: `/ranking/${index}`, params: { community } }]
        : [],
    ),
    ...complex.flatMap((community, index) =>
      ranking.includes(community)
        ? []
        : [{ code: 'COMPLEX_NOT_RANKED' as const, pointer: `/complex/${index}`, params: { community } }],
    ),
  ],
  accept: ({ data, state }) => refusalOf(unknownCommunities(state, data.ranking, '/ranking')),
});

export const recordLinkedLeader = recordOf(LinkedLeaderAssigned, {
  ...street,
  verb: 'record-linked-leader',
  on: 'required',
  accept: ({ data, state }) =>
    refusalOf(unknownCommunities(state, [data.community], '').map((fault) => ({ ...fault, pointer: '/community' }))),
});

export const recordTraining = recordOf(TrainingHeld, {
  ...street,
  verb: 'record-training',
  on: 'required',
  check: ({ attended, staff }) =>
    attended > staff ? [{ code: 'ATTENDED_EXCEEDS_STAFF', pointer: '/attended', params: { attended, staff } }] : [],
});

export const recordEducation = recordOf(EducationHeld, { ...street, verb: 'record-education', on: 'required' });

export const recordStandardsAssessment = recordOf(CandidateStandardsAssessed, {
  ...street,
  verb: 'record-standards-assessment',
  on: 'required',
});

export const recordQualificationTerms = recordOf(QualificationTermsIssued, {
  ...street,
  verb: 'record-qualification-terms',
  on: 'required',
});

export const streetCommands = [
  registerStreet,
  registerCommunity,
  recordStreetPost,
  recordLeadingGroup,
  recordGroupOffice,
  recordGuidanceTeam,
  recordComplexityRanking,
  recordLinkedLeader,
  recordTraining,
  recordEducation,
  recordStandardsAssessment,
  recordQualificationTerms,
] as const;
