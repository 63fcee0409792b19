import fc from 'fast-check';
import { hashFromHex, leafHash } from './merkle-hash.js';
import { anchorOf, formatAnchor, matchesAnchor, parseAnchor } from './paper-anchor.js';

const anchors = fc.record({
  size: fc.maxSafeNat(),
  rootPrefix: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex')),
});
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a paper anchor', () => {
  it('is printed as size and groups of five, and read back', () => {
    const root = hashFromHex(`00112233445566778899aabbccddeeff${'0'.repeat(32)}`);
    if (root === undefined) throw new Error('not a hash');
    const anchor = anchorOf({ size: 18_234, root });
    const printed = formatAnchor(anchor);
    expect(printed).toMatch(/^18234:([0-9A-Z]{5}-){5}[0-9A-Z*~$=]{2}$/);
    expect(parseAnchor(printed)).toEqual({ ok: true, value: anchor });
    fc.assert(
      fc.property(anchors, (any) => {
        expect(parseAnchor(formatAnchor(any))).toEqual({ ok: true, value: any });
      }),
    );
  });

  it('is read as people type it', () => {
    fc.assert(
      fc.property(anchors, (anchor) => {
        const printed = formatAnchor(anchor);
        const wide = Array.from(printed, (c) => (c === '-' ? '－' : c === ':' ? '：' : c)).join('');
        const sloppy = printed
          .toLowerCase()
          .replaceAll('-', ' ')
          .replace(/(?<=:.*)0/g, 'o')
          .replace(/(?<=:.*)1/g, 'l');
        for (const typed of [printed.toLowerCase(), printed.replaceAll('-', ''), wide, sloppy, ` ${printed} `]) {
          expect(parseAnchor(typed)).toEqual({ ok: true, value: anchor });
        }
      }),
    );
  });

  it('notices any one wrong symbol and any two neighbours exchanged, in the code and in the size', () => {
    fc.assert(
      fc.property(anchors, fc.nat(), fc.nat(), (anchor, where, what) => {
        const printed = formatAnchor(anchor);
        const places = [...printed].flatMap((c, i) => (/[-:]/.test(c) ? [] : [i]));
        const at = places[where % places.length] as number;
        const inSize = at < printed.indexOf(':');
        const symbols = inSize ? '0123456789' : SYMBOLS;
        const other = symbols[what % symbols.length] as string;
        if (other !== printed[at]) {
          expect(parseAnchor(printed.slice(0, at) + other + printed.slice(at + 1)).ok).toBe(false);
        }
        const next = printed[at + 1];
        if (next !== undefined && !/[-:]/.test(next) && next !== printed[at]) {
          expect(parseAnchor(printed.slice(0, at) + next + printed[at] + printed.slice(at + 2)).ok).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused when it is something else', () => {
    const printed = formatAnchor({ size: 5, rootPrefix: 'f'.repeat(32) });
    for (const typed of [
      '',
      '5',
      printed.slice(0, -1),
      `${printed}0`,
      printed.replace(':', ''),
      printed.replace('5:', '05:'),
      `-${printed.slice(1)}`,
    ]) {
      expect({ typed, result: parseAnchor(typed) }).toEqual({
        typed,
        result: { ok: false, error: 'ANCHOR_MALFORMED' },
      });
    }
    // One more than 128 bits can hold, and a letter that is no digit.
    for (const code of [`8${'0'.repeat(25)}0`, `${'0'.repeat(25)}U0`]) {
      expect(parseAnchor(`5:${code}`)).toEqual({ ok: false, error: 'ANCHOR_MALFORMED' });
    }
    expect(parseAnchor(`5:ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-Z0`)).toEqual({ ok: false, error: 'ANCHOR_MALFORMED' });
  });

  it('matches its own root at its own size only', () => {
    const root = leafHash(Buffer.from('x'));
    const anchor = anchorOf({ size: 7, root });
    expect(matchesAnchor(anchor, { size: 7, root })).toBe(true);
    expect(matchesAnchor(anchor, { size: 8, root })).toBe(false);
    expect(matchesAnchor(anchor, { size: 7, root: leafHash(Buffer.from('y')) })).toBe(false);
  });
});
