import type { Actor } from '#kernel';
import { all } from '#kernel';
import { electionCommands } from '../commands.js';
import { CorrectionProposed, CorrectionRefused, EntryCorrected, EntryWithdrawn } from '../corrections.js';
import {
  CountEntered,
  CountSettled,
  PartyElectionOpened,
  PledgeSigned,
  RecommendationMeetingHeld,
  ResultAnnounced,
  ReviewListSent,
} from '../party-election/events.js';
import { PersonRegistered } from '../people/events.js';
import {
  clerk,
  type Fact,
  fact,
  factId,
  given,
  journalsOf,
  lead,
  otherClerk,
  PARTY_ELECTION,
  person,
  recorded,
  TERM,
} from '../testing/scenario.js';
import { COUNT, LIST, VOTES } from '../testing/worked-election.js';

function command(verb: string, plural = 'party-elections') {
  const found = electionCommands.find((one) => one.verb === verb && one.plural === plural);
  if (found === undefined) throw new Error(`no ${plural}/${verb}`);
  return found;
}
const propose = command('propose-correction');
const approve = command('approve-correction');
const refuse = command('refuse-correction');

const opened = fact(PartyElectionOpened, { community: 'C02', term: TERM }, { on: '2021-10-18' });
const meeting = {
  sitting: '10月20日',
  convener: 'community-party' as const,
  dueMembers: 120,
  presentMembers: 98,
  dueRepresentatives: 60,
  presentRepresentatives: 41,
  issued: 139,
  returned: 139,
  valid: 137,
  votes: [{ personId: person(1), votes: 130 }],
};
const held = fact(RecommendationMeetingHeld, meeting, { on: '2021-10-20' });
const HELD = factId(1);
const reason = '录入时看错一行';
const replacement = { data: { ...meeting, valid: 136 } };
const proposed = fact(CorrectionProposed, { corrects: HELD, replacement, reason }, { stream: PARTY_ELECTION });
const PROPOSED = factId(2);
const corrected = fact(
  EntryCorrected,
  { corrects: HELD, proposal: PROPOSED, replacement, reason, proposedBy: clerk.id, approvedBy: lead.id },
  { stream: PARTY_ELECTION },
);
const CORRECTED = factId(3);
const onElection = (...facts: readonly Fact[]) => given(opened, held, ...facts);

