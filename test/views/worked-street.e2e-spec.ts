import { randomUUID } from 'node:crypto';
import { deriveEventId } from '#event-store';
import { addDays, endOfShanghaiDay } from '#kernel';
import { play, script } from '../../apps/server/src/demo/load-demo.js';
import type { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { DemoClock } from '../../apps/server/src/deployment/ledger-clock.js';
import { momentOf } from '../../apps/server/src/queries/moment.js';
import { emptyDemo } from './worked-street.js';

const COMMUNITIES = ['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07', 'C08'];
/** Days before and after turns of the stories: S4's short notice, its repair, the siblings of S5, results. */
const DAYS = [
  '2021-09-30',
  '2021-10-27',
  '2021-11-05',
  '2021-11-08',
  '2021-11-09',
  '2021-11-10',
  '2021-11-15',
  '2021-11-24',
  '2021-12-10',
];

/** After everything that happens in the stories. */
const TODAY = '2021-12-22';

/** What was judged, without the words: `rule subject outcome evidence`. */
function judged(
  results: readonly { rule: string; subject: string; outcome: string; evidence: readonly string[] }[],
): string[] {
  return results
    .map(({ rule, subject, outcome, evidence }) => `${rule} ${subject} ${outcome} ${evidence.join()}`)
    .sort();
}

function allJudged(deployment: Deployment): Record<string, string[]> {
  return Object.fromEntries([...COMMUNITIES, 'S01'].map((unit) => [unit, judged(deployment.results.results(unit))]));
}

describe('the views over the worked street', () => {
  let demo: Awaited<ReturnType<typeof emptyDemo>>;
  const then = new Map<string, Record<string, string[]>>();

  beforeAll(async () => {
    demo = await emptyDemo();
    const { deployment } = demo;
    const { clock } = deployment;
    if (!(clock instanceof DemoClock)) throw new Error('not a demonstration');
    const wanted = [...DAYS];
    await play(deployment, script(), async (day) => {
      while (wanted[0] !== undefined && wanted[0] < day) {
        const end = wanted.shift() ?? '';
        await deployment.surroundings.ready((await deployment.store.size('process')) - 1);
        clock.stopAt(endOfShanghaiDay(end));
        deployment.tick();
        then.set(end, allJudged(deployment));
      }
    });
    await deployment.surroundings.ready((await deployment.store.size('process')) - 1);
  }, 120_000);

  afterAll(async () => {
    await demo.remove();
  });

  it.each(DAYS)('as of %s say what the live view said at the end of that day', async (day) => {
    const moment = await momentOf(demo.deployment, day);
    const asOf = Object.fromEntries([...COMMUNITIES, 'S01'].map((unit) => [unit, judged(moment.results(unit))]));
    expect(then.get(day)).toBeDefined();
    expect(asOf).toEqual(then.get(day));
  });

  it('do not show later corrections or events in the past', async () => {
    const before = await momentOf(demo.deployment, '2021-11-07');
    const after = await momentOf(demo.deployment, '2021-11-08');
    expect(before.community('C02').notices[0]?.entries['NoticeTakenDown']).toBeUndefined();
    expect(after.community('C02').notices[0]?.entries['NoticeTakenDown']).toHaveLength(1);
  });

  it('show a finding in the past as far as it had come, and none before it was opened', async () => {
    const { deployment } = demo;
    const now = deployment.findings.list('C02').find(({ rule }) => rule === 'PTY-20');
    if (now === undefined || now.finding.status === 'none') throw new Error('the notice cut short raised no finding');
    const opened = now.finding.indication.at.slice(0, 10);
    const [before, then] = await Promise.all([momentOf(deployment, addDays(opened, -1)), momentOf(deployment, opened)]);
    expect(before.findings('C02').filter(({ rule }) => rule === 'PTY-20')).toEqual([]);
    expect(now.finding.status).toBe('confirmed');
    expect(then.findings('C02').filter(({ rule }) => rule === 'PTY-20')).toMatchObject([
      { stream: now.stream, finding: { status: 'indicated' } },
    ]);
  });

  it('are the same after a rebuild beside the live set', async () => {
    const { deployment } = demo;
    deployment.tick();
    const live = {
      results: allJudged(deployment),
      built: deployment.main.builtFrom(),
      page: deployment.eventIndex.page({ unit: 'C02' }, undefined, 200),
    };
    await deployment.main.rebuild();
    deployment.tick();
    expect(allJudged(deployment)).toEqual(live.results);
    expect(deployment.main.builtFrom()).toEqual(live.built);
    expect(deployment.eventIndex.page({ unit: 'C02' }, undefined, 200)).toEqual(live.page);
  });

  it('stand under the root that the log has', async () => {
    const { deployment } = demo;
    await deployment.seal();
    const head = deployment.sealers.process.head;
    expect(head?.size).toBe(deployment.main.builtFrom().position);
    expect(Buffer.from(head?.root ?? '', 'latin1').toString('base64')).toBe(deployment.main.builtFrom().root);
  });

  it('are there after a restart without reading the history again', async () => {
    const before = allJudged(demo.deployment);
    const deployment = await demo.reopen();
    demo.deployment = deployment;
    deployment.tick();
    expect(allJudged(deployment)).toEqual(before);
  });

  it('quarantine a stream that cannot be folded, list it, and go on with the rest', async () => {
    const { deployment } = demo;
    const noticeId = randomUUID();
    const stream = `notice-${noticeId}`;
    const cmd = randomUUID();
    const at = deployment.clock.now();
    const appended = await deployment.store.append('process', stream, 'none', [
      {
        envelope: {
          v: 1,
          log: 'process',
          unit: 'C01',
          id: deriveEventId(cmd, 0),
          stream,
          rev: 0,
          type: 'NoticeTakenDown',
          sv: 1,
          at,
          actor: { id: 'x', role: 'election-clerk', unit: 'S01' },
          cmd,
          data: { noticeId },
          pii: [],
          att: [],
        },
      },
    ]);
    expect(appended.ok).toBe(true);
    const position = appended.ok ? appended.value.last : 0;
    await deployment.main.waitFor(position);
    expect(deployment.main.status().quarantined).toEqual([
      expect.objectContaining({ view: 'facts', stream, position }),
    ]);
    expect(deployment.main.position).toBe(position + 1);
    expect(judged(deployment.results.results('C01')).length).toBeGreaterThan(100);
  });

  it('judge nothing by a stream that cannot be read: not after a restart, not after a rebuild, and not as of a day', async () => {
    const outcomesOf = (unit: string, rule: string, results = demo.deployment.results.results(unit)) =>
      results.filter((result) => result.rule === rule).map(({ outcome, unread }) => ({ outcome, unread }));
    const finding = () =>
      demo.deployment.findings
        .list('C02')
        .filter(({ rule }) => rule === 'PTY-20')
        .map(({ finding: { status } }) => status);
    const [unread] = demo.deployment.main.status().quarantined.map(({ stream }) => stream);
    const withheld = { outcome: 'not-evaluable', unread: [unread] };
    const looks = {
      live: () => demo.deployment.results.results('C02'),
      past: async () => (await momentOf(demo.deployment, TODAY)).results('C02'),
    };
    for (const round of ['live', 'restarted', 'rebuilt']) {
      if (round === 'restarted') demo.deployment = await demo.reopen();
      if (round === 'rebuilt') await demo.deployment.main.rebuild();
      // The test stopped the clock by hand, which no restart remembers.
      if (demo.deployment.clock instanceof DemoClock) demo.deployment.clock.stopAt(endOfShanghaiDay(TODAY));
      demo.deployment.tick();
      for (const results of [looks.live(), await looks.past()]) {
        // Nobody knows whose notice it is: no rule that reads notices may say anything, those that do not go on.
        expect([round, outcomesOf('C02', 'PTY-20', results)]).toEqual([round, expect.arrayContaining([withheld])]);
        expect(outcomesOf('C02', 'PTY-20', results).every(({ outcome }) => outcome === 'not-evaluable')).toBe(true);
        expect(outcomesOf('C02', 'PRE-02', results).every(({ outcome }) => outcome === 'pass')).toBe(true);
      }
      // What cannot be read clears no finding.
      expect([round, finding()]).toEqual([round, ['confirmed']]);
    }
  });

  it('give a page of a day between two others its own position', async () => {
    const day = await momentOf(demo.deployment, '2021-11-09');
    const next = await momentOf(demo.deployment, addDays('2021-11-09', 1));
    expect(day.builtFrom.position).toBeLessThan(next.builtFrom.position);
    expect(day.builtFrom.root).not.toBe(next.builtFrom.root);
  });
});
