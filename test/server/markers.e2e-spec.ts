import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { demoAccounts } from '#identity';
import { SHEET_TEMPLATES, writeTable } from '#spreadsheets';
import { type Answer, idNumber, type Login, TestServer, withStreet } from './fixture.js';

jest.setTimeout(180_000);

/** Values that nobody else has, so that they can be looked for. The first characters do, too: nothing is kept in part. */
const NAME = '魑魅魍魉';
const SECRET = {
  address: '饕餮路九十九号',
  phone: '13977531864',
  idNumber: idNumber('1983-07-19', 752),
  importedAddress: '狻猊巷七十七号',
  importedPhone: '13986420975',
  importedIdNumber: idNumber('1977-03-08', 864),
};
/** What opens doors. */
const KEYS = { wrongPassword: 'zq-wrong-password-7731', newPassword: 'zq new password 7731 long' };
const ROLES = demoAccounts()
  .filter(({ unit }) => unit === 'S01' || unit === 'C01')
  .map(({ login, role }) => ({ login: login as Login, role }));
/** Who may see names, by the design: whoever may read the registry. */
const READS_NAMES = new Set(['election-clerk', 'street-lead', 'joint-reviewer', 'inspector', 'inspector-lead']);
const READS_VALUES = new Set(['election-clerk', 'joint-reviewer', 'inspector', 'inspector-lead']);

