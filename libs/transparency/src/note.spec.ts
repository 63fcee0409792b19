import { createPrivateKey, sign } from 'node:crypto';
import fc from 'fast-check';
import { addSignatureLines, formatNote, formatSignatureLine, openNote, parseNote } from './note.js';
import {
  ALGORITHMS,
  COSIGNATURE_V1,
  cosignedMessage,
  ED25519,
  formatSigningKey,
  formatVerifierKey,
  keyId,
  parseSigningKey,
  parseVerifierKey,
} from './note-keys.js';

// Known answers that several implementations share.
const SPEC_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SPEC_NOTE =
  'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_SECRET = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const PETER_LINE =
  '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const ENOCH_LINE =
  '\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=';
const PETER_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

const bytes = (text: string) => Buffer.from(text);
const secret = (skey: string) => {
  const key = parseSigningKey(skey);
  if (!key.ok) throw new Error(key.error);
  return key.value;
};
const lineBy = (skey: string, text: string) => {
  const key = secret(skey);
  const own = parseVerifierKey(key.vkey);
  if (!own.ok) throw new Error(own.error);
  return formatSignatureLine(key.name, own.value.id, sign(null, bytes(text), key.privateKey));
};

describe('keys of notes', () => {
  it('are read and written as others do', () => {
    for (const vkey of [
      SPEC_KEY,
      PETER,
      ENOCH,
      'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
    ]) {
      const key = parseVerifierKey(vkey);
      if (!key.ok) throw new Error(key.error);
      expect(formatVerifierKey(key.value.name, key.value.type, key.value.publicKey)).toBe(vkey);
    }
    expect(secret(PETER_SECRET).vkey).toBe(PETER);
    expect(parseVerifierKey('TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6').ok).toBe(true);
  });

  it('are refused when any part is cut off', () => {
    for (let from = 0; from <= PETER.length; from++) {
      for (let to = from; to <= PETER.length; to++) {
        if (to - from < PETER.length) expect(parseVerifierKey(PETER.slice(from, to)).ok).toBe(false);
      }
    }
    for (let from = 0; from < PETER_SECRET.length; from++) {
      expect(parseSigningKey(PETER_SECRET.slice(from + 1)).ok).toBe(false);
      expect(parseSigningKey(PETER_SECRET.slice(0, from)).ok).toBe(false);
    }
  });

  it('are refused when any byte is altered', () => {
    const mangled = (text: string) =>
      Array.from(text, (_, i) =>
        [1, 2, 32].map((by) => text.slice(0, i) + String.fromCharCode(text.charCodeAt(i) ^ by) + text.slice(i + 1)),
      ).flat();
    for (const text of mangled(PETER)) expect(parseVerifierKey(text).ok).toBe(false);
    for (const text of mangled(PETER_SECRET)) expect(parseSigningKey(text).ok).toBe(false);
  });

  it('of a type that is not known can be read but check nothing', () => {
    const gm = formatVerifierKey('example.cn/log', 0xff, bytes('SM2-SM3-GBT32918 key'));
    expect(parseVerifierKey(gm)).toMatchObject({ ok: true, value: { type: 0xff } });
    expect(openNote(bytes(SPEC_NOTE), [gm])).toEqual({ ok: false, error: 'KEY_TYPE_UNKNOWN' });
    const trusting = new Map([...ALGORITHMS, [0xff, { check: () => ({}) }]]);
    const signed = formatNote('text\n', [
      formatSignatureLine('example.cn/log', keyId('example.cn/log', 0xff, bytes('SM2-SM3-GBT32918 key')), bytes('any')),
    ]);
    expect(openNote(signed, [gm], trusting)).toMatchObject({ ok: true, value: { text: 'text\n' } });
  });

  it('of the wrong length are refused although their id is right', () => {
    for (const type of [ED25519, COSIGNATURE_V1]) {
      for (const length of [31, 33]) {
        expect(parseVerifierKey(formatVerifierKey('a', type, Buffer.alloc(length))).ok).toBe(false);
      }
    }
    expect(() => formatVerifierKey('a b', ED25519, Buffer.alloc(32))).toThrow(RangeError);
    expect(() => formatVerifierKey('', ED25519, Buffer.alloc(32))).toThrow(RangeError);
  });
});

