import {
  ApprovalRequested,
  CandidatesToBeDetermined,
  CandidateWithdrew,
  JustificationApproved,
  NoticePosted,
  NoticeTakenDown,
} from '#elections';
import { PTY_21 } from './party-election-candidates.js';
import { PTY_20 } from './party-election-notices.js';
import { type Happened, happened, momentAt, uuidOf } from './testing/facts-builder.js';
import { changed, judge, judgeOne, judgeSubject, without } from './testing/judging.js';
import { CANDIDATE_NOTICE, candidateNotice, s1Clean } from './testing/s1-clean.js';
import { CANDIDATES, nominee } from './testing/s1-people.js';
import { repostedOn, SECOND_NOTICE, SHORT_NOTICE, s4Short } from './testing/s4-short-notice.js';

const subject = `notice:${CANDIDATE_NOTICE}`;
const takenDown = (on: string) => changed(s1Clean, NoticeTakenDown, { on });
const posted = (change: Readonly<Record<string, unknown>>) =>
  changed(s1Clean, NoticePosted, change, ({ data }) => data['noticeId'] === CANDIDATE_NOTICE);

function justified(rule: string, about: string, on = '2021-11-09'): Happened {
  return happened(
    JustificationApproved,
    {
      proposal: uuidOf(1, 8),
      rule,
      subject: about,
      reason: '误撕后已重新张贴',
      approver: 'lead',
      number: '云街工函〔2021〕13号',
    },
    on,
  );
}

