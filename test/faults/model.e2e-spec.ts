import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PreparationRecorded } from '#elections';
import { type EventStore, MemoryEventStore, openSqliteStore } from '#event-store';
import { type Actor, all, type Envelope } from '#kernel';
import type { FactsView, ViewSet } from '#projections';
import { openVault, type Vault } from '#vault';
import {
  type Accepted,
  CommandRunner,
  type Refusal,
  type Request,
} from '../../apps/server/src/commands/command-runner.js';
import { catalogue, commands } from '../../apps/server/src/deployment/catalogue.js';
import { createFolders, type DataFolder, dataFolder } from '../../apps/server/src/deployment/folder.js';
import type { LedgerClock } from '../../apps/server/src/deployment/ledger-clock.js';
import { LedgerSurroundings } from '../../apps/server/src/deployment/surroundings.js';
import { openMainViews } from '../../apps/server/src/deployment/view-sets.js';
import { Dice } from '../server/fuzz-values.js';

const SEED = Number(process.env['JZ_MODEL_SEED'] ?? 20211120);
/** Steps on each adapter. */
const STEPS = Number(process.env['JZ_MODEL_STEPS'] ?? 1000);

jest.setTimeout(120_000 + STEPS * 100);

const CLERK: Actor = { id: '00000000-0000-4000-8000-0000000000a1', role: 'election-clerk', unit: 'S01' };
const LEAD: Actor = { id: '00000000-0000-4000-8000-0000000000a2', role: 'street-lead', unit: 'S01' };
const TERM = 'term-C01-2021-1';

class Crashed extends Error {}

/** The store as a process sees it that dies at its next append: before the disk has it, or before anybody is told. */
class DyingStore {
  dies: 'before' | 'after' | undefined;

  constructor(readonly real: EventStore) {}