describe('a signed note', () => {
  it('is accepted as in the published examples', () => {
    expect(openNote(bytes(SPEC_NOTE), [SPEC_KEY])).toMatchObject({
      ok: true,
      value: {
        text: 'This is an example message.\n',
        verified: [{ name: 'example.com/foo', keyId: 0x530d903a }],
        unknown: [],
      },
    });
    const both = bytes(`${PETER_TEXT}\n${PETER_LINE}\n${ENOCH_LINE}\n`);
    expect(openNote(both, [PETER, ENOCH])).toMatchObject({ ok: true, value: { unknown: [] } });
    expect(openNote(both, [PETER])).toMatchObject({
      ok: true,
      value: { text: PETER_TEXT, verified: [{ name: 'PeterNeumann' }], unknown: [{ name: 'EnochRoot' }] },
    });
    expect(openNote(both, [])).toEqual({ ok: false, error: 'NO_KNOWN_SIGNATURE' });
  });

  it('is signed byte for byte as others do', () => {
    const note = formatNote(PETER_TEXT, [lineBy(PETER_SECRET, PETER_TEXT)]);
    expect(note.toString()).toBe(`${PETER_TEXT}\n${PETER_LINE}\n`);
    // The key of a public test log, and its first checkpoint.
    const text = 'example.com/log/testdata\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
    expect(
      lineBy('PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg', text),
    ).toBe(
      '\u2014 example.com/log/testdata M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/noo8FkGg6PbJoRNOcdjqjOq89wVvTA60eubCc4oufo5BvIVEgtQc=',
    );
  });

  it('ends its text at the last blank line', () => {
    const text = 'Title\n\nBody\n\n\n';
    const note = formatNote(text, [lineBy(PETER_SECRET, text)]);
    expect(openNote(note, [PETER])).toMatchObject({ ok: true, value: { text } });
  });

  it('is refused as soon as a key that is known signed wrongly, whoever else signed', () => {
    const forged = PETER_LINE.replace('/ZJkuBS9', '/ZJkuBS8');
    expect(openNote(bytes(`${PETER_TEXT}\n${forged}\n${ENOCH_LINE}\n`), [PETER, ENOCH])).toEqual({
      ok: false,
      error: 'SIGNATURE_WRONG',
    });
    expect(openNote(bytes(`${PETER_TEXT}\n${ENOCH_LINE}\n${PETER_LINE}\n${forged}\n`), [PETER, ENOCH])).toEqual({
      ok: false,
      error: 'SIGNATURE_WRONG',
    });
    expect(openNote(bytes(`${PETER_TEXT}\n${forged}\n${ENOCH_LINE}\n`), [ENOCH]).ok).toBe(true);
  });

  it('ignores signatures that share only the name or only the id of a known key', () => {
    const id = formatSignatureLine('PeterNeuman', 0xc74f20a3, Buffer.alloc(64));
    const name = formatSignatureLine('PeterNeumann', 0xc74f20a4, Buffer.alloc(64));
    expect(openNote(bytes(`${PETER_TEXT}\n${id}\n${name}\n`), [PETER])).toEqual({
      ok: false,
      error: 'NO_KNOWN_SIGNATURE',
    });
    expect(openNote(bytes(`${PETER_TEXT}\n${id}\n${name}\n${PETER_LINE}\n`), [PETER]).ok).toBe(true);
  });

  it('tells two keys with one name and id from one key given twice', () => {
    const note = bytes(`${PETER_TEXT}\n${PETER_LINE}\n`);
    expect(openNote(note, [PETER, PETER]).ok).toBe(true);
    expect(openNote(note, [PETER, `${PETER} `]).ok).toBe(false);
  });

  it('accepts 64 signatures and no more', () => {
    const many = (n: number) => bytes(`${PETER_TEXT}\n${`${PETER_LINE}\n`.repeat(n)}`);
    expect(openNote(many(64), [PETER])).toMatchObject({ ok: true, value: { verified: [{ name: 'PeterNeumann' }] } });
    expect(openNote(many(65), [PETER])).toEqual({ ok: false, error: 'TOO_MANY_SIGNATURES' });
  });

  it.each([
    ['no signature', PETER_TEXT],
    ['a blank line only', `${PETER_TEXT}\n`],
    ['nothing', ''],
    ['no last newline', `${PETER_TEXT}\n${PETER_LINE}`],
    ['a control character', `\u0001${PETER_TEXT}\n${PETER_LINE}\n`],
    ['a carriage return', `${PETER_TEXT}\n${PETER_LINE}\r\n`],
    ['a tab', `\t${PETER_TEXT}\n${PETER_LINE}\n`],
    ['a name with a space', `${PETER_TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad Name')}\n`],
    ['a name with a wide space', `${PETER_TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad\u3000Name')}\n`],
    ['a name with a plus sign', `${PETER_TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad+Name')}\n`],
    ['no name', `${PETER_TEXT}\n${PETER_LINE.replace('PeterNeumann', '')}\n`],
    ['a hyphen for the dash', `${PETER_TEXT}\n${PETER_LINE.replace('\u2014', '-')}\n`],
    ['a line that is no signature', `${PETER_TEXT}\n${PETER_LINE}\nUnexpected line.\n`],
    ['base64 without padding', `${PETER_TEXT}\n${PETER_LINE.slice(0, -1)}\n`],
    ['base64 with stray bits', `${PETER_TEXT}\n${PETER_LINE.replace('nAM=', 'nAN=')}\n`],
    ['base64 with a space', `${PETER_TEXT}\n${PETER_LINE.replace('SffcvIAQ', 'Sffc vIAQ')}\n`],
    ['a key id and no signature', `${PETER_TEXT}\n\u2014 PeterNeumann x08gow==\n`],
    ['a trailing blank line', `${PETER_TEXT}\n${PETER_LINE}\n\n`],
  ])('with %s is malformed', (_, text) => {
    expect(parseNote(bytes(text)).ok).toBe(false);
  });

  it('that is not UTF-8 is malformed', () => {
    expect(parseNote(Buffer.concat([Buffer.from([0xff]), bytes(`${PETER_TEXT}\n${PETER_LINE}\n`)]))).toEqual({
      ok: false,
      error: 'NOTE_NOT_TEXT',
    });
  });

  it('does not survive a byte-order mark', () => {
    expect(openNote(bytes(`\ufeff${PETER_TEXT}\n${PETER_LINE}\n`), [PETER])).toEqual({
      ok: false,
      error: 'SIGNATURE_WRONG',
    });
  });

  it('that is too long is refused before it is read', () => {
    expect(parseNote(Buffer.alloc(1024 * 1024 + 1, 'x'))).toEqual({ ok: false, error: 'NOTE_TOO_LONG' });
  });

  it('does not survive any change of any byte, any cut, any doubled byte', () => {
    const note = bytes(SPEC_NOTE);
    for (let i = 0; i < note.length; i++) {
      for (let bit = 1; bit < 256; bit *= 2) {
        const altered = Buffer.from(note);
        altered[i] = (note[i] as number) ^ bit;
        expect(openNote(altered, [SPEC_KEY]).ok).toBe(false);
      }
      expect(openNote(Buffer.concat([note.subarray(0, i), note.subarray(i + 1)]), [SPEC_KEY]).ok).toBe(false);
      expect(openNote(Buffer.concat([note.subarray(0, i + 1), note.subarray(i)]), [SPEC_KEY]).ok).toBe(false);
      expect(openNote(note.subarray(0, i), [SPEC_KEY]).ok).toBe(false);
    }
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => {
        expect(openNote(raw, [PETER]).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat({ max: SPEC_NOTE.length }), (junk, at) => {
        if (junk === '') return;
        expect(openNote(bytes(SPEC_NOTE.slice(0, at) + junk + SPEC_NOTE.slice(at)), [SPEC_KEY]).ok).toBe(false);
      }),
    );
  });

  it('is not written when it could not be read back', () => {
    expect(() => formatNote('no newline', [PETER_LINE])).toThrow(RangeError);
    expect(() => formatNote('tab\t\n', [PETER_LINE])).toThrow(RangeError);
    expect(() => formatNote('lone \ud800\n', [PETER_LINE])).toThrow(RangeError);
    expect(() => formatNote('text\n', [])).toThrow(RangeError);
    expect(() => formatNote('text\n', ['\u2014 x y'])).toThrow(RangeError);
  });

  it('takes further signatures once each', () => {
    const note = bytes(`${PETER_TEXT}\n${PETER_LINE}\n`);
    const added = addSignatureLines(note, [ENOCH_LINE, PETER_LINE, ENOCH_LINE]);
    expect(added.ok && added.value.toString()).toBe(`${PETER_TEXT}\n${PETER_LINE}\n${ENOCH_LINE}\n`);
    expect(addSignatureLines(note, ['not a line'])).toEqual({ ok: false, error: 'SIGNATURE_LINE_MALFORMED' });
    expect(addSignatureLines(bytes('no note'), [ENOCH_LINE]).ok).toBe(false);
  });
});