describe('PTY-20, the public notice', () => {
  it('passes with five full days, the first not counted', () => {
    expect(judgeSubject(PTY_20, s1Clean, subject)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '2021-11-05 起算，首日不计，至 2021-11-10 满 5 天（2021-11-10 18:00 下架）；全社区张贴（2 处）；照片日期 2021-11-05，张贴日 2021-11-05',
      },
      due: '2021-11-10',
    });
    expect(judgeSubject(PTY_20, s1Clean, 'community:C01')).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '名单 10 人，公示 10 人' },
    });
  });

  it('passes at close of business of the last day, and is ambiguous a minute earlier', () => {
    expect(judgeSubject(PTY_20, takenDown('2021-11-10T17:30:00+08:00'), subject).outcome).toBe('pass');
    expect(judgeSubject(PTY_20, takenDown('2021-11-10T17:29:00+08:00'), subject)).toMatchObject({
      outcome: 'ambiguous',
      otherReading: { outcome: 'pass', reading: { zh: '下架当日整日计入' } },
    });
    expect(judgeSubject(PTY_20, takenDown('2021-11-10'), subject).outcome).toBe('ambiguous');
    const parameters = { closeOfBusiness: '17:00' };
    expect(judgeSubject(PTY_20, takenDown('2021-11-10T17:29:00+08:00'), subject, { parameters }).outcome).toBe('pass');
  });

  it('fails on the fourth day, which passes only if the first counts: both sums are shown', () => {
    const result = judgeSubject(PTY_20, takenDown('2021-11-09T18:00:00+08:00'), subject);
    expect(result).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('首日不计，至 2021-11-09 18:00 下架满 4 天，少于 5 天，差 1 天') },
      otherReading: {
        reading: { zh: '首日计入' },
        outcome: 'pass',
        arithmetic: { zh: expect.stringContaining('首日计入，至 2021-11-09 满 5 天') },
      },
    });
    expect(result.softenable).toBeUndefined();
  });

  it('becomes a warning with an approved reason, for that posting only', () => {
    const short = takenDown('2021-11-09T18:00:00+08:00');
    expect(judgeSubject(PTY_20, [...short, justified('PTY-20', subject)], subject)).toMatchObject({
      outcome: 'warn',
      justifiedBy: { reason: '误撕后已重新张贴', approver: 'lead' },
    });
    expect(judgeSubject(PTY_20, [...short, justified('PTY-20', 'notice:other')], subject).outcome).toBe('fail');
    expect(judgeSubject(PTY_20, [...short, justified('PTY-21', subject)], subject).outcome).toBe('fail');
  });

  it('has a hard core that no reason helps: not the whole community', () => {
    const events = [...posted({ wholeCommunity: false }), justified('PTY-20', subject)];
    expect(judgeSubject(PTY_20, events, subject)).toMatchObject({
      outcome: 'fail',
      softenable: false,
      arithmetic: { zh: expect.stringContaining('没有覆盖全社区（只在公告栏、各居民小组）') },
    });
  });

  it('fails without any notice once the request is there, and no reason helps', () => {
    const events = [...without(s1Clean, NoticePosted, NoticeTakenDown), justified('PTY-20', 'community:C01')];
    expect(judgeOne(PTY_20, events)).toMatchObject({
      outcome: 'fail',
      subject: 'community:C01',
      softenable: false,
      arithmetic: { zh: '没有预备人选公示的记录，而上报请示（2021-11-11）已有记录' },
    });
    const early = s1Clean.slice(
      0,
      s1Clean.findIndex(({ type }) => type === NoticePosted.type),
    );
    expect(judgeOne(PTY_20, early).outcome).toBe('not-yet-due');
    expect(judgeOne(PTY_20, []).outcome).toBe('not-yet-due');
  });

  it('does not take the notice of the pledges for it', () => {
    const events = s1Clean.filter(({ data }) => data['noticeId'] !== CANDIDATE_NOTICE);
    expect(judgeOne(PTY_20, events)).toMatchObject({ outcome: 'fail', softenable: false });
  });

  it('fails where somebody on the list is on no notice; who withdrew is not missed', () => {
    const events = posted({ persons: CANDIDATES.slice(0, 9).map((personId) => ({ personId, name: '人选' })) });
    expect(judgeSubject(PTY_20, events, 'community:C01')).toMatchObject({
      outcome: 'fail',
      softenable: false,
      arithmetic: { zh: `名单 10 人，公示 9 人，{person:${nominee(10)}} 没有公示` },
    });
    const request = events.findIndex(({ type }) => type === ApprovalRequested.type);
    expect(judgeSubject(PTY_20, events.slice(0, request), 'community:C01').outcome).toBe('not-yet-due');
    expect(judgeSubject(PTY_20, s1Clean.slice(0, request), 'community:C01').outcome).toBe('pass');
    const withdrew = happened(CandidateWithdrew, { personId: nominee(10), reason: '个人原因' }, '2021-11-06');
    expect(judgeSubject(PTY_20, [...events, withdrew], 'community:C01').outcome).toBe('pass');
  });

  it('says nothing of the list where there is none', () => {
    expect(judge(PTY_20, without(s1Clean, CandidatesToBeDetermined)).map((one) => one.subject)).toEqual([subject]);
  });

  it.each([['2021-11-06'], ['2021-11-04']])('is to be checked where the photo is of %s', (photoDay) => {
    expect(judgeSubject(PTY_20, posted({ photoDay }), subject)).toMatchObject({
      outcome: 'needs-finding',
      waitsFor: { zh: '由纪检人员核对张贴时间和照片' },
      arithmetic: { zh: expect.stringContaining(`照片日期 ${photoDay}，张贴日 2021-11-05，两日不符，待核`) },
    });
  });

  it('says that the photo is missing', () => {
    const events = s1Clean.map((event) => {
      const { photoDay: _photoDay, ...data } = event.data;
      return event.type === NoticePosted.type ? { ...event, data } : event;
    });
    expect(judgeSubject(PTY_20, events, subject)).toMatchObject({
      outcome: 'pass',
      missing: [{ zh: '带日期的公示栏照片（由选务员补录）' }],
    });
  });

  it('waits while the notice is up, and the clock completes it', () => {
    const events = s1Clean.slice(
      0,
      s1Clean.findIndex(({ type }) => type === NoticeTakenDown.type),
    );
    expect(judgeSubject(PTY_20, events, subject, { moment: momentAt('2021-11-09') })).toMatchObject({
      outcome: 'not-yet-due',
      recheckAt: '2021-11-10T09:30:00.000Z',
    });
    const due = { at: '2021-11-10T09:30:00.000Z', today: '2021-11-10' };
    expect(judgeSubject(PTY_20, events, subject, { moment: due }).outcome).toBe('pass');
  });
});

