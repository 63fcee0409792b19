import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** `song` for body text, `song-bold` for titles and headings (in place of 小标宋), `hei` for table heads and notes. */
export type Face = 'song' | 'song-bold' | 'hei';

/** A font as it stands in a document: the faces, and the fallbacks behind them. */
export type FontName = Face | 'rare';

export interface LoadedFont {
  readonly name: FontName;
  readonly font: Font;
}

export interface FontFiles {
  /** 仿宋 and 小标宋 may not be shipped with the product: an office that owns them names its files here. */
  readonly song?: string;
  readonly songBold?: string;
  /** Characters of the extensions B to F; HanaMinB where the system has it. */
  readonly rare?: string;
}

/** A piece of text in one font, a drawn box, or a character that no font has. `size` 1 stands for one em. */
export type Run =
  | { readonly kind: 'text'; readonly font: FontName; readonly text: string; readonly ems: number }
  | { readonly kind: 'box'; readonly text: string; readonly ticked: boolean; readonly ems: 1 }
  | { readonly kind: 'missing'; readonly text: string; readonly ems: 1 };

export interface MissingGlyph {
  readonly character: string;
  /** `U+2B73A`. */
  readonly codePoint: string;
}

export interface FontBook {
  readonly fonts: readonly LoadedFont[];
  runs(text: string, face: Face): readonly Run[];
  /** Width in ems. */
  width(text: string, face: Face): number;
  /** Characters that would be printed as a labelled box, each once: to warn before a print. */
  missingGlyphs(text: string): readonly MissingGlyph[];
}

const resolve = createRequire(import.meta.url).resolve;

const PACKAGED: Record<Face, string> = {
  song: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'song-bold': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  hei: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
};

/** Where Debian's fonts-hanazono and the office systems that follow it put the font. */
const RARE_FONT_PLACES = [
  '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf',
  '/usr/share/fonts/hanazono/HanaMinB.ttf',
  '/usr/share/fonts/HanaMinB.ttf',
];

const FALLBACKS: Record<Face, readonly FontName[]> = {
  song: ['song', 'hei', 'rare'],
  'song-bold': ['song-bold', 'song', 'hei', 'rare'],
  hei: ['hei', 'song', 'rare'],
};

const books = new Map<string, FontBook>();

/** The fonts, read once per process (about 45 MB). Throws when a file that was named cannot be read as a font. */
export function fontBook(files: FontFiles = {}): FontBook {
  const key = JSON.stringify(files);
  const known = books.get(key);
  if (known !== undefined) return known;
  const rare = files.rare ?? RARE_FONT_PLACES.find((place) => existsSync(place));
  const paths: [FontName, string][] = [
    ['song', files.song ?? resolve(PACKAGED.song)],
    ['song-bold', files.songBold ?? resolve(PACKAGED['song-bold'])],
    ['hei', resolve(PACKAGED.hei)],
    ...(rare === undefined ? [] : [['rare', rare] as [FontName, string]]),
  ];
  const book = makeBook(paths.map(([name, path]) => ({ name, font: create(readFileSync(path)) })));
  books.set(key, book);
  return book;
}

/** ☐ ☑: no font of the set has them, and a tick must look like one. */
const BOXES = new Map([
  ['☐', false],
  ['☑', true],
]);

function makeBook(fonts: readonly LoadedFont[]): FontBook {
  const byName = new Map(fonts.map((loaded) => [loaded.name, loaded.font]));
  const choices = new Map<string, FontName | undefined>();
  const widths = new Map<string, number>();

  const fontFor = (character: string, face: Face): FontName | undefined => {
    const key = `${face}${character}`;
    if (choices.has(key)) return choices.get(key);
    const codePoint = character.codePointAt(0) ?? 0;
    const found = isPrivateUse(codePoint)
      ? undefined
      : FALLBACKS[face].find((name) => byName.get(name)?.hasGlyphForCodePoint(codePoint) === true);
    choices.set(key, found);
    return found;
  };

  const measure = (text: string, name: FontName): number => {
    const key = `${name} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const font = byName.get(name);
    const ems = font === undefined ? 0 : font.layout(text).advanceWidth / font.unitsPerEm;
    if (widths.size > 50_000) widths.clear();
    widths.set(key, ems);
    return ems;
  };

  const runs = (text: string, face: Face): Run[] => {
    const found: Run[] = [];
    let pending: { font: FontName; text: string } | undefined;
    const flush = (): void => {
      if (pending !== undefined) found.push({ kind: 'text', ...pending, ems: measure(pending.text, pending.font) });
      pending = undefined;
    };
    for (const character of text) {
      const ticked = BOXES.get(character);
      // A variation selector chooses a form of the character before it and has no glyph of its own.
      const font = pending !== undefined && isVariationSelector(character) ? pending.font : fontFor(character, face);
      if (ticked === undefined && font !== undefined) {
        if (pending?.font !== font) flush();
        pending = { font, text: (pending?.text ?? '') + character };
        continue;
      }
      flush();
      if (ticked !== undefined) found.push({ kind: 'box', text: character, ticked, ems: 1 });
      else if (!isVariationSelector(character)) found.push({ kind: 'missing', text: character, ems: 1 });
    }
    flush();
    return found;
  };

  return {
    fonts,
    runs,
    width: (text, face) => runs(text, face).reduce((sum, run) => sum + run.ems, 0),
    missingGlyphs: (text) => {
      const missing = new Set(runs(text, 'song').flatMap((run) => (run.kind === 'missing' ? [run.text] : [])));
      return [...missing].map((character) => ({ character, codePoint: codePointName(character) }));
    },
  };
}

export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Old systems put rare characters here, each its own: the same code is another character elsewhere. */
function isPrivateUse(codePoint: number): boolean {
  return (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000;
}

function isVariationSelector(character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  return (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
}