describe("a witness's cosignature", () => {
  const skey = formatSigningKey('witness.example/w1', COSIGNATURE_V1, Buffer.alloc(32, 7));
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const cosigned = (time: bigint, message: Buffer = cosignedMessage(Number(time), bytes(text))) => {
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(time);
    const key = secret(skey);
    const own = parseVerifierKey(key.vkey);
    if (!own.ok) throw new Error(own.error);
    return formatSignatureLine(key.name, own.value.id, Buffer.concat([stamp, sign(null, message, key.privateKey)]));
  };

  it('signs two lines of its own before the text, and carries the time', () => {
    expect(cosignedMessage(1679315147, bytes(text)).toString()).toBe(`cosignature/v1\ntime 1679315147\n${text}`);
    const note = formatNote(text, [cosigned(1679315147n)]);
    expect(openNote(note, [secret(skey).vkey])).toMatchObject({
      ok: true,
      value: { verified: [{ time: 1679315147 }] },
    });
  });

  it('is wrong with another time, with a plain signature, or with a time beyond reason', () => {
    const wrong = [
      cosigned(1679315148n, cosignedMessage(1679315147, bytes(text))),
      cosigned(1679315147n, bytes(text)),
      cosigned(2n ** 63n),
    ];
    for (const line of wrong) {
      expect(openNote(formatNote(text, [line]), [secret(skey).vkey])).toEqual({ ok: false, error: 'SIGNATURE_WRONG' });
    }
  });

  it('cannot be checked with the same key taken as a plain signer', () => {
    const key = createPrivateKey(secret(skey).privateKey.export({ format: 'pem', type: 'pkcs8' }));
    expect(key.asymmetricKeyType).toBe('ed25519');
    const plain = secret(formatSigningKey('witness.example/w1', ED25519, Buffer.alloc(32, 7))).vkey;
    expect(openNote(formatNote(text, [cosigned(1679315147n)]), [plain])).toEqual({
      ok: false,
      error: 'NO_KNOWN_SIGNATURE',
    });
  });
});
