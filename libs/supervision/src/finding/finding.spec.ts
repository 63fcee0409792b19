import type { z } from 'zod';
import type { Command } from '#elections';
import {
  type Actor,
  appendToJournal,
  type DecidedEvent,
  type Entry,
  emptyJournal,
  type Journal,
  MAX_EVENT_BYTES,
  type Rejection,
  type Result,
} from '#kernel';
import { uuidOf } from '../packs/plan-2021/testing/facts-builder.js';
import { approveConclusion, findingCommands, proposeConclusion, returnConclusion, takeFinding } from './commands.js';
import {
  FindingConcluded,
  FindingProposed,
  FindingReturned,
  FindingTaken,
  findingEvents,
  IndicationCleared,
  IndicationOpened,
  MAX_EVIDENCE,
} from './events.js';
import { FINDING_STATUSES, findingOf } from './state.js';
import { findingFieldWords, findingRejectionWords, findingStatusWords } from './words.js';

const zheng: Actor = { id: 'zhengrui', role: 'inspector', unit: 'S01' };
const head: Actor = { id: 'zhouming', role: 'inspector-lead', unit: 'S01' };
const machine: Actor = { id: 'clock', role: 'system', unit: 'S01' };
const STREAM = `finding-${uuidOf(1, 8)}`;
const RULE = {
  rule: 'PTY-20',
  ruleVersion: '1.0.0',
  pack: 'plan-2021',
  subject: `notice:${uuidOf(1, 2)}`,
  unit: 'C02',
  term: 'term-C02-2021-1',
};
const sum = { zh: '3 天 < 5 天', en: '3 days < 5' };

type Given = readonly [DecidedEvent, Actor?];
const opened = (force: 'must' | 'softened' = 'softened', outcome: 'fail' | 'ambiguous' = 'fail'): Given => [
  IndicationOpened.of({ ...RULE, force, outcome, arithmetic: sum, evidence: [], evidenceCount: 0 }),
  machine,
];
const cleared: Given = [IndicationCleared.of({ ...RULE, outcome: 'warn', arithmetic: sum }), machine];
const taken: Given = [FindingTaken.of({}), zheng];
const proposed = (conclusion: 'confirmed' | 'dismissed' | 'not-applicable' = 'confirmed'): Given => [
  FindingProposed.of({ conclusion, reason: '公示只有三天', evidence: [uuidOf(3, 8)] }),
  zheng,
];
const concluded = (conclusion: 'confirmed' | 'dismissed'): Given => [
  FindingConcluded.of({ conclusion, reason: '属实', evidence: [], proposedBy: 'zhengrui', approvedBy: 'zhouming' }),
  head,
];
const idAt = (rev: number) => uuidOf(rev, 800);

function journalOf(events: readonly Given[]): Journal {
  return events.reduce<Journal>((journal, [event, actor = zheng], rev) => {
    const entry: Entry = {
      type: event.type,
      id: idAt(rev),
      stream: STREAM,
      rev,
      position: rev,
      at: '2021-11-10T02:00:00.000Z',
      actor,
      data: event.data,
      att: [],
    };
    return appendToJournal(journal, entry);
  }, emptyJournal(STREAM));
}

function given(...events: readonly Given[]) {
  return {
    when<Data>(command: Command<Data>, data: Data, actor: Actor = zheng) {
      const state = journalOf(events);
      const result = command.decide({
        data: command.schema.parse(data),
        state,
        context: {
          actor,
          at: '2021-11-11T02:00:00.000Z',
          newId: (index) => uuidOf(index, 810),
          derivedId: () => uuidOf(1, 811),
          personExists: () => true,
          personName: () => undefined,
          journal: () => state,
        },
      });
      return outcomeOf(result);
    },
    thenStatus: (status: string, more: object = {}) =>
      expect(findingOf(journalOf(events))).toMatchObject({ status, ...more }),
  };
}

