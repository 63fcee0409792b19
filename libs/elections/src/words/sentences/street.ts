import { counted, type Details } from '../sentence.js';

export const streetDetails: Details<
  | 'StreetRegistered'
  | 'CommunityRegistered'
  | 'StreetPostRecorded'
  | 'LeadingGroupEstablished'
  | 'GroupOfficeEstablished'
  | 'GuidanceTeamSent'
  | 'ComplexityRanked'
  | 'LinkedLeaderAssigned'
  | 'TrainingHeld'
  | 'EducationHeld'
  | 'CandidateStandardsAssessed'
  | 'QualificationTermsIssued'
> = {
  StreetRegistered: ({ district, name, unit }) => ({
    zh: `${district}${name}（${unit}）`,
    en: `${name}, ${district} (${unit})`,
  }),
  CommunityRegistered: ({ name, community, population }) => ({
    zh: `${name}（${community}）${population === undefined ? '' : `，人口 ${population} 人`}`,
    en: `${name} (${community})${population === undefined ? '' : `, population ${population}`}`,
  }),
  StreetPostRecorded: ({ personId, post, department }, say) => ({
    zh: `${say.person(personId)} 任${department ?? ''}${say.choice(post).zh}`,
    en: `${say.person(personId)} as ${say.within(post).en}${department === undefined ? '' : `, ${department}`}`,
  }),
  LeadingGroupEstablished: ({ number, chair, viceChairs, members }, say) => ({
    zh: `${number}，组长 ${say.person(chair)}，副组长 ${viceChairs.length} 人，成员 ${members.length} 人`,
    en: `${number}, chair ${say.person(chair)}, ${counted(viceChairs.length, 'vice-chair')}, ${counted(members.length, 'member')}`,
  }),
  GroupOfficeEstablished: ({ head, staff, place }, say) => ({
    zh: `主任 ${say.person(head)}，工作人员 ${staff.length} 人，设在${place}`,
    en: `head ${say.person(head)}, staff of ${staff.length}, at ${place}`,
  }),
  GuidanceTeamSent: ({ team, leader, communities }, say) => ({
    zh: `${team}，组长 ${say.person(leader)}，负责${communities.map(say.community).join('、')}`,
    en: `${team}, led by ${say.person(leader)}, for ${communities.map(say.community).join(', ')}`,
  }),
  ComplexityRanked: ({ ranking, complex }, say) => ({
    zh: `由高到低 ${ranking.map(say.community).join('、')}；需专门制定方案 ${complex.length} 个`,
    en: `most complex first ${ranking.map(say.community).join(', ')}; targeted plans for ${complex.length}`,
  }),
  LinkedLeaderAssigned: ({ community, leader }, say) => ({
    zh: `${say.person(leader)} 包联${say.community(community)}`,
    en: `${say.person(leader)} for ${say.community(community)}`,
  }),
  TrainingHeld: ({ topics, attended, staff, place }, say) => ({
    zh: `${say.choices(topics, 'topics').zh}；应训 ${staff} 人，参训 ${attended} 人；地点 ${place}`,
    en: `${say.choices(topics, 'topics').en}; ${attended} of ${staff} staff, at ${place}`,
  }),
  EducationHeld: ({ topics, form, attended }, say) => ({
    zh: `${say.choices(topics).zh}；${form}，${attended} 人参加`,
    en: `${say.choices(topics).en}; ${form}, ${attended} attended`,
  }),
  CandidateStandardsAssessed: ({ community, summary }, say) => ({
    zh: `${community === undefined ? '' : `${say.community(community)}，`}${summary}`,
    en: `${community === undefined ? '' : `${say.community(community)}, `}${summary}`,
  }),
  QualificationTermsIssued: ({ number, items }) => ({
    zh: `${number}，共 ${items.length} 条`,
    en: `${number}, ${counted(items.length, 'term')}`,
  }),
};
