import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asked, describeBuilt, jianzheng, serving } from './built.js';

jest.setTimeout(60_000);

describeBuilt('jianzheng serve', () => {
  let root: string;
  let data: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'jz-serve-'));
    data = join(root, 'data');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('opens a folder, answers, and seals when it is stopped, also while a request hangs', async () => {
    const server = await serving(['--data', data]);
    const live = await fetch(`${server.url}/health/live`);
    expect(live.status).toBe(200);
    const half = connect(Number(new URL(server.url).port), '127.0.0.1');
    half.on('error', () => undefined).write('POST /api/v1/session HTTP/1.1\r\nHost: x\r\n');
    const { code, out } = await server.stop();
    expect(code).toBe(0);
    expect(out).toContain('/first-start#');
    const { code: verified, json } = await asked<{ unsealed: number }>(['ledger', 'verify', '--data', data]);
    expect(verified).toBe(0);
    expect(json.unsealed).toBe(0);
  });

  it('is told apart from a second one on the same folder, which ends with 1 and says why', async () => {
    const first = await serving(['--data', data]);
    const second = await jianzheng(['serve', '--data', data, '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/Another process \(process \d+\) writes this ledger/);
    expect(second.err).toContain('另一个进程');
    expect((await fetch(`${first.url}/health/live`)).status).toBe(200);
    expect((await asked(['ledger', 'verify', '--data', data])).code).toBe(0);
    expect((await first.stop()).code).toBe(0);
  });

  it('ends with 1 where the port is taken, before it touches the folder', async () => {
    const holder = await new Promise<Server>((resolve) => {
      const listening = createServer().listen({ port: 0, host: '127.0.0.1' }, () => resolve(listening));
    });
    try {
      const { port } = holder.address() as { port: number };
      const { code, err } = await jianzheng(['serve', '--data', data, '--port', String(port)]);
      expect(code).toBe(1);
      expect(err).toContain(`Port ${port} is in use`);
      expect((await jianzheng(['ledger', 'status', '--data', data])).code).toBe(3);
    } finally {
      holder.close();
    }
  });

  it.each([
    [['--port', '70000'], '65535'],
    [['--port', 'x'], '65535'],
    [['--roles', 'api,cook'], 'cook'],
    [['--roles', 'api'], 'projector'],
  ])('ends with 2 for %j', async (args, said) => {
    const { code, err } = await jianzheng(['serve', '--data', data, ...args]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it('does not open a folder that is not a demonstration as one', async () => {
    await (await serving(['--data', data])).stop();
    const { code, err } = await jianzheng(['serve', '--demo', '--data', data, '--port', '0']);
    expect(code).toBe(1);
    expect(err).toContain('is not a demonstration');
  });
});