describe('a correction', () => {
  it('is proposed with the whole entry as it should be, and changes nothing yet', () => {
    onElection()
      .when(propose, { corrects: HELD, replacement, reason })
      .thenEvents(recorded(CorrectionProposed, { corrects: HELD, replacement, reason }));
    const journal = journalsOf([opened, held, proposed])(PARTY_ELECTION);
    expect(all(journal, RecommendationMeetingHeld)[0]?.data.valid).toBe(137);
  });

  it('takes effect when a second person approves', () => {
    onElection(proposed)
      .when(approve, { proposal: PROPOSED }, { by: lead })
      .thenEvents(
        recorded(EntryCorrected, {
          corrects: HELD,
          proposal: PROPOSED,
          replacement,
          proposedBy: clerk.id,
          approvedBy: lead.id,
        }),
      );
    const journal = journalsOf([opened, held, proposed, corrected])(PARTY_ELECTION);
    expect(all(journal, RecommendationMeetingHeld)).toMatchObject([
      { id: HELD, on: '2021-10-20', data: { valid: 136 }, correctedBy: CORRECTED },
    ]);
  });

  it('is not approved by who proposed it, in whatever role', () =>
    onElection(proposed)
      .when(approve, { proposal: PROPOSED }, { by: { ...clerk, role: 'street-lead' } })
      .thenRejected('SAME_PERSON', { params: { person: clerk.id } }));

  it('is refused with a reason, and then no longer open', () => {
    onElection(proposed)
      .when(refuse, { proposal: PROPOSED, reason: '原件无误' }, { by: lead })
      .thenEvents(recorded(CorrectionRefused));
    const refused = fact(CorrectionRefused, { proposal: PROPOSED, reason: '原件无误' }, { stream: PARTY_ELECTION });
    onElection(proposed, refused).when(approve, { proposal: PROPOSED }, { by: lead }).thenRejected('PROPOSAL_NOT_OPEN');
    onElection(proposed, refused)
      .when(refuse, { proposal: PROPOSED, reason: '原件无误' }, { by: lead })
      .thenRejected('PROPOSAL_NOT_OPEN');
    onElection(proposed, refused)
      .when(propose, { corrects: HELD, replacement, reason })
      .thenEvents(recorded(CorrectionProposed));
  });

  it('is approved once', () =>
    onElection(proposed, corrected)
      .when(approve, { proposal: PROPOSED }, { by: otherClerk })
      .thenRejected('PROPOSAL_NOT_OPEN'));

  it('waits its turn while another of the same entry is open', () =>
    onElection(proposed)
      .when(propose, { corrects: HELD, reason }, { by: otherClerk })
      .thenRejected('CORRECTION_PENDING'));

  it('must be what the entry’s own command would accept', () => {
    const refusedAs = (data: object, on?: string) =>
      onElection().when(propose, { corrects: HELD, replacement: { data, on }, reason });
    refusedAs({ ...meeting, convener: 'nobody' }).thenRejected('INVALID_VALUE', {
      fields: [{ pointer: '/data/replacement/data/convener', params: { expectedZh: expect.stringContaining('选项') } }],
    });
    refusedAs({ ...meeting, extra: 1 }).thenRejected('INVALID_VALUE');
    refusedAs({ ...meeting, valid: 140 }).thenRejected('VALID_EXCEEDS_RETURNED', {
      fields: [{ pointer: '/data/replacement/data/valid' }],
    });
    refusedAs({ ...meeting, votes: [...meeting.votes, ...meeting.votes] }).thenRejected('DUPLICATE_PERSON');
    refusedAs(meeting, '2021-12-24').thenRejected('ON_IN_FUTURE');
    onElection()
      .when(propose, { corrects: HELD, replacement, reason }, { personExists: () => false })
      .thenRejected('PERSON_UNKNOWN', { fields: [{ pointer: '/data/replacement/data/votes/0/personId' }] });
  });

  it('may move the day', () =>
    onElection()
      .when(propose, { corrects: HELD, replacement: { data: meeting, on: '2021-10-21' }, reason })
      .thenEvents(recorded(CorrectionProposed)));

  it('cannot turn an entry into that of another community, term or person', () => {
    onElection()
      .when(propose, { corrects: factId(0), replacement: { data: { community: 'C03', term: TERM } }, reason })
      .thenRejected('CHANGES_IDENTITY', { params: { field: 'community' } });
    const facts = {
      gender: 'female' as const,
      birthMonth: '1980-01',
      education: 'bachelor' as const,
      membership: 'none' as const,
    };
    given(fact(PersonRegistered, { personId: person(1), ...facts }))
      .when(command('propose-correction', 'people'), {
        corrects: factId(0),
        replacement: { data: { personId: person(2), ...facts } },
        reason,
      })
      .thenRejected('CHANGES_IDENTITY', { params: { field: 'personId' } });
  });
});

describe('an entry corrected before', () => {
  it('is corrected again only by who has seen the newest version', () => {
    onElection(proposed, corrected)
      .when(propose, { corrects: HELD, replacement, reason })
      .thenRejected('ENTRY_SUPERSEDED', { params: { by: CORRECTED } });
    onElection(proposed, corrected)
      .when(propose, { corrects: CORRECTED, replacement: { data: { ...meeting, valid: 135 } }, reason })
      .thenEvents(recorded(CorrectionProposed, { corrects: CORRECTED }));
  });

  it('is still corrected in its own place', () => {
    const again = fact(CorrectionProposed, { corrects: CORRECTED, replacement, reason }, { stream: PARTY_ELECTION });
    onElection(proposed, corrected, again)
      .when(approve, { proposal: factId(4) }, { by: lead })
      .thenEvents(recorded(EntryCorrected, { corrects: HELD, proposal: factId(4) }));
  });
});

