import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalString, catalogueOf, categoryOf, logOf } from '#kernel';
import {
  AccountCreated,
  AccountDisabled,
  AccountEnabled,
  AccountLocked,
  AccountUnlocked,
  accessEvents,
  accessStream,
  accountStream,
  ClockMoved,
  CommandRefused,
  Exported,
  PasswordChanged,
  PasswordReset,
  PersonalDataSeen,
  Printed,
  RequestRefused,
  RoleSwitched,
  RolesChanged,
  SignedIn,
  SignedOut,
  SignInsFailed,
  TokenIssued,
  TokenRevoked,
} from './events.js';
import { CAPABILITIES } from './permissions.js';

const ACCOUNT = '11111111-1111-4111-8111-111111111111';
const PERSON = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';
const DIGEST = 'ab'.repeat(32);
const AT = '2021-12-21T02:00:00.000Z';
const inspector = { role: 'inspector' as const, unit: 'S01' };

/** One of each, with every field that it can have. */
const EXAMPLES = [
  AccountCreated.of({ accountId: ACCOUNT, personId: PERSON, roles: [inspector], by: 'first-start' }),
  RolesChanged.of({
    accountId: ACCOUNT,
    roles: [inspector],
    before: [{ role: 'election-clerk', unit: 'C01' }],
    by: OTHER,
  }),
  AccountDisabled.of({ accountId: ACCOUNT, by: OTHER }),
  AccountEnabled.of({ accountId: ACCOUNT, by: OTHER }),
  PasswordChanged.of({ accountId: ACCOUNT, forced: true }),
  PasswordReset.of({ accountId: ACCOUNT, by: 'operator' }),
  AccountLocked.of({ accountId: ACCOUNT, minutes: 15 }),
  AccountUnlocked.of({ accountId: ACCOUNT, by: OTHER }),
  TokenIssued.of({
    accountId: ACCOUNT,
    tokenId: OTHER,
    scope: inspector,
    capabilities: ['events.read', 'cases-log.read'],
    verbs: ['record-mobilisation'],
    expires: AT,
  }),
  TokenRevoked.of({ accountId: ACCOUNT, tokenId: OTHER, by: PERSON }),
  SignedIn.of({ accountId: ACCOUNT, sessionId: OTHER, role: 'inspector', unit: 'S01' }),
  RoleSwitched.of({ accountId: ACCOUNT, sessionId: OTHER, role: 'election-clerk', unit: 'C01' }),
  SignedOut.of({ accountId: ACCOUNT, sessionId: OTHER, cause: 'idle' }),
  SignInsFailed.of({ account: ACCOUNT, minute: '2021-12-21T02:00Z', count: 3, whileLocked: false }),
  CommandRefused.of({
    verb: 'send-list',
    stream: 'partyElection-C03-2021-1',
    code: 'GUARD_FAILED',
    rule: 'QUA-05a',
    also: [{ code: 'GUARD_FAILED', rule: 'REV-02' }],
  }),
  RequestRefused.of({
    route: '/api/v1/people/{id}/personal',
    method: 'GET',
    role: 'system-administrator',
    code: 'NOT_PERMITTED',
    unit: 'C01',
  }),
  PersonalDataSeen.of({ route: '/api/v1/people/{id}/personal', purpose: 'joint-review', count: 1, subjects: [PERSON] }),
  Exported.of({ what: 'events.xlsx', query: DIGEST, rows: 0, sha256: DIGEST }),
  Printed.of({ what: `notice:${OTHER}`, state: 'final', sha256: DIGEST }),
  ClockMoved.of({ from: AT, to: '2021-12-22T02:00:00.000Z', by: OTHER }),
];

describe('events of the access log', () => {
  it('are these, once each, in streams of that log', () => {
    expect(EXAMPLES.map(({ type }) => type)).toEqual(accessEvents.map(({ type }) => type));
    expect(catalogueOf(accessEvents).types.size).toBe(accessEvents.length);
    expect(logOf(accountStream(ACCOUNT))).toBe('access');
    expect(logOf(accessStream('2021-12-21'))).toBe('access');
    expect(categoryOf(accountStream(ACCOUNT))).toBe('account');
    const categories = new Set(accessEvents.map(({ category }) => category));
    expect([...categories].sort()).toEqual(['access', 'account', 'log']);
  });

  it('keep the spelling of the first stored ones', () => {
    const path = join(__dirname, 'golden/access-events.txt');
    const spelled = EXAMPLES.map(({ type, sv, data }) => `${type} ${sv} ${canonicalString(data)}\n`).join('');
    const lines = new Set(spelled.split('\n'));
    const isLonger = readFileSync(path, 'utf8')
      .split('\n')
      .every((line) => lines.has(line));
    // New types only: what is stored already never changes its spelling.
    if (process.env['WRITE_GOLDEN'] === '1' && isLonger) writeFileSync(path, spelled);
    expect(spelled).toBe(readFileSync(path, 'utf8'));
  });

  it('have no field that a sentence or a name could stand in', () => {
    const open: string[] = [];
    const walk = (schema: unknown, place: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const node = schema as Record<string, unknown>;
      if (node['type'] === 'string' && node['enum'] === undefined && node['const'] === undefined) {
        const pattern = node['pattern'];
        const closed =
          typeof pattern === 'string' &&
          ['周某 送红包', '高敏', 'sends money', '13800001111 '].every((text) => !new RegExp(pattern, 'u').test(text));
        if (!closed) open.push(place);
      }
      for (const [key, value] of Object.entries(node)) walk(value, `${place}/${key}`);
    };
    for (const { type, versions } of accessEvents) {
      for (const version of Object.values(versions)) {
        expect(version.personal).toBeUndefined();
        walk(z.toJSONSchema(version.data), type);
      }
    }
    expect(open).toEqual([]);
  });

  it('refuse what they do not know', () => {
    expect(() => SignedIn.of({ ...session, displayName: '高敏' } as never)).toThrow('displayName');
    expect(() => PersonalDataSeen.of({ route: '/people/高敏', count: 1, subjects: [] })).toThrow('route');
    expect(() =>
      PersonalDataSeen.of({ route: '/people', count: 51, subjects: Array.from({ length: 51 }, () => PERSON) }),
    ).toThrow('subjects');
    expect(() =>
      SignInsFailed.of({ account: '高敏', minute: '2021-12-21T02:00Z', count: 1, whileLocked: false }),
    ).toThrow('account');
  });

  it('can hold every capability in a token', () => {
    expect(() =>
      TokenIssued.of({
        accountId: ACCOUNT,
        tokenId: OTHER,
        scope: inspector,
        capabilities: [...CAPABILITIES],
        expires: AT,
      }),
    ).not.toThrow();
  });

  it('have titles in both languages', () => {
    for (const { title } of accessEvents) {
      expect(title.zh).toMatch(/^\p{Script=Han}+$/u);
      expect(title.en).toMatch(/^[A-Z][A-Za-z -]+$/);
    }
  });
});

const session = { accountId: ACCOUNT, sessionId: OTHER, role: 'inspector' as const, unit: 'S01' };