describe('S4, publicity cut short in 望湖', () => {
  const first = `notice:${SHORT_NOTICE}`;
  const second = `notice:${SECOND_NOTICE}`;
  const judging = { community: 'C02', moment: momentAt('2021-11-08') };

  it('had three full days', () => {
    expect(judgeSubject(PTY_20, s4Short, first, judging)).toMatchObject({
      outcome: 'fail',
      arithmetic: {
        zh: expect.stringContaining('至 2021-11-08 17:30 下架满 3 天，少于 5 天，差 2 天（应挂至 2021-11-10 17:30）'),
      },
      otherReading: {
        outcome: 'fail',
        arithmetic: { zh: expect.stringContaining('首日计入，至 2021-11-08 17:30 下架满 4 天') },
      },
    });
    expect(judgeSubject(PTY_20, s4Short, first, judging).blocksActs).toBeUndefined();
  });

  it('is a warning once explained and approved', () => {
    const events = [...s4Short, justified('PTY-20', first, '2021-11-08')];
    expect(judgeSubject(PTY_20, events, first, judging).outcome).toBe('warn');
  });

  it('counts the new posting from zero and keeps the finding of the first, which blocks nothing any more', () => {
    const events = [...s4Short, repostedOn('2021-11-09T09:00:00+08:00')];
    const until = { community: 'C02', moment: momentAt('2021-11-13') };
    expect(judgeSubject(PTY_20, events, first, until)).toMatchObject({ outcome: 'fail', blocksActs: false });
    expect(judgeSubject(PTY_20, events, second, until)).toMatchObject({ outcome: 'not-yet-due', due: '2021-11-14' });
    expect(judgeSubject(PTY_20, events, second, { ...until, moment: momentAt('2021-11-14') }).outcome).toBe('pass');
  });

  it('counts by the time of posting, not of recording', () => {
    const at = s4Short.findIndex(({ type }) => type === NoticePosted.type);
    const events = [...s4Short.slice(0, at), repostedOn('2021-11-09T09:00:00+08:00'), ...s4Short.slice(at)];
    const until = { community: 'C02', moment: momentAt('2021-11-13') };
    expect(judgeSubject(PTY_20, events, first, until).blocksActs).toBe(false);
    expect(judgeSubject(PTY_20, events, second, until).blocksActs).toBeUndefined();
  });

  it('lets the request follow the second posting', () => {
    const events = [
      ...s4Short,
      repostedOn('2021-11-09T09:00:00+08:00'),
      happened(NoticeTakenDown, { noticeId: SECOND_NOTICE }, '2021-11-14T18:00:00+08:00'),
    ];
    const request = (on: string) =>
      happened(ApprovalRequested, { number: '湖委〔2021〕9号', list: [{ personId: nominee(1), post: 'member' }] }, on);
    const until = { community: 'C02', moment: momentAt('2021-11-16') };
    expect(judgeOne(PTY_21, [...events, request('2021-11-15')], until)).toMatchObject({
      outcome: 'not-yet-due',
      arithmetic: { zh: expect.stringContaining('公示 2021-11-14 撤下 ≤ 请示 2021-11-15') },
    });
    expect(judgeOne(PTY_21, [...events, request('2021-11-12')], until)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('公示 2021-11-14 撤下 > 请示 2021-11-12') },
    });
  });
});

it('a fixture notice names ten persons', () => {
  expect(candidateNotice(CANDIDATE_NOTICE, '2021-11-05').data['persons']).toHaveLength(10);
});
