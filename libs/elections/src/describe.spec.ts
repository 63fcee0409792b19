import type { z } from 'zod';
import { describe as sentenceOf } from './describe.js';
import { electionEvents } from './events.js';
import { CongressHeld, PledgeSigned } from './party-election/events.js';
import { sampleOf } from './testing/sample.js';
import { person } from './testing/scenario.js';

const names = {
  person: (id: string) => (id === person(1) ? '周明' : '某人'),
  community: (code: string) => (code === 'C02' ? '望湖' : code),
};
const entry = { at: '2021-11-20T01:00:00.000Z', stream: 'partyElection-C02-2021-1' };

describe('the sentence of an event', () => {
  it('tells day, community, what happened and its numbers', () => {
    const data = CongressHeld.schema.parse({
      kind: 'members',
      due: 120,
      present: 104,
      agenda: { workReport: 'passed', candidateList: 'passed', electionRules: 'passed' },
      scrutineers: [],
      tellers: [],
    });
    expect(sentenceOf({ ...entry, type: CongressHeld.type, on: '2021-11-13', data }, names)).toEqual({
      zh: '2021-11-13 望湖社区党员大会：应到 120 人，实到 104 人',
      en: '2021-11-13 望湖: Party congress held: 120 due, 104 present',
    });
  });

  it('names persons, and takes the day of recording in Shanghai where none was stated', () => {
    const data = { personId: person(1), promise: true };
    const at = '2021-11-19T16:30:00.000Z';
    expect(sentenceOf({ ...entry, at, type: PledgeSigned.type, data }, names)).toEqual({
      zh: '2021-11-20 望湖社区签订纪律承诺书：周明，并作书面承诺',
      en: '2021-11-20 望湖: Pledge signed: 周明, with a written promise',
    });
  });

  it('shows the time where one was stated', () =>
    expect(
      sentenceOf(
        {
          ...entry,
          type: 'NoticeTakenDown',
          stream: 'notice-x',
          on: '2021-11-08T17:30:00+08:00',
          unit: 'C02',
          data: { noticeId: person(9), reason: '误撕' },
        },
        names,
      ).zh,
    ).toBe('2021-11-08 17:30 望湖社区撤下公示：误撕'));

  it('does not say 社区 twice, and pauses before what another body did', () => {
    const say = (type: string, data: object) => sentenceOf({ ...entry, type, data }, names).zh;
    const meeting = { purpose: 'arrange-election', due: 7, present: 6, minutes: '会纪〔2021〕3号' };
    expect(say('CommitteeMeetingHeld', meeting)).toBe(
      '2021-11-20 望湖社区党组织委员会会议：研究换届选举事宜，应到 7 人，实到 6 人，会纪〔2021〕3号',
    );
    expect(say('ApprovalGiven', { number: '云街批〔2021〕9号', outcome: 'approved' })).toBe(
      '2021-11-20 望湖社区，街道党工委批复预备人选：同意，云街批〔2021〕9号',
    );
  });

  it('keeps the numbers of a count to itself until it is settled', () => {
    const count = { issued: 104, returned: 103, valid: 102, void: 1, votes: [{ personId: person(1), votes: 98 }] };
    const words = sentenceOf({ ...entry, type: 'CountEntered', data: { entry: 'first', count } }, names);
    expect(`${words.zh}${words.en}`).not.toMatch(/104|103|102|98/);
  });

  it.each(electionEvents.map(({ type }) => type))('is there for %s, with nothing left unsaid', (type) => {
    const eventType = electionEvents.find((known) => known.type === type);
    const schema = eventType?.versions[eventType.latest]?.data as z.ZodType;
    const words = sentenceOf({ ...entry, type, data: sampleOf(schema) }, names);
    for (const sentence of [words.zh, words.en]) {
      expect(sentence).toMatch(/^2021-11-20 \S/);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    }
    expect(words.zh).toContain(eventType?.title.zh);
    expect(words.en).toContain(eventType?.title.en);
  });

  it('is refused for a type of another library', () =>
    expect(() => sentenceOf({ ...entry, type: 'CaseRegistered', data: {} }, names)).toThrow('CaseRegistered'));
});