describe('a withdrawal', () => {
  const toWithdraw = fact(CorrectionProposed, { corrects: HELD, reason }, { stream: PARTY_ELECTION });
  const withdrawn = fact(
    EntryWithdrawn,
    { withdraws: HELD, proposal: PROPOSED, reason, proposedBy: clerk.id, approvedBy: lead.id },
    { stream: PARTY_ELECTION },
  );

  it('is a correction without a replacement', () => {
    onElection()
      .when(propose, { corrects: HELD, reason })
      .thenEvents(recorded(CorrectionProposed, { corrects: HELD }));
    onElection(toWithdraw)
      .when(approve, { proposal: PROPOSED }, { by: lead })
      .thenEvents(recorded(EntryWithdrawn, { withdraws: HELD }));
  });

  it('leaves nothing to correct', () =>
    onElection(toWithdraw, withdrawn).when(propose, { corrects: HELD, reason }).thenRejected('ENTRY_UNKNOWN'));

  it('does not take the first entry away from under the others', () => {
    onElection()
      .when(propose, { corrects: factId(0), reason })
      .thenRejected('OPENING_HAS_ENTRIES');
    given(opened)
      .when(propose, { corrects: factId(0), reason })
      .thenEvents(recorded(CorrectionProposed));
  });
});

describe('what an act issued', () => {
  const sent = { level: 'full' as const, number: '云街工审〔2021〕12号', list: LIST, departments: [] };
  const late = { scan: 'b'.repeat(64), reason: '停电', secondPerson: lead.id };

  it('is not corrected, unless it was entered from paper', () => {
    given(opened, fact(ReviewListSent, sent))
      .when(propose, { corrects: factId(1), reason })
      .thenRejected('NOT_CORRECTABLE', { params: { type: 'ReviewListSent' } });
    given(opened, fact(ReviewListSent, { ...sent, late }))
      .when(propose, { corrects: factId(1), reason })
      .thenEvents(recorded(CorrectionProposed));
  });

  it('is not corrected by correcting a correction', () =>
    onElection(proposed).when(propose, { corrects: PROPOSED, reason }).thenRejected('NOT_CORRECTABLE'));
});

describe('counts and results', () => {
  const second: Actor = otherClerk;
  const entered = fact(CountEntered, { entry: 'first', count: COUNT });
  const ENTERED = factId(1);
  const settled = fact(CountSettled, { count: COUNT, entries: [ENTERED, factId(2)], differences: [] });
  const announced = fact(
    ResultAnnounced,
    { elected: VOTES.slice(0, 7), deputySecretaries: [], countSettled: factId(3), place: '社区礼堂' },
    { on: '2021-11-13' },
  );
  const facts = [opened, entered, fact(CountEntered, { entry: 'second', count: COUNT }, { by: second }), settled];
  const toCorrect = {
    corrects: ENTERED,
    replacement: { data: { entry: 'first', count: { ...COUNT, issued: 105 } } },
    reason,
  };

  it('can be corrected while nothing is settled, and stay whose entry they were', () => {
    given(opened, entered).when(propose, toCorrect).thenEvents(recorded(CorrectionProposed));
    given(opened, entered)
      .when(propose, { ...toCorrect, replacement: { data: { entry: 'second', count: COUNT } } })
      .thenRejected('CHANGES_IDENTITY', { params: { field: 'entry' } });
  });

  it('change by a recount once settled, by ResultChanged once announced', () => {
    given(...facts)
      .when(propose, toCorrect)
      .thenRejected('COUNT_ALREADY_SETTLED');
    given(...facts)
      .when(propose, { corrects: factId(3), reason })
      .thenRejected('NOT_CORRECTABLE');
    for (const corrects of [ENTERED, factId(3), factId(4)]) {
      given(...facts, announced)
        .when(propose, { corrects, reason })
        .thenRejected('RESULT_FROZEN', { params: { on: '2021-11-13' } });
    }
  });

  it('are not corrected by an approval that comes after the announcement', () => {
    const open = fact(CorrectionProposed, toCorrect, { stream: PARTY_ELECTION });
    given(opened, entered, open, announced)
      .when(approve, { proposal: factId(2) }, { by: lead })
      .thenRejected('RESULT_FROZEN');
  });

  it('leave other entries of the election correctable', () =>
    given(...facts, announced, fact(PledgeSigned, { personId: person(1), promise: false }))
      .when(propose, { corrects: factId(5), replacement: { data: { personId: person(1), promise: true } }, reason })
      .thenEvents(recorded(CorrectionProposed)));
});

describe('the commands of corrections', () => {
  it('are there for every kind of stream that may be corrected', () =>
    expect(
      electionCommands
        .filter(({ verb }) => verb === 'approve-correction')
        .map(({ plural }) => plural)
        .sort(),
    ).toEqual(['kinships', 'notices', 'party-elections', 'people', 'residents-elections', 'streets', 'terms']));
});
