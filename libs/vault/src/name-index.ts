import { polyphonic } from 'pinyin-pro';
import { halfWidth } from './field-kinds.js';

export interface NameHit {
  readonly subject: string;
  readonly name: string;
}

interface IndexedName {
  readonly name: string;
  /** The name's characters without spaces and middle dots, letters small. */
  readonly characters: readonly string[];
  readonly readings: readonly (readonly string[])[];
}

const IGNORED = /[\s·•・.'’]/gu;

/**
 * Names of all subjects in memory, found by characters, by pinyin and by initials, in any mixture: 张, zhang, zhangsan,
 * zs, 张s. Characters with several readings match by each (单 dan, shan).
 */
export class NameIndex {
  readonly #names = new Map<string, string>();
  readonly #indexed = new Map<string, IndexedName>();

  get names(): ReadonlyMap<string, string> {
    return this.#names;
  }

  set(subject: string, name: string): void {
    this.#names.set(subject, name);
    this.#indexed.delete(subject);
  }

  delete(subject: string): void {
    this.#names.delete(subject);
    this.#indexed.delete(subject);
  }

  /** The best first: the whole name, then names that begin so, then names that hold it; each by Chinese order. */
  search(query: string, limit: number): NameHit[] {
    const wanted = queryForm(query);
    if (wanted === '') return [];
    const hits: { rank: number; hit: NameHit }[] = [];
    for (const [subject, name] of this.#names) {
      const rank = rankOf(this.#index(subject, name), wanted);
      if (rank !== undefined) hits.push({ rank, hit: { subject, name } });
    }
    hits.sort(
      (a, b) => a.rank - b.rank || chinese.compare(a.hit.name, b.hit.name) || (a.hit.subject < b.hit.subject ? -1 : 1),
    );
    return hits.slice(0, limit).map(({ hit }) => hit);
  }

  #index(subject: string, name: string): IndexedName {
    const known = this.#indexed.get(subject);
    if (known !== undefined) return known;
    const characters = Array.from(halfWidth(name).replace(IGNORED, '').toLowerCase());
    const indexed = { name, characters, readings: characters.map(readingsOf) };
    this.#indexed.set(subject, indexed);
    return indexed;
  }
}

const chinese = new Intl.Collator('zh-CN');

function queryForm(query: string): string {
  return halfWidth(query).replace(IGNORED, '').toLowerCase().replaceAll('ü', 'v');
}

function rankOf({ characters, readings }: IndexedName, wanted: string): number | undefined {
  if (characters.join('') === wanted) return 0;
  for (let start = 0; start < characters.length; start++) {
    if (matches(characters, readings, start, wanted, 0)) return start === 0 ? 1 : 2;
  }
  return undefined;
}

/** Whether `wanted` from `at` is spelled by the characters from `index` on. */
function matches(
  characters: readonly string[],
  readings: readonly (readonly string[])[],
  index: number,
  wanted: string,
  at: number,
): boolean {
  if (at === wanted.length) return true;
  const character = characters[index];
  if (character === undefined) return false;
  if (wanted.startsWith(character, at) && matches(characters, readings, index + 1, wanted, at + character.length)) {
    return true;
  }
  for (const reading of readings[index] ?? []) {
    // The last syllable may be unfinished; those before it are whole or initials, or 赵娜刚 would match "zhang".
    if (reading.startsWith(wanted.slice(at))) return true;
    for (const part of partsOf(reading)) {
      if (wanted.startsWith(part, at) && matches(characters, readings, index + 1, wanted, at + part.length))
        return true;
    }
  }
  return false;
}

function partsOf(reading: string): string[] {
  const initial = reading.charAt(0);
  return /^[zcs]h/.test(reading) ? [reading, reading.slice(0, 2), initial] : [reading, initial];
}

const readingsByCharacter = new Map<string, readonly string[]>();

function readingsOf(character: string): readonly string[] {
  const known = readingsByCharacter.get(character);
  if (known !== undefined) return known;
  const found = /\p{Script=Han}/u.test(character)
    ? (polyphonic(character, { toneType: 'none', type: 'array' })[0] ?? [])
    : [];
  const readings = [...new Set(found.filter((reading) => /^[a-zü]+$/.test(reading)).flatMap(typedForms))];
  readingsByCharacter.set(character, readings);
  return readings;
}

/** ü has no key: people type v, or u. */
function typedForms(reading: string): string[] {
  return reading.includes('ü') ? [reading.replace('ü', 'v'), reading.replace('ü', 'u')] : [reading];
}
