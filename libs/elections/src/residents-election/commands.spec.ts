import { TermOpened } from '../term/events.js';
import { fact, given, person, RESIDENTS_ELECTION, recorded, TERM } from '../testing/scenario.js';
import {
  recordElectionCommittee,
  recordElectionDay,
  recordResidentsNominee,
  recordResidentsResult,
} from './commands.js';
import {
  ElectionCommitteeFormed,
  ElectionDayFixed,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
} from './events.js';

const term = fact(TermOpened, {
  community: 'C02',
  street: 'S01',
  organisation: 'committee',
  electionDate: '2021-11-13',
  packs: [{ id: 'plan-2021', version: '1', digest: 'a'.repeat(64) }],
});
const known = { community: 'C02', term: TERM };
const members = [
  { personId: person(1), role: 'chair' as const },
  { personId: person(2), role: 'member' as const },
];

describe('the residents’ election', () => {
  it('begins with whatever is recorded first, beside its term', () => {
    expect(recordElectionDay.streamOf({ day: '2021-12-18' }, 'C02-2021-1', String, String)).toBe(RESIDENTS_ELECTION);
    given(term)
      .when(recordElectionDay, { day: '2021-12-18' }, { on: '2021-11-20' })
      .thenEvents(recorded(ElectionDayFixed, { ...known, day: '2021-12-18' }));
    given(term)
      .when(recordElectionCommittee, { members }, { on: '2021-11-16' })
      .thenEvents(recorded(ElectionCommitteeFormed, { ...known, members }));
  });

  it('needs a term', () =>
    given()
      .when(recordElectionDay, { day: '2021-12-18' }, { on: '2021-11-20' })
      .thenRejected('TERM_UNKNOWN', { params: { term: TERM } }));

  it('records that a meeting nominated somebody’s kin: that is a fact', () =>
    given(term)
      .when(recordResidentsNominee, { personId: person(3), post: 'residents-committee-member' }, { on: '2021-11-20' })
      .thenEvents(recorded(ResidentsNomineeProposed, { ...known, personId: person(3) })));

  it('lists nobody twice in its committee or its result', () => {
    given(term)
      .when(
        recordElectionCommittee,
        { members: [...members, { personId: person(1), role: 'alternate' }] },
        { on: '2021-11-16' },
      )
      .thenRejected('DUPLICATE_PERSON', { fields: [{ pointer: '/data/members/2' }] });
    const elected = [{ personId: person(1), post: 'residents-director' as const, votes: 620 }];
    given(term)
      .when(recordResidentsResult, { elected }, { on: '2021-11-20' })
      .thenEvents(recorded(ResidentsResultAnnounced, { ...known, elected }));
  });
});