function outcomeOf(result: Result<readonly DecidedEvent[], Rejection>) {
  return {
    thenEvents: (...events: object[]) => expect(result).toMatchObject({ ok: true, value: events }),
    thenRefused: (code: string, params: object = {}) =>
      expect(result).toMatchObject({ ok: false, error: { code, params } }),
  };
}

describe('an indication', () => {
  it('is taken under check by an inspector', () =>
    given(opened())
      .when(takeFinding, { note: '到现场核对' })
      .thenEvents({ type: 'FindingTaken', data: { note: '到现场核对' } }));

  it('may be taken although it is cleared: the breach was a fact', () =>
    given(opened(), cleared).when(takeFinding, {}).thenEvents({ type: 'FindingTaken' }));

  it('is taken by one person only', () =>
    given(opened(), taken).when(takeFinding, {}, head).thenRefused('FINDING_TAKEN_ALREADY', { person: 'zhengrui' }));

  it('that nobody opened cannot be taken', () => given().when(takeFinding, {}).thenRefused('FINDING_UNKNOWN'));

  it('is concluded only after a check', () =>
    given(opened())
      .when(proposeConclusion, { conclusion: 'confirmed', reason: '属实', evidence: [] })
      .thenRefused('FINDING_NOT_UNDER_CHECK', { status: 'indicated' }));
});

describe('a conclusion', () => {
  const conclude = (conclusion: 'confirmed' | 'dismissed' | 'not-applicable') => ({
    conclusion,
    reason: '核对照片和登记',
    evidence: [uuidOf(3, 8)],
  });

  it.each([
    ['must', 'confirmed', 'FindingProposed'],
    ['must', 'dismissed', 'FindingProposed'],
    ['must', 'not-applicable', 'FindingProposed'],
    ['softened', 'confirmed', 'FindingProposed'],
    ['softened', 'dismissed', 'FindingConcluded'],
    ['softened', 'not-applicable', 'FindingConcluded'],
  ] as const)('on a %s rule, %s, gives %s', (force, conclusion, type) =>
    given(opened(force), taken)
      .when(proposeConclusion, conclude(conclusion))
      .thenEvents({ type, data: { conclusion } }),
  );

  it('is approved by a second person, who is named', () =>
    given(opened(), taken, proposed())
      .when(approveConclusion, { proposal: idAt(2) }, head)
      .thenEvents({
        type: 'FindingConcluded',
        data: {
          conclusion: 'confirmed',
          proposal: idAt(2),
          proposedBy: 'zhengrui',
          approvedBy: 'zhouming',
          evidence: [uuidOf(3, 8)],
        },
      }));

  it('is not approved by the proposer, not even in another’s name', () => {
    const own = given(opened(), taken, proposed());
    own
      .when(approveConclusion, { proposal: idAt(2) }, { ...head, id: 'zhengrui' })
      .thenRefused('SAME_PERSON', { person: 'zhengrui' });
    own.when(approveConclusion, { proposal: idAt(2) }, { ...head, for: 'zhengrui' }).thenRefused('SAME_PERSON');
  });

  it('that was not proposed, or is not the newest, cannot be approved', () => {
    given(opened(), taken)
      .when(approveConclusion, { proposal: idAt(1) }, head)
      .thenRefused('FINDING_NOT_PROPOSED');
    given(opened(), taken, proposed())
      .when(approveConclusion, { proposal: idAt(1) }, head)
      .thenRefused('FINDING_NOT_PROPOSED');
  });

  it('is sent back and proposed again', () => {
    const back: Given = [FindingReturned.of({ proposal: idAt(2), reason: '缺少照片' }), head];
    given(opened(), taken, proposed())
      .when(returnConclusion, { proposal: idAt(2), reason: '缺少照片' }, head)
      .thenEvents({ type: 'FindingReturned' });
    given(opened(), taken, proposed(), back)
      .when(proposeConclusion, conclude('confirmed'))
      .thenEvents({ type: 'FindingProposed' });
    given(opened(), taken, proposed(), back)
      .when(approveConclusion, { proposal: idAt(2) }, head)
      .thenRefused('FINDING_NOT_PROPOSED');
  });

  it('of confirmation stands; a dismissed indication may be checked again', () => {
    given(opened(), taken, concluded('confirmed')).when(takeFinding, {}).thenRefused('FINDING_STANDS');
    given(opened(), taken, concluded('dismissed')).when(takeFinding, {}).thenEvents({ type: 'FindingTaken' });
  });
});

