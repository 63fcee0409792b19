import { NoticePosted } from '#elections';
import type { Entry } from '#kernel';
import { applyEntry, createFactsBook, indexRules, type JudgedResult, plan2021 } from '#supervision';
import { accessSentence } from './access-sentence.js';
import { type Names, noticeName, subjectName } from './names.js';
import { ruleRow } from './rule-rows.js';

const NOTICE = '33333333-3333-4333-8333-333333333333';
const PERSON = '44444444-4444-4444-8444-444444444444';
const STAFF = '55555555-5555-4555-8555-555555555555';

const book = createFactsBook();
const posted: Entry = {
  ...NoticePosted.of({
    noticeId: NOTICE,
    community: 'C02',
    election: 'partyElection-C02-2021-1',
    purpose: 'result',
    title: '关于选举结果的公告',
    persons: [],
    places: ['公告栏'],
    wholeCommunity: true,
    plannedUntil: '2021-11-30',
  }),
  id: '66666666-6666-4666-8666-666666666666',
  stream: `notice-${NOTICE}`,
  rev: 0,
  position: 7,
  at: '2021-11-23T16:30:00.000Z',
  on: '2021-11-24',
  actor: { id: STAFF, role: 'election-clerk', unit: 'C02' },
  att: [],
};
applyEntry(book, posted);

const names: Names = {
  person: (id) => (id === PERSON ? '曹明远' : id),
  actor: (id) => (id === STAFF ? '陆传兴' : id),
  community: (code) => code,
  notice: (id) => noticeName(book, id),
};

describe('what stands as an id', () => {
  it('is a notice by its title and the day it was put up, as the subject of a result', () => {
    expect(subjectName(`notice:${NOTICE}`, names)).toBe('关于选举结果的公告 2021-11-24');
    // Not put up yet, as while it is being typed: whoever shows it has a word for that.
    expect(subjectName(`notice:${PERSON}`, names)).toBe('');
  });

  it('is the approver of an explanation by name', () => {
    const result = {
      rule: 'PTY-20',
      pack: 'plan-2021',
      force: 'softened',
      subject: `notice:${NOTICE}`,
      outcome: 'warn',
      arithmetic: { zh: '满 3 天', en: '3 days' },
      evidence: [],
      justifiedBy: { event: posted.id, reason: '误撕', approver: STAFF },
    } satisfies JudgedResult;
    expect(ruleRow(result, indexRules([plan2021]), names).justifiedBy?.approver).toBe('陆传兴');
  });

  it('is a refused command or request in words, in the sentence of the access log', () => {
    const at = '2021-12-21T02:00:00.000Z';
    const refused = { verb: 'request-approval', code: 'GUARD_REFUSED', rule: 'PTY-20' };
    expect(accessSentence({ type: 'CommandRefused', at, data: refused }, names)?.zh).toMatch(
      /：(?!request).+，规则 PTY-20 未通过$/,
    );
    const asked = { method: 'GET', route: '/api/v1/exports', role: 'inspector', code: 'NOT_PERMITTED' };
    const sentence = accessSentence({ type: 'RequestRefused', at, data: asked }, names);
    expect(sentence?.zh).toMatch(/没有此项权限.*（GET \/api\/v1\/exports）$/);
    expect(sentence?.en).not.toContain('NOT_PERMITTED');
  });

  it('is the person whose data was looked at, in the sentence of the access log', () => {
    const seen = (data: object) =>
      accessSentence({ type: 'PersonalDataSeen', at: '2021-12-21T02:00:00.000Z', data }, names);
    const one = seen({ route: '/api/v1/people/:id/personal', count: 1, subjects: [PERSON] });
    expect(one?.zh).toMatch(/查看个人信息：曹明远$/);
    expect(one?.en).toMatch(/: 曹明远$/);
    expect(seen({ route: '/', count: 3, subjects: [PERSON] })?.zh).toMatch(/曹明远等 3 人$/);
  });
});
