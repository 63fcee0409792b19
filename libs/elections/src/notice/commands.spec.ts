import { PartyElectionOpened } from '../party-election/events.js';
import { fact, factId, given, newId, PARTY_ELECTION, person, recorded, TERM } from '../testing/scenario.js';
import { answerObjection, postNotice, recordObjection, takeDownNotice } from './commands.js';
import { NoticePosted, NoticeTakenDown, ObjectionAnswered, ObjectionReceived } from './events.js';

const opened = fact(PartyElectionOpened, { community: 'C02', term: TERM });
const noticeId = newId(0);
const toPost = {
  election: PARTY_ELECTION,
  purpose: 'candidates-to-be' as const,
  title: '候选人预备人选公示',
  persons: [person(1), person(2)],
  places: ['社区公告栏'],
  wholeCommunity: true,
  plannedUntil: '2021-11-10',
};
const posted = fact(
  NoticePosted,
  {
    ...toPost,
    noticeId,
    community: 'C02',
    persons: [{ personId: person(1), name: '周明' }],
  },
  { on: '2021-11-05T10:00:00+08:00' },
);

describe('a public notice', () => {
  it('names its persons as the registry knows them on the day of posting', () =>
    given(opened)
      .when(postNotice, toPost, { on: '2021-11-05T10:00:00+08:00' })
      .thenEvents(
        recorded(NoticePosted, {
          noticeId,
          community: 'C02',
          persons: [
            { personId: person(1), name: '人员1' },
            { personId: person(2), name: '人员2' },
          ],
        }),
      ));

  it('is not posted with a person whose name is unknown or erased', () =>
    given(opened)
      .when(postNotice, toPost, {
        on: '2021-11-05',
        personName: (id) => (id === person(2) ? undefined : '周明'),
      })
      .thenRejected('MISSING_NAME', { params: { person: person(2) }, fields: [{ pointer: '/data/persons/1' }] }));

  it('belongs to an election that was opened', () =>
    given().when(postNotice, toPost, { on: '2021-11-05' }).thenRejected('ELECTION_UNKNOWN'));

  it('cannot be planned to come down before it goes up', () =>
    given(opened)
      .when(postNotice, { ...toPost, plannedUntil: '2021-11-04' }, { on: '2021-11-05' })
      .thenRejected('DATES_OUT_OF_ORDER'));

  it('may be posted for the same purpose while another is still up', () =>
    given(opened, posted)
      .when(postNotice, toPost, { on: '2021-11-06', id: newId(7) })
      .thenEvents(recorded(NoticePosted, { noticeId: newId(7) })));

  it('may be taken down early, which is recorded', () =>
    given(opened, posted)
      .when(takeDownNotice, { reason: '误撕' }, { on: '2021-11-08T17:30:00+08:00' })
      .thenEvents(recorded(NoticeTakenDown, { noticeId, reason: '误撕' })));

  it('is not taken down twice', () =>
    given(opened, posted, fact(NoticeTakenDown, { noticeId }, { on: '2021-11-08' }))
      .when(takeDownNotice, {}, { on: '2021-11-10' })
      .thenRejected('NOTICE_NOT_UP', { params: { takenDownOn: '2021-11-08' } }));

  it('cannot come down before it went up', () =>
    given(opened, posted)
      .when(takeDownNotice, {}, { on: '2021-11-05T09:59:00+08:00' })
      .thenRejected('DATES_OUT_OF_ORDER'));

  it('comes down on its own day where only days are stated', () =>
    given(opened, posted).when(takeDownNotice, {}, { on: '2021-11-05' }).thenEvents(recorded(NoticeTakenDown)));

  it('is refused a date more than a day ahead of the ledger clock', () =>
    given(opened, posted)
      .when(takeDownNotice, {}, { on: '2021-11-22', at: '2021-11-20T02:00:00.000Z' })
      .thenRejected('ON_IN_FUTURE', { params: { on: '2021-11-22', today: '2021-11-20' } }));

  it('keeps each objection and its answer together', () => {
    given(opened, posted)
      .when(recordObjection, { about: person(1), subject: 'qualification', real: true }, { on: '2021-11-07' })
      .thenEvents(recorded(ObjectionReceived, { noticeId, objection: newId(0) }));
    given(opened, posted, fact(ObjectionReceived, { noticeId, objection: factId(9), subject: 'conduct', real: false }))
      .when(
        answerObjection,
        { objection: factId(9), outcome: 'not-upheld', answer: '经核查不属实' },
        { on: '2021-11-09' },
      )
      .thenEvents(recorded(ObjectionAnswered, { objection: factId(9) }));
    given(opened, posted)
      .when(answerObjection, { objection: factId(9), outcome: 'upheld', answer: '属实' }, { on: '2021-11-09' })
      .thenRejected('OBJECTION_UNKNOWN');
  });
});
