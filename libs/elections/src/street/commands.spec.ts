import { fact, given, person, recorded, STREET } from '../testing/scenario.js';
import {
  recordComplexityRanking,
  recordGuidanceTeam,
  recordLeadingGroup,
  recordLinkedLeader,
  recordTraining,
  registerCommunity,
  registerStreet,
} from './commands.js';
import {
  CommunityRegistered,
  ComplexityRanked,
  GuidanceTeamSent,
  LinkedLeaderAssigned,
  StreetRegistered,
  TrainingHeld,
} from './events.js';

const street = { unit: 'S01', name: '云桥街道', district: '澜水区', partyCommittee: '中共云桥街道工作委员会' };
const registered = [
  fact(StreetRegistered, street),
  fact(CommunityRegistered, { community: 'C01', name: '青禾社区' }),
  fact(CommunityRegistered, { community: 'C02', name: '望湖社区' }),
];

describe('a street', () => {
  it('is registered under its code', () => {
    expect(registerStreet.streamOf(street, undefined, String, String)).toBe(STREET);
    given().when(registerStreet, street).thenEvents(recorded(StreetRegistered, street));
    given(...registered)
      .when(registerStreet, street)
      .thenRejected('ALREADY_EXISTS');
  });

  it('registers each community once', () => {
    given(...registered)
      .when(registerCommunity, { community: 'C03', name: '南苑社区', population: 5480 })
      .thenEvents(recorded(CommunityRegistered, { community: 'C03' }));
    given(...registered)
      .when(registerCommunity, { community: 'C02', name: '望湖社区' })
      .thenRejected('ALREADY_RECORDED');
  });

  it('sends teams and leaders to communities that it has', () => {
    const team = { team: '第一指导组', leader: person(1), members: [person(2)], communities: ['C01', 'C02'] };
    given(...registered)
      .when(recordGuidanceTeam, team, { on: '2021-09-09' })
      .thenEvents(recorded(GuidanceTeamSent, team));
    given(...registered)
      .when(recordGuidanceTeam, { ...team, communities: ['C01', 'C09'] }, { on: '2021-09-09' })
      .thenRejected('COMMUNITY_UNKNOWN', {
        params: { community: 'C09' },
        fields: [{ pointer: '/data/communities/1' }],
      });
    given(...registered)
      .when(recordLinkedLeader, { community: 'C02', leader: person(1) }, { on: '2021-09-16' })
      .thenEvents(recorded(LinkedLeaderAssigned, { community: 'C02' }));
    given(...registered)
      .when(recordLinkedLeader, { community: 'C07', leader: person(1) }, { on: '2021-09-16' })
      .thenRejected('COMMUNITY_UNKNOWN', { fields: [{ pointer: '/data/community' }] });
  });

  it('ranks each community once, the complex ones among them', () => {
    const ranking = { ranking: ['C02', 'C01'], complex: ['C02'], method: '入户摸排' };
    given(...registered)
      .when(recordComplexityRanking, ranking, { on: '2021-09-15' })
      .thenEvents(recorded(ComplexityRanked, ranking));
    given(...registered)
      .when(recordComplexityRanking, { ...ranking, ranking: ['C02', 'C01', 'C02'] }, { on: '2021-09-15' })
      .thenRejected('RANKED_TWICE', { fields: [{ pointer: '/data/ranking/2' }] });
    given(...registered)
      .when(recordComplexityRanking, { ...ranking, complex: ['C03'] }, { on: '2021-09-15' })
      .thenRejected('COMPLEX_NOT_RANKED');
  });

  it('lists nobody twice in its leading group', () =>
    given(...registered)
      .when(
        recordLeadingGroup,
        {
          number: '云街工〔2021〕36号',
          chair: person(1),
          viceChairs: [person(2), person(2)],
          members: [{ personId: person(3), department: '党群办' }],
        },
        { on: '2021-09-08' },
      )
      .thenRejected('DUPLICATE_PERSON', { fields: [{ pointer: '/data/viceChairs/1' }] }));

  it('trains no more than the staff there is, and fewer as it happens', () => {
    const training = { topics: ['law-and-charters' as const], attended: 46, staff: 48, place: '街道党校' };
    given(...registered)
      .when(recordTraining, training, { on: '2021-10-12' })
      .thenEvents(recorded(TrainingHeld, training));
    given(...registered)
      .when(recordTraining, { ...training, attended: 49 }, { on: '2021-10-12' })
      .thenRejected('ATTENDED_EXCEEDS_STAFF', { params: { attended: 49, staff: 48 } });
  });
});
