import { hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { commitmentOf, opens, saltOf } from './commitment.js';
import { subjectKeys } from './keys.js';
import { thrownBy } from './testing/vault-folder.js';
import { VaultError } from './vault-error.js';

const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
const EVENT = '6f9619ff-8b86-5d01-b42d-00c04fc964ff';

describe('a commitment', () => {
  // Computed apart from this code, with Python's hmac and hashlib. They bind every stored event: they never change.
  it.each([
    ['name', '张一', 'Z5dJPZ40b1HcQAotj8wqJEm2KeWNFVxDFY1AnyDB-UY', 'UK-SlvSrYyXsiFieaLW5NwepWjFTa_DwqXAn6ihubGo'],
    [
      'rows/3/idNumber',
      '110101199003070017',
      'MdN4B3ELEdMAsxlrgIy68TImqdsCPD_f1rZZRw4O72g',
      '0N8f7iyNQMIYsrKMyUANY1WC0RyxDhPra_8Vq4MNUiU',
    ],
    [
      'address',
      '云桥街道 "1" 号\\2',
      'DpJPich-IS51ZLHymQ2y1314w__0A5ijmipN2GU7Wy0',
      'IRkLkOe9pIaHgLUEg5Pxz6EYWVmyLElmkZ9OH3aQzjs',
    ],
  ])('of %s is fixed', (path, value, salt, commitment) => {
    expect(saltOf(KEY, EVENT, path)).toBe(salt);
    expect(commitmentOf({ salt, path, value })).toBe(commitment);
    expect(opens({ salt, path, value }, commitment)).toBe(true);
  });

  it('has keys that are fixed as well (HKDF-SHA256)', () => {
    const { data, salt } = subjectKeys(KEY);
    expect(data.toString('hex')).toBe('53a57351a1f04cb3f047038861929c21d41a29bf240078b607545eb5e33b5eb8');
    const nodes = Buffer.from(hkdfSync('sha256', KEY, '', 'jianzheng.vault.subject.v1', 64));
    expect(Buffer.concat([data, salt])).toEqual(nodes);
    expect(salt.toString('hex')).toBe('0df494f790977a2bb44e94230a5bbbd8d93402de979029fb33b6d12fe1b6d454');
  });

  it('is opened by nothing else', () =>
    fc.assert(
      fc.property(
        fc.tuple(fc.string(), fc.string(), fc.string()),
        fc.tuple(fc.string(), fc.string(), fc.string()),
        (a, b) => {
          const [salt, path, value] = a;
          const plain = /^[^\p{C}]*$/u;
          fc.pre([...a, ...b].every((text) => plain.test(text)));
          const other = { salt: b[0], path: b[1], value: b[2] };
          const same = a.every((part, i) => part === b[i]);
          expect(opens(other, commitmentOf({ salt, path, value }))).toBe(same);
        },
      ),
    ));

  it('does not normalise: two spellings of one character are two values', () => {
    const salt = saltOf(KEY, EVENT, 'name');
    expect(commitmentOf({ salt, path: 'name', value: '\u{2F81A}' })).not.toBe(
      commitmentOf({ salt, path: 'name', value: '\u51AC' }),
    );
  });

  it.each(['张\u0000三', '张\n三', '标记 \ud83d'])(
    'refuses a value without a canonical spelling, without showing it',
    (value) => {
      const error = thrownBy(() => commitmentOf({ salt: 'x', path: 'name', value })) as VaultError;
      expect(error).toBeInstanceOf(VaultError);
      expect(error.code).toBe('VALUE_NOT_STORABLE');
      expect(error.details['path']).toBe('name');
      expect(JSON.stringify([error.message, error.words, error.details])).not.toMatch(/张|标记/);
      expect(opens({ salt: 'x', path: 'name', value }, 'anything')).toBe(false);
    },
  );
});
