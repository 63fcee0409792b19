import { JustificationProposed } from '#elections';
import { all, type Journal } from '#kernel';
import { personOf } from '../../apps/server/src/demo/cast.js';
import { partyScripts } from '../../apps/server/src/demo/communities.js';
import { BY } from '../../apps/server/src/demo/script.js';
import type { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { emptyDemo } from '../views/worked-street.js';
import { playUntil, send } from './stories.js';

const result = (deployment: Deployment, unit: string, rule: string) =>
  deployment.results.results(unit).filter((one) => one.rule === rule);
const listOf = (community: string, n: number) =>
  Array.from({ length: n }, (_unused, i) => ({
    personId: personOf(`${community}-${i + 1}`),
    post: i === 0 ? 'secretary' : i === 1 ? 'deputy-secretary' : 'member',
  }));

describe('S1, a complete Party election in 青禾', () => {
  let demo: Awaited<ReturnType<typeof emptyDemo>>;
  beforeAll(async () => {
    demo = await emptyDemo();
    await playUntil(demo.deployment, '2021-11-30T00:00', ['C01']);
  }, 60_000);
  afterAll(() => demo.remove());

  it('leaves no finding, and no Party rule without its inputs', () => {
    const results = demo.deployment.results.results('C01');
    const party = results.filter(({ rule }) => /^(PTY|QUA|REV|PRE|ORG|TRN|STR)-/.test(rule));
    expect(party.length).toBeGreaterThan(250);
    // The election committee of the residents is still to come.
    expect(
      party.filter(({ outcome, rule }) => !['pass', 'not-applicable'].includes(outcome) && rule !== 'ORG-04'),
    ).toEqual([]);
    expect(demo.deployment.findings.list('C01')).toEqual([]);
  });

  it('shows the sums of the scenario', () => {
    const sum = (rule: string) =>
      result(demo.deployment, 'C01', rule)
        .map(({ arithmetic }) => arithmetic.zh)
        .join('；');
    expect(sum('PTY-04')).toMatch(/98.*120/);
    expect(sum('PTY-06')).toContain('10');
    expect(sum('PTY-25')).toMatch(/104.*120/);
    expect(sum('PTY-20')).toContain('2021-11-05 起算，首日不计，至 2021-11-10');
  });
});

describe('S4, the notice of 望湖 cut short', () => {
  let demo: Awaited<ReturnType<typeof emptyDemo>>;
  beforeAll(async () => {
    demo = await emptyDemo();
    await playUntil(demo.deployment, '2021-11-08T18:00', ['C02']);
  }, 60_000);
  afterAll(() => demo.remove());

  it('is a finding with its arithmetic as soon as it is taken down', async () => {
    await demo.deployment.indications.follow();
    const [short] = result(demo.deployment, 'C02', 'PTY-20');
    expect(short?.outcome).toBe('fail');
    expect(short?.arithmetic.zh).toContain('2021-11-05 起算，首日不计，至 2021-11-08 17:30 下架满 3 天，少于 5 天');
    expect(demo.deployment.findings.list('C02').map(({ rule, finding }) => [rule, finding.status])).toEqual([
      ['PTY-20', 'indicated'],
    ]);
  });

  it('refuses the request with the rule, its source and the sum, and records nothing', async () => {
    const before = await demo.deployment.store.size('process');
    const refused = await send(
      demo.deployment,
      '2021-11-08T18:30',
      BY.clerkOfC02,
      'party-elections/C02-2021-1/request-approval',
      { number: '望委〔2021〕15号', list: listOf('C02', 10) },
      '2021-11-08',
    );
    expect(refused.ok).toBe(false);
    if (refused.ok) return;
    expect(refused.error).toMatchObject({ code: 'GUARD_REFUSED', rule: 'PTY-20', source: '¶37', status: 409 });
    expect(refused.error.arithmetic?.zh).toContain('满 3 天');
    expect(await demo.deployment.store.size('process')).toBe(before);
  });

  it('lets it pass with a reminder once a reason and another person’s approval are recorded', async () => {
    const subject = result(demo.deployment, 'C02', 'PTY-20')[0]?.subject ?? '';
    const proposed = await send(
      demo.deployment,
      '2021-11-08T19:00',
      BY.clerkOfC02,
      'terms/C02-2021-1/propose-justification',
      { rule: 'PTY-20', subject, reason: '误撕，党员群众已普遍知晓' },
    );
    expect(proposed.ok).toBe(true);
    const term: Journal = demo.deployment.facts.community('C02').term;
    const proposal = all(term, JustificationProposed).at(-1)?.id ?? '';
    const own = await send(
      demo.deployment,
      '2021-11-08T19:05',
      { ...BY.clerkOfC02, role: 'street-lead' },
      'terms/C02-2021-1/approve-justification',
      { proposal },
    );
    expect(own).toMatchObject({ ok: false, error: { code: 'SAME_PERSON' } });
    const approved = await send(
      demo.deployment,
      '2021-11-08T19:10',
      BY.lead,
      'terms/C02-2021-1/approve-justification',
      { proposal, number: '云街工〔2021〕43号' },
    );
    expect(approved.ok).toBe(true);
    expect(result(demo.deployment, 'C02', 'PTY-20')[0]).toMatchObject({
      outcome: 'warn',
      justifiedBy: { reason: '误撕，党员群众已普遍知晓' },
    });
    const request = await send(
      demo.deployment,
      '2021-11-08T19:20',
      BY.clerkOfC02,
      'party-elections/C02-2021-1/request-approval',
      { number: '望委〔2021〕15号', list: listOf('C02', 10) },
      '2021-11-08',
    );
    expect(request.ok).toBe(true);
  });
});

describe('S5, related nominees in 南苑', () => {
  let demo: Awaited<ReturnType<typeof emptyDemo>>;
  beforeAll(async () => {
    demo = await emptyDemo();
    await playUntil(demo.deployment, '2021-11-11T00:00', ['C03']);
  }, 60_000);
  afterAll(() => demo.remove());

  it('records both nominations and raises the finding with the kind of kin', () => {
    const [pair] = result(demo.deployment, 'C03', 'REV-02').filter(({ outcome }) => outcome === 'fail');
    expect(pair?.subject).toMatch(/^pair:/);
    expect(pair?.arithmetic.zh).toContain('兄弟姐妹');
  });

  it('refuses a list with one of the two that goes to review, unless an exception has its document', async () => {
    const list = listOf('C03', 12);
    const data = { level: 'joint', number: '云街工报〔2021〕60号', list, departments: ['区委组织部'] };
    const refused = await send(
      demo.deployment,
      '2021-11-11T09:00',
      BY.lead,
      'party-elections/C03-2021-1/send-review-list',
      data,
      '2021-11-11',
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'GUARD_REFUSED', rule: 'REV-02' } });
    const kinExceptions = [
      {
        persons: [personOf('C03-2'), personOf('C03-17')],
        number: '澜换组〔2021〕19号',
        approver: '区换届工作领导小组',
      },
    ];
    const sent = await send(
      demo.deployment,
      '2021-11-11T09:30',
      BY.lead,
      'party-elections/C03-2021-1/send-review-list',
      { ...data, kinExceptions },
      '2021-11-11',
    );
    expect(sent).toMatchObject({ ok: true });
  });
});

it('the worked street has eight communities at different stages', () => {
  expect(partyScripts().map(({ plan }) => plan.until)).toEqual([10, 10, 10, 8, 5, 4, 0, 10]);
});