describe('personal values and secrets', () => {
  let server: TestServer;
  const said: string[] = [];
  const people: string[] = [];
  const opened: Record<string, string> = {};
  /** Answers to requests that failed, or to people who may not see what they asked for. */
  const answers: { readonly what: string; readonly login: Login | undefined; readonly answer: Answer }[] = [];

  const ask = async (what: string, login: Login | undefined, answer: Promise<Answer>) => {
    const got = await answer;
    answers.push({ what, login, answer: got });
    return got;
  };
  const person = (n: number) => ({
    data: { gender: 'female', birthMonth: '1983-07', education: 'bachelor', membership: 'none', community: 'C01' },
    personal: {
      name: `${NAME}${'甲乙丙丁'.charAt(n)}`,
      birthDate: '1983-07-19',
      address: SECRET.address,
      phone: SECRET.phone,
      ...(n === 0 ? { idNumber: SECRET.idNumber } : {}),
    },
  });
  const key = () => ({ 'idempotency-key': randomUUID() });

  beforeAll(async () => {
    server = await TestServer.start((line) => said.push(line));
    await withStreet(server);
    const register = '/people/commands/register-person';
    for (let n = 0; n < 3; n++) {
      const made = await server.post(register, person(n), 'gaomin', key());
      expect([made.status, made.text.slice(0, 300)]).toEqual([201, expect.anything()]);
      people.push(String(made.body['id']));
    }
    const first = people[0] ?? '';

    // What goes wrong: bad values, a wrong role, another body under the same id, a preview, no JSON, the same id number.
    const reused = key();
    await server.post(register, person(3), 'gaomin', reused);
    const wrong = { ...person(1), data: { ...person(1).data, gender: 'x' } };
    const disagreeing = { ...person(1), personal: { ...person(1).personal, idNumber: SECRET.importedIdNumber } };
    for (const [what, login, body, headers] of [
      ['bad data', 'gaomin', wrong, key()],
      ['values that disagree', 'gaomin', disagreeing, key()],
      ['another body', 'gaomin', person(1), reused],
      ['no such field', 'gaomin', { ...person(1), personal: { ...person(1).personal, more: SECRET.address } }, key()],
      ['a wrong role', 'shenliyan', person(1), key()],
      ['no command id', 'gaomin', person(1), {}],
      ['nobody', undefined, person(1), key()],
      ['values where none belong', 'gaomin', { data: { ...person(1).data, address: SECRET.address } }, key()],
    ] as const)
      await ask(what, login, server.post(register, body, login, headers));
    await ask('a preview', 'gaomin', server.post(`${register}?preview=true`, person(2), 'gaomin'));
    await ask('no JSON', 'gaomin', server.post(register, `{"personal":{"name":"${NAME}`, 'gaomin', key()));
    await ask(
      'amended',
      'gaomin',
      server.post(
        `/people/${first}/commands/amend-person`,
        { data: { reason: '更正' }, personal: { address: SECRET.address } },
        'gaomin',
        key(),
      ),
    );

    // Looking for people, also by those who may not, and with what they look for in the address.
    for (const { login } of ROLES) {
      for (const q of [NAME, SECRET.idNumber, SECRET.phone]) {
        const asked = encodeURIComponent(q);
        await ask(`people ${q}`, login, server.get(`/people?q=${asked}`, login));
        await ask(`events ${q}`, login, server.get(`/events?q=${asked}`, login));
        await ask(`export ${q}`, login, server.get(`/exports/events.csv?q=${asked}`, login));
        await ask(`export of people ${q}`, login, server.get(`/exports/people.csv?q=${asked}`, login));
      }
      for (const path of [
        '/overview',
        '/communities/C01',
        '/communities/C01/events?limit=200',
        '/communities/C01/joint-review',
        '/people?limit=200',
        `/people/${first}`,
        '/events?limit=200',
        `/objects/person-${first}`,
        '/notices',
        '/rules',
        '/imports',
        '/jobs',
        '/access-log?limit=200',
        '/integrity',
        '/accounts',
        '/views',
        '/session',
        '/exports/access-log.csv',
        '/exports/people.csv',
        '/exports/events.csv',
        '/nothing/at-all',
      ])
        await ask(path, login, server.get(path, login));
    }

    // Doors: sign-ins that fail, a token, a one-time password, a changed one.
    await ask('sign-in', undefined, server.post('/session', { login: 'gaomin', password: KEYS.wrongPassword }));
    await ask('sign-in', undefined, server.post('/session', { login: KEYS.wrongPassword, password: 'x' }));
    const wanted = { name: '区平台', capabilities: ['elections.read'], days: 30 };
    const role = ROLES.find(({ login }) => login === 'gaomin')?.role;
    const token = await server.post('/tokens', { ...wanted, scope: { role, unit: 'S01' } }, 'gaomin');
    opened['token'] = /"(jz_[^"]+)"/.exec(token.text)?.[1] ?? token.text.slice(0, 0);
    expect([token.status, token.text.slice(0, 300)]).toEqual([201, expect.anything()]);
    const administrator = ROLES.find(({ role }) => role === 'security-administrator')?.login;
    const made = await server.post(
      '/accounts',
      { login: 'xinren', displayName: '新人', personId: randomUUID(), roles: [{ role: 'inspector', unit: 'S01' }] },
      administrator,
    );
    opened['oneTime'] = /"password":"([^"]+)"/.exec(made.text)?.[1] ?? '';
    const session = await server.post('/session', { login: 'xinren', password: opened['oneTime'] });
    opened['cookie'] = String(session.headers['set-cookie']).split(';')[0]?.split('=')[1] ?? '';
    const changed = await server.post(
      '/session/password',
      { current: opened['oneTime'], next: KEYS.newPassword },
      undefined,
      { cookie: `jz_session=${opened['cookie']}` },
    );
    expect([changed.status, changed.text.slice(0, 200)]).toEqual([200, expect.anything()]);
    for (const [name, value] of Object.entries(opened)) expect([name, value.length > 8]).toEqual([name, true]);

    // Sheets: one that is wrong, one that is committed.
    const { columns, sheetName } = SHEET_TEMPLATES.people;
    const cells: Record<string, string> = {
      name: `${NAME}戊`,
      gender: '女',
      birthDate: '1977-03-08',
      idNumber: SECRET.importedIdNumber,
      phone: SECRET.importedPhone,
      address: SECRET.importedAddress,
      community: 'C01',
      education: '大专',
      membership: '群众',
    };
    for (const more of [{ gender: NAME, idNumber: '99999' }, {}]) {
      const row = { ...cells, ...more };
      const bytes = await writeTable({
        sheetName: sheetName.zh,
        columns: columns.map(({ header }) => ({ header: header.zh })),
        rows: [columns.map(({ key: name }) => row[name as keyof typeof row] ?? null)],
      });
      const sent = await server.upload('/imports?kind=people', { name: `${NAME}.xlsx`, bytes }, 'gaomin');
      expect(sent.status).toBe(202);
      await server.deployment.importing.idle();
      const id = String(sent.body['importId']);
      for (const { login } of ROLES)
        if (login !== 'gaomin') await ask('an import of somebody else', login, server.get(`/imports/${id}`, login));
      const committed = await server.post(`/imports/${id}/commands/commit`, {}, 'gaomin');
      await server.deployment.importing.idle();
      opened[`import ${JSON.stringify(more)}`] = '';
      if (Object.keys(more).length === 0) expect(committed.status).toBe(202);
    }
    await server.deployment.access.pump();
    await server.deployment.seal(['process', 'cases', 'access']);
  });
  afterAll(() => server.remove());

  const found = (text: string, ...values: readonly string[]) => values.filter((value) => text.includes(value));
  const SECRETS = Object.values(SECRET);

  it('are shown where the design says: names to whoever reads the registry, the rest by a look that is recorded', async () => {
    for (const { login, role } of ROLES) {
      const listed = await server.get('/people?limit=200', login);
      expect([role, listed.status === 200, listed.text.includes(NAME)]).toEqual([
        role,
        READS_NAMES.has(role),
        READS_NAMES.has(role),
      ]);
      const before = await server.deployment.store.size('access');
      const personal = await server.get(`/people/${people[0]}/personal`, login);
      const shown = found(personal.text, SECRET.address, SECRET.phone, SECRET.idNumber).length;
      expect([role, shown]).toEqual([role, READS_VALUES.has(role) ? 3 : 0]);
      if (READS_VALUES.has(role)) expect(await server.deployment.store.size('access')).toBeGreaterThan(before);
    }
  });

  it('are in no other answer, whoever asked and however it failed', () => {
    const leaks = answers.flatMap(({ what, login, answer }) => {
      const role = ROLES.find((one) => one.login === login)?.role;
      const text = answer.text;
      const secrets = found(text, ...SECRETS, ...Object.values(KEYS));
      const names = role !== undefined && READS_NAMES.has(role) && answer.status < 400 ? [] : found(text, NAME);
      return [...secrets, ...names].map((value) => `${what} as ${role ?? 'nobody'} (${answer.status}): ${value}`);
    });
    expect(answers.length).toBeGreaterThan(250);
    expect(leaks).toEqual([]);
  });

  it('are in no line of the log', () => {
    const values = [NAME, ...SECRETS, ...Object.values(KEYS), ...secretsOpened()];
    expect(said.flatMap((line) => found(line, ...values).map((value) => `${value} in ${line.slice(0, 200)}`))).toEqual(
      [],
    );
  });

  it('are in no file of the data folder, in no spelling', async () => {
    await server.app.close();
    await server.deployment.close();
    const values = [NAME, ...SECRETS, ...Object.values(KEYS), ...secretsOpened()];
    const spellings = values.flatMap((value) => [
      [value, Buffer.from(value)],
      [`${value} (UTF-16)`, Buffer.from(value, 'utf16le')],
      [
        `${value} (escaped)`,
        Buffer.from(
          JSON.stringify(value)
            .slice(1, -1)
            .replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`),
        ),
      ],
      [`${value} (address)`, Buffer.from(encodeURIComponent(value))],
      [`${value} (base64)`, Buffer.from(Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -2))],
      // The search index cuts text into pairs.
      ...(/^[一-鿿]/.test(value) ? [[`${value.slice(0, 2)} (a pair)`, Buffer.from(value.slice(0, 2))]] : []),
    ]) as [string, Buffer][];
    const files = everyFile(join(server.folder, 'data'));
    expect(files.map((file) => file.split('/')[0])).toEqual(
      expect.arrayContaining(['ledger.db', 'vault.db', 'identity.db', 'views', 'checkpoints', 'uploads']),
    );
    const leaks = files.flatMap((file) => {
      const bytes = readFileSync(join(server.folder, 'data', file));
      return spellings.filter(([, spelled]) => bytes.includes(spelled)).map(([name]) => `${name} in ${file}`);
    });
    expect(leaks).toEqual([]);
    // The look would find them: a word of the ledger is there.
    expect(readFileSync(join(server.folder, 'data', 'ledger.db')).includes(Buffer.from('云桥街道'))).toBe(true);
    await server.open();
  });

  function secretsOpened(): string[] {
    return Object.values(opened).filter((value) => value.length > 8);
  }

  function everyFile(root: string, folder = root): string[] {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? everyFile(root, path) : [relative(root, path)];
    });
  }
});
