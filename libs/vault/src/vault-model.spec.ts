import fc from 'fast-check';
import { uuid, VaultFolder } from './testing/vault-folder.js';
import type { Vault } from './vault.js';
import { VaultError } from './vault-error.js';

/** Any order of what may happen to the vault, held against maps in memory that do the same the simple way. */

interface Model {
  /** In the order of storing: [event, subject, name, phone]. */
  rows: { event: number; subject: string; name: string; phone: string }[];
  readonly erased: Set<string>;
  readonly erasedFields: Set<string>;
  readonly commitments: Map<string, string>;
}

interface Real {
  readonly folder: VaultFolder;
  vault: Vault;
}

const SUBJECTS = ['p1', 'p2', 'p3'] as const;
const NAMES = ['张一', '李二', '王三'] as const;
const PHONES = ['13800000001', '13800000002'] as const;
const EVENTS = 6;

const codeOf = (work: () => void): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
};

abstract class Step implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }
  abstract act(model: Model, real: Real): Promise<void> | void;
  async run(model: Model, real: Real): Promise<void> {
    await this.act(model, real);
    compare(model, real.vault);
  }
}

class Store extends Step {
  constructor(
    readonly event: number,
    readonly subject: string,
    readonly name: string,
    readonly phone: string,
  ) {
    super();
  }
  override act(model: Model, { vault }: Real): void {
    const { event, subject, name, phone } = this;
    const fields = [
      { path: 'name', value: name },
      { path: 'phone', value: phone },
    ];
    const known = model.rows.find((row) => row.event === event);
    const same = known?.subject === subject && known.name === name && known.phone === phone;
    const expected = model.erased.has(subject)
      ? 'SUBJECT_ERASED'
      : known !== undefined && !same
        ? 'DISCLOSURE_CONFLICT'
        : 'done';
    let commitment = '';
    const outcome = codeOf(() => {
      commitment = vault.commit(subject, uuid(event), fields)[0]?.c ?? '';
      vault.store([{ subject, eventId: uuid(event), fields }]);
    });
    expect(outcome).toBe(expected);
    if (outcome !== 'done') return;
    if (same) expect(model.commitments.get(uuid(event))).toBe(commitment);
    else model.rows.push({ event, subject, name, phone });
    model.commitments.set(uuid(event), commitment);
  }
  override toString(): string {
    return `store ${this.event} ${this.subject} ${this.name} ${this.phone}`;
  }
}

class Discard extends Step {
  constructor(readonly event: number) {
    super();
  }
  override act(model: Model, { vault }: Real): void {
    vault.discard([uuid(this.event)]);
    model.rows = model.rows.filter((row) => row.event !== this.event);
  }
  override toString(): string {
    return `discard ${this.event}`;
  }
}

class Erase extends Step {
  constructor(readonly subject: string) {
    super();
  }
  override act(model: Model, { vault }: Real): void {
    const known = vault.readSubject(this.subject).status !== 'unknown';
    expect(codeOf(() => vault.eraseSubject(this.subject))).toBe(known ? 'done' : 'SUBJECT_UNKNOWN');
    if (!known) return;
    model.erased.add(this.subject);
    for (const row of model.rows) if (row.subject === this.subject) model.erasedFields.add(uuid(row.event));
    model.rows = model.rows.filter((row) => row.subject !== this.subject);
  }
  override toString(): string {
    return `erase ${this.subject}`;
  }
}

class Reopen extends Step {
  override act(_model: Model, real: Real): void {
    real.vault.close();
    real.vault = real.folder.open();
  }
  override toString(): string {
    return 'reopen';
  }
}

function compare(model: Model, vault: Vault): void {
  const newest = (subject: string) => model.rows.findLast((row) => row.subject === subject);
  const named = SUBJECTS.flatMap((subject) => {
    const row = newest(subject);
    return row === undefined ? [] : [[subject, row.name] as const];
  });
  expect(new Map(vault.names())).toEqual(new Map(named));
  for (const phone of PHONES) {
    expect(vault.findByPhone(phone)).toEqual(SUBJECTS.filter((subject) => newest(subject)?.phone === phone));
  }
  for (const subject of SUBJECTS) {
    const names = vault.readSubject(subject).fields.filter(({ path }) => path === 'name');
    expect(names.map(({ value }) => value)).toEqual(
      model.rows.filter((row) => row.subject === subject).map((row) => row.name),
    );
    expect(vault.readSubject(subject).status === 'erased').toBe(model.erased.has(subject));
  }
  for (let event = 0; event < EVENTS; event++) {
    const row = model.rows.find((one) => one.event === event);
    const verdict = vault.verify(uuid(event), 'name', model.commitments.get(uuid(event)) ?? '');
    const gone = model.erasedFields.has(uuid(event)) ? 'erased' : 'missing';
    expect(verdict).toBe(row === undefined ? gone : 'match');
  }
}

it('does what the model does, in any order, across restarts', async () => {
  const event = fc.integer({ min: 0, max: EVENTS - 1 });
  const steps = [
    fc
      .tuple(event, fc.constantFrom(...SUBJECTS), fc.constantFrom(...NAMES), fc.constantFrom(...PHONES))
      .map((parts) => new Store(...parts)),
    event.map((one) => new Discard(one)),
    fc.constantFrom(...SUBJECTS).map((subject) => new Erase(subject)),
    fc.constant(new Reopen()),
  ];
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 40 }), async (commands) => {
      const folder = new VaultFolder();
      try {
        await fc.asyncModelRun(
          () => ({
            model: {
              rows: [],
              erased: new Set<string>(),
              erasedFields: new Set<string>(),
              commitments: new Map<string, string>(),
            },
            real: { folder, vault: folder.open() },
          }),
          commands,
        );
      } finally {
        folder.clear();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
