import { Command } from 'commander';
import { createProgram } from '../../apps/cli/src/program.js';
import { describeBuilt, jianzheng } from './built.js';

jest.setTimeout(60_000);

function leaves(command: Command, path: readonly string[] = []): readonly (readonly [string, Command])[] {
  const below = command.commands.filter((one) => one.name() !== 'help');
  return below.length === 0 ? [[path.join(' '), command]] : below.flatMap((one) => leaves(one, [...path, one.name()]));
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (more) => {
      text += more;
    },
  });
  command.outputHelp();
  return text;
}

const COMMANDS = leaves(createProgram());

describe('the help', () => {
  it('knows the commands', () => {
    expect(COMMANDS.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        'serve',
        'import',
        'events search',
        'findings list',
        'views rebuild',
        'user recover',
        'token create',
        'bench append',
        'ledger copy',
      ]),
    );
  });

  it.each(COMMANDS)('of %s says what it does in both languages, with an example that can be typed', (path, command) => {
    expect(command.description()).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u);
    for (const { description, long } of command.options)
      if (long !== '--json') expect([long, description]).toEqual([long, expect.stringMatching(/ \/ /)]);
    const example = new RegExp(`^  jianzheng ${path}( .*)?$`, 'm').exec(helpOf(command))?.[0];
    if (example === undefined) throw new Error(`no example for ${path}`);
    const known = new Set(command.options.map(({ long }) => long));
    for (const option of example.match(/--[a-z-]+/g) ?? []) expect([...known]).toContain(option);
  });
});

describeBuilt('jianzheng', () => {
  it.each(['abc', '', '70000'])(
    'tells that the port %j of the environment is none, and only where one is needed',
    async (PORT) => {
      const served = await jianzheng(['serve', '--data', '/nowhere'], { ...process.env, PORT });
      expect([served.code, served.err]).toEqual([2, expect.stringContaining('0–65535')]);
      expect((await jianzheng(['rules', 'packs'], { ...process.env, PORT })).code).toBe(0);
    },
  );

  it('gives an overview in groups', async () => {
    const { code, out } = await jianzheng(['--help']);
    expect(code).toBe(0);
    for (const words of ['the server:', 'business:', 'the ledger and its views:', 'accounts:', 'exit codes'])
      expect(out).toContain(words);
  });

  it.each([
    [['sing'], "unknown command 'sing'"],
    [['views'], 'Usage: jianzheng views'],
    [['views', 'status', '--colour'], "unknown option '--colour'"],
    [['import', 'people'], "missing required argument 'file'"],
    [['bench', 'append', '--callers', 'many'], '10k,1M'],
    [['bench', 'append', '--folder', '/no/where'], 'no folder /no/where'],
    [['bench', 'http', '--mix', 'salad'], 'pledge, election'],
  ])('ends with 2 for %j', async (args, words) => {
    const { code, err } = await jianzheng(args);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });

  it('measures, with the report as JSON on standard output and progress beside it', async () => {
    const { code, out, err } = await jianzheng([
      'bench',
      'append',
      '--callers',
      '1,2',
      '--batches',
      '2',
      '--repeats',
      '1',
      '--seconds',
      '0.05',
      '--json',
    ]);
    expect(code).toBe(0);
    const { machine, rows } = JSON.parse(out) as {
      machine: { node: string };
      rows: {
        name: string;
        callers: number;
        batch: number;
        eventsPerSecond: number;
        p50: number;
        p99: number;
        ratio?: number;
      }[];
    };
    expect(machine.node).toBe(process.version);
    const own = rows.filter(({ name }) => name === 'jianzheng');
    expect(own.map(({ callers, batch }) => [callers, batch])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    for (const row of own) {
      expect(row.eventsPerSecond).toBeGreaterThan(0);
      expect(row.p99).toBeGreaterThanOrEqual(row.p50);
      expect(row.ratio).toBeGreaterThan(0);
    }
    expect(err).toContain('bench append 2/2');
  });
});