describe('the state of a finding', () => {
  it('follows its events', () => {
    given().thenStatus('none');
    given(opened()).thenStatus('indicated');
    given(opened(), cleared).thenStatus('cleared');
    given(opened(), taken).thenStatus('under-check', { taken: { actor: zheng } });
    given(opened(), taken, proposed()).thenStatus('proposed', { proposal: { id: idAt(2) } });
    given(opened(), taken, proposed(), concluded('confirmed')).thenStatus('confirmed');
  });

  it('keeps a check that the clearing of the indication overtakes', () => {
    given(opened(), taken, cleared).thenStatus('under-check', { cleared: { id: idAt(2) } });
    const again = findingOf(journalOf([opened(), taken, cleared, opened('softened', 'ambiguous')]));
    expect(again).toMatchObject({ status: 'under-check', indication: { data: { outcome: 'ambiguous' } } });
    expect(again).not.toHaveProperty('cleared');
  });

  it('opens anew after a dismissal, and leaves a confirmation as it is', () => {
    given(opened(), taken, concluded('dismissed'), cleared, opened()).thenStatus('indicated');
    given(opened(), taken, concluded('confirmed'), cleared, opened()).thenStatus('confirmed');
  });

  it('refuses events that do not belong there', () => {
    expect(() => findingOf(journalOf([taken]))).toThrow(/begins with FindingTaken/);
    expect(() => findingOf(journalOf([opened(), proposed()]))).toThrow(/does not follow indicated/);
    const stranger: Given = [{ type: 'NoticePosted', sv: 1, data: {} }];
    expect(() => findingOf(journalOf([opened(), stranger]))).toThrow(/NoticePosted/);
  });
});

describe('the events and commands of findings', () => {
  it('are recorded by commands or by the machine, all of them', () => {
    const byPeople = new Set(findingCommands.flatMap(({ records }) => records));
    const others = findingEvents.map(({ type }) => type).filter((type) => !byPeople.has(type));
    expect(others).toEqual(['IndicationOpened', 'IndicationCleared']);
  });

  it('have an address of their own each, and a unit to be permitted by', () => {
    expect(findingCommands.map(({ plural, verb }) => `${plural}/${verb}`)).toEqual([
      'findings/take-finding',
      'findings/propose-conclusion',
      'findings/approve-conclusion',
      'findings/return-conclusion',
    ]);
    const unit = takeFinding.unitOf({}, STREAM, { journal: () => journalOf([opened()]) });
    expect([
      unit,
      takeFinding.streamOf(
        {},
        uuidOf(1, 8),
        () => '',
        () => '',
      ),
    ]).toEqual(['C02', STREAM]);
  });

  it('fit into one event at their largest', () => {
    const largest = IndicationOpened.of({
      ...RULE,
      force: 'must',
      outcome: 'fail',
      arithmetic: { zh: '龘'.repeat(1500), en: 'e'.repeat(3000) },
      evidence: Array.from({ length: MAX_EVIDENCE }, (_, index) => uuidOf(index, 8)),
      evidenceCount: 5000,
    });
    expect(Buffer.byteLength(JSON.stringify(largest.data))).toBeLessThan(MAX_EVENT_BYTES - 2048);
  });

  it('word refusals, statuses and every field in both languages', () => {
    const fields = findingEvents.flatMap(({ schema }) => Object.keys((schema as unknown as z.ZodObject).shape));
    expect(fields.filter((field) => !Object.hasOwn(findingFieldWords, field))).toEqual([]);
    expect(Object.keys(findingStatusWords).sort()).toEqual([...FINDING_STATUSES].sort());
    const words = [findingRejectionWords, findingStatusWords, findingFieldWords];
    for (const { zh, en } of words.flatMap((one) => Object.values(one))) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