  as(): EventStore {
    const append: EventStore['append'] = async (...args) => {
      const { dies } = this;
      this.dies = undefined;
      if (dies === 'before') throw new Crashed('before');
      const appended = await this.real.append(...args);
      if (dies === 'after') throw new Crashed('after');
      return appended;
    };
    return new Proxy(this.real, {
      get: (target, name) => {
        if (name === 'append') return append;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}

/** The parts of a server that decide, write and show; started and lost as a process is. */
class Process {
  private constructor(
    readonly dying: DyingStore,
    readonly store: EventStore,
    readonly vault: Vault,
    readonly views: ViewSet,
    readonly runner: CommandRunner,
    private readonly stop: AbortController,
    private readonly following: Promise<void>,
  ) {}

  static async start(folder: DataFolder, real: EventStore, clock: LedgerClock): Promise<Process> {
    const dying = new DyingStore(real);
    const store = dying.as();
    const vault = openVault({ path: folder.vault, kekPath: join(folder.keys, 'vault.kek') });
    const views = openMainViews(folder, store);
    await views.catchUp();
    const stop = new AbortController();
    const following = views.follow(stop.signal).catch(() => undefined);
    const surroundings = new LedgerSurroundings(store, views, vault, clock);
    const files = vault.openBlobs(folder.blobs);
    const runner = new CommandRunner(store, catalogue, clock, vault, surroundings, new Uint8Array(32).fill(7), files);
    return new Process(dying, store, vault, views, runner, stop, following);
  }

  /** What happens to open files when a process ends; what it had in memory is gone. */
  async end(): Promise<void> {
    this.stop.abort();
    await this.following;
    this.views.close();
    this.vault.close();
  }
}

interface Preparation {
  readonly original: string;
  /** What a correction must name: the entry, or what corrected it last. */
  event: string;
  summary: string;
  withdrawn: boolean;
}
interface Proposal {
  readonly event: string;
  readonly corrects: Preparation;
  /** Undefined where the entry is to be withdrawn. */
  readonly summary?: string;
}

/** What should be there, as simply as it can be said. */
class Model {
  size = 0;
  readonly revisions = new Map<string, number>();
  readonly names = new Map<string, string>();
  readonly preparations: Preparation[] = [];
  readonly proposals: Proposal[] = [];
  readonly answered: { readonly request: Request; readonly told: Told }[] = [];

  took(told: Told): void {
    this.size += told.events.length;
    this.revisions.set(told.stream, told.revision);
  }
}

interface Told {
  readonly stream: string;
  readonly first: number;
  readonly last: number;
  readonly revision: number;
  readonly events: readonly string[];
}

const toldOf = ({ stream, first, last, revision, events }: Accepted): Told => ({
  stream,
  first,
  last,
  revision,
  events: events.map(({ id }) => id),
});

function request(
  path: string,
  data: unknown,
  more: Partial<Request> & { on?: string; personal?: Record<string, string> } = {},
): Request {
  const parts = path.split('/');
  const command = commands.find((one) => one.plural === parts[0] && one.verb === parts.at(-1));
  if (command === undefined) throw new Error(`no command ${path}`);
  const { on, personal, ...rest } = more;
  return {
    command,
    ...(parts.length === 3 ? { id: parts[1] } : {}),
    commandId: randomUUID(),
    body: { data, ...(on === undefined ? {} : { on }), ...(personal === undefined ? {} : { personal }) },
    actor: CLERK,
    ...rest,
  } as Request;
}

describe.each([
  ['memory', SEED],
  ['SQLite', SEED + 1],
] as const)('commands, crashes, repeats and rebuilds on the %s store', (kind, seed) => {
  let root: string;
  let folder: DataFolder;
  let real: EventStore;
  let server: Process;
  let now = Date.parse('2021-10-20T01:00:00.000Z');
  const clock: LedgerClock = { kind: 'demo', now: () => new Date(now++).toISOString() };
  const model = new Model();
  const dice = new Dice(seed);
  const trace: string[] = [];
  const counts: Record<string, number> = {};

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'jz-model-'));
    folder = dataFolder(join(root, 'data'));
    createFolders(folder);
    real =
      kind === 'memory'
        ? new MemoryEventStore()
        : openSqliteStore(folder.ledger, { indexEvery: 50, checkpointPages: 40, quietMs: 20 });
    server = await Process.start(folder, real, clock);
    const street = { unit: 'S01', name: '云桥街道', district: '澜水区', partyCommittee: '中共云桥街道工作委员会' };
    await accept(request('streets/S01/register-street', street, { actor: LEAD }));
    const community = { community: 'C01', name: '青禾社区', population: 6000 };
    await accept(request('streets/S01/register-community', community, { actor: LEAD }));
    const term = { community: 'C01', street: 'S01', organisation: 'committee', electionDate: '2021-11-20' };
    await accept(request('terms/open-term', term, { on: '2021-09-06T09:30:00+08:00' }));
  });
  afterAll(async () => {
    await server.end();
    await real.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function accept(sent: Request): Promise<Told> {
    const ran = await server.runner.run(sent);
    if (!ran.ok) throw new Error(`${sent.command.verb}: ${JSON.stringify(ran.error)}`);
    expect(ran.value.repeated).toBe(false);
    const told = toldOf(ran.value);
    expect(told.first).toBe(model.size);
    expect(told.revision).toBe((model.revisions.get(told.stream) ?? -1) + told.events.length);
    model.took(told);
    model.answered.push({ request: sent, told });
    return told;
  }
  async function refuse(sent: Request, code: string): Promise<Refusal> {
    const ran = await server.runner.run(sent);
    if (ran.ok) throw new Error(`${sent.command.verb} was accepted, ${code} was due`);
    expect(ran.error.code).toBe(code);
    return ran.error;
  }

  async function restart(): Promise<void> {
    await server.end();
    if (kind === 'SQLite') {
      await real.close();
      real = openSqliteStore(folder.ledger, { indexEvery: 50, checkpointPages: 40, quietMs: 20 });
    }
    server = await Process.start(folder, real, clock);
  }

  const preparation = (summary: string, more: Partial<Request> = {}) =>
    request(
      `terms/${TERM.slice('term-'.length)}/record-preparation`,
      { kind: 'survey', summary },
      { on: '2021-10-18T10:00:00+08:00', ...more },
    );
  const person = (name: string, id?: string) =>
    request(
      id === undefined ? 'people/register-person' : `people/${id}/register-person`,
      { gender: 'female', birthMonth: '1980-05', education: 'bachelor', membership: 'none', community: 'C01' },
      { personal: { name } },
    );
  const correct = (verb: string, data: unknown, actor: Actor) =>
    request(`terms/${TERM.slice('term-'.length)}/${verb}`, data, { actor });
  const took = {
    preparation: (summary: string, told: Told) =>
      model.preparations.push({
        original: told.events[0] ?? '',
        event: told.events[0] ?? '',
        summary,
        withdrawn: false,
      }),
    person: (name: string, told: Told) => model.names.set(told.stream.slice('person-'.length), name),
  };
  let words = 0;
  const word = () => `摸排第${words++}次`;
  const name = () => `赵安${words++}`;
  const standing = () => model.preparations.filter(({ withdrawn }) => !withdrawn);

  const STEPS_OF: Record<string, { readonly weight: number; run(): Promise<void> }> = {
    'record a preparation': {
      weight: 20,
      run: async () => {
        const summary = word();
        took.preparation(summary, await accept(preparation(summary)));
      },
    },
    'register a person': {
      weight: 20,
      run: async () => {
        const called = name();
        took.person(called, await accept(person(called)));
      },
    },
    'register a person again': {
      weight: 3,
      run: async () => {
        const known = [...model.names.keys()];
        if (known.length > 0) await refuse(person(name(), dice.of(known)), 'ALREADY_EXISTS');
      },
    },
    'amend a name': {
      weight: 6,
      run: async () => {
        const known = [...model.names.keys()];
        if (known.length === 0) return;
        const id = dice.of(known);
        const called = name();
        await accept(request(`people/${id}/amend-person`, { reason: '更正姓名' }, { personal: { name: called } }));
        model.names.set(id, called);
      },
    },
    'record what was seen': {
      weight: 8,
      run: async () => {
        const summary = word();
        took.preparation(summary, await accept(preparation(summary, { seen: model.revisions.get(TERM) ?? 0 })));
      },
    },
    'record what was seen too long ago': {
      weight: 6,
      run: async () => {
        const seen = (model.revisions.get(TERM) ?? 0) - 1 - dice.below(3);
        if (seen >= 0) await refuse(preparation(word(), { seen }), 'STALE_VERSION');
      },
    },
    'send again': {
      weight: 14,
      run: async () => {
        const { request: sent, told } = dice.of(model.answered);
        const ran = await server.runner.run(sent);
        if (!ran.ok) throw new Error(`a repeat was refused: ${JSON.stringify(ran.error)}`);
        expect(ran.value.repeated).toBe(true);
        expect(toldOf(ran.value)).toEqual(told);
      },
    },
    'send something else under the same id': {
      weight: 4,
      run: async () => {
        const { request: sent } = dice.of(model.answered);
        const other = dice.is(0.5)
          ? { ...sent, actor: sent.actor === CLERK ? LEAD : CLERK }
          : { ...sent, body: { ...sent.body, on: '2021-10-17' } };
        await refuse(other, 'COMMAND_ID_REUSED');
      },
    },
    'propose a correction': {
      weight: 8,
      run: async () => {
        const left = standing();
        if (left.length === 0) return;
        const entry = dice.of(left.slice(-30));
        const summary = dice.is(0.75) ? word() : undefined;
        const replacement = summary === undefined ? {} : { replacement: { data: { kind: 'survey', summary } } };
        const sent = correct('propose-correction', { corrects: entry.event, reason: '笔误', ...replacement }, CLERK);
        if (model.proposals.some(({ corrects }) => corrects === entry)) {
          await refuse(sent, 'CORRECTION_PENDING');
          return;
        }
        const { events } = await accept(sent);
        model.proposals.push({
          event: events[0] ?? '',
          corrects: entry,
          ...(summary === undefined ? {} : { summary }),
        });
      },
    },
    'approve a correction': {
      weight: 6,
      run: async () => {
        const proposal = model.proposals.at(dice.below(model.proposals.length));
        if (proposal === undefined) return;
        const { events } = await accept(correct('approve-correction', { proposal: proposal.event }, LEAD));
        settle(proposal);
        const { corrects } = proposal;
        if (proposal.summary === undefined) corrects.withdrawn = true;
        else {
          corrects.summary = proposal.summary;
          corrects.event = events[0] ?? '';
          const late = { corrects: corrects.original, reason: '笔误' };
          await refuse(correct('propose-correction', late, CLERK), 'ENTRY_SUPERSEDED');
        }
        await refuse(correct('approve-correction', { proposal: proposal.event }, LEAD), 'PROPOSAL_NOT_OPEN');
      },
    },
    'approve one’s own correction': {
      weight: 2,
      run: async () => {
        const [proposal] = model.proposals;
        if (proposal !== undefined)
          await refuse(correct('approve-correction', { proposal: proposal.event }, CLERK), 'SAME_PERSON');
      },
    },
    'refuse a correction': {
      weight: 3,
      run: async () => {
        const [proposal] = model.proposals;
        if (proposal === undefined) return;
        await accept(correct('refuse-correction', { proposal: proposal.event, reason: '属实' }, LEAD));
        settle(proposal);
      },
    },
    'several at once': {
      weight: 8,
      run: async () => {
        const made = Array.from({ length: 2 + dice.below(6) }, () => {
          const summary = word();
          return dice.is(0.5) ? { sent: preparation(summary), summary } : { sent: person(summary), summary };
        });
        const twice = dice.is(0.4) ? made.slice(0, 1) : [];
        const ran = await Promise.all([...made, ...twice].map(({ sent }) => server.runner.run(sent)));
        const answers = ran.map((one) => {
          if (!one.ok) throw new Error(JSON.stringify(one.error));
          return one.value;
        });
        // One of two equal ones is the first.
        if (twice.length > 0) {
          const [first, second] = [answers[0], answers.at(-1)];
          if (first === undefined || second === undefined) throw new Error('no answers');
          expect(toldOf(second)).toEqual(toldOf(first));
          expect([first.repeated, second.repeated].sort()).toEqual([false, true]);
        }
        const inOrder = made
          .map((one, index) => ({ ...one, told: toldOf(answers[index] as Accepted) }))
          .sort((x, y) => x.told.first - y.told.first);
        for (const { sent, summary, told } of inOrder) {
          expect(told.first).toBe(model.size);
          expect(told.revision).toBe((model.revisions.get(told.stream) ?? -1) + 1);
          model.took(told);
          model.answered.push({ request: sent, told });
          if (told.stream === TERM) took.preparation(summary, told);
          else took.person(summary, told);
        }
      },
    },
    'crash on the way': {
      weight: 6,
      run: async () => {
        const summary = word();
        const sent = dice.is(0.5) ? preparation(summary) : person(summary);
        const dies = dice.of(['before', 'after'] as const);
        server.dying.dies = dies;
        await expect(server.runner.run(sent)).rejects.toBeInstanceOf(Crashed);
        await restart();
        if (dice.is(0.2)) await restart();
        expect(await server.store.size('process')).toBe(model.size + (dies === 'after' ? 1 : 0));
        // A person who was never recorded does not exist, whatever the vault still holds.
        const ran = await server.runner.run(sent);
        if (!ran.ok) throw new Error(JSON.stringify(ran.error));
        expect(ran.value.repeated).toBe(dies === 'after');
        const told = toldOf(ran.value);
        expect(told.first).toBe(model.size);
        model.took(told);
        model.answered.push({ request: sent, told });
        if (told.stream === TERM) took.preparation(summary, told);
        else took.person(summary, told);
      },
    },
    restart: { weight: 2, run: restart },
    rebuild: {
      weight: 2,
      run: async () => {
        const summaries = [word(), word()];
        const building = server.views.rebuild();
        for (const summary of summaries) took.preparation(summary, await accept(preparation(summary)));
        await building;
      },
    },
    compare: { weight: 4, run: () => compare() },
  };

  function settle(proposal: Proposal): void {
    model.proposals.splice(model.proposals.indexOf(proposal), 1);
  }

  /** What the views, the journals and the vault say against the model. */
  async function compare(): Promise<void> {
    expect(await server.store.size('process')).toBe(model.size);
    if (model.size > 0) await server.views.waitFor(model.size - 1);
    expect(server.views.status().quarantined).toEqual([]);
    const facts = server.views.view<FactsView>('facts');
    const expected = standing().map(({ summary }) => summary);
    expect(all(facts.community('C01').term, PreparationRecorded).map(({ data }) => data.summary)).toEqual(expected);
    const journal = await server.runner.journals.get('process', TERM);
    expect(all(journal, PreparationRecorded).map(({ data }) => data.summary)).toEqual(expected);
    expect(journal.rev).toBe(model.revisions.get(TERM));
    const known = [...facts.people.records.entries()].map(([id]) => id).sort();
    expect(known).toEqual([...model.names.keys()].sort());
    const names = server.vault.names();
    for (const [id, called] of model.names) expect([id, names.get(id)]).toEqual([id, called]);
  }

  it(`agree with a simple model through ${STEPS} steps (seed ${seed})`, async () => {
    const bag = Object.entries(STEPS_OF).flatMap(([step, { weight }]) => Array<string>(weight).fill(step));
    for (let i = 0; i < STEPS; i++) {
      const step = dice.of(bag);
      trace.push(step);
      counts[step] = (counts[step] ?? 0) + 1;
      try {
        await STEPS_OF[step]?.run();
      } catch (error) {
        throw new Error(`step ${i}: ${trace.slice(-12).join(', ')}`, { cause: error });
      }
    }
    await compare();
    await server.views.rebuild();
    await compare();
    await restart();
    await compare();
    expect(Object.keys(counts).sort()).toEqual(Object.keys(STEPS_OF).sort());
    process.stdout.write(
      `${kind}: ${model.size} events, ${model.names.size} people, ${model.answered.length} answers\n`,
    );
  });

  it('leave a log in which everything stands once and in order', async () => {
    const ids = new Set<string>();
    const revisions = new Map<string, number>();
    for (let from = 0; from < model.size; from += 1000) {
      for (const { position, bytes } of await server.store.readAll('process', from, 1000)) {
        const { id, stream, rev, pii } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope;
        expect(ids.has(id)).toBe(false);
        expect(rev).toBe((revisions.get(stream) ?? -1) + 1);
        ids.add(id);
        revisions.set(stream, rev);
        const states = server.vault.explain(id, pii).map(({ status }) => status);
        expect([position, states.every((state) => state === 'present')]).toEqual([position, true]);
      }
    }
    expect(ids.size).toBe(model.size);
    for (const { told } of model.answered) for (const id of told.events) expect(ids.has(id)).toBe(true);
  });
});
