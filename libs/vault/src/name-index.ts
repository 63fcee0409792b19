import { polyphonic } from 'pinyin-pro';
import { halfWidth } from './field-kinds.js';

export interface NameHit {
  readonly subject: string;
  readonly name: string;
}

/** One way to read a character, with the beginnings that stand for it before the last syllable: zhang, zh, z. */
interface Reading {
  readonly whole: string;
  readonly initials: readonly string[];
}

interface IndexedName {
  /** The name without spaces and middle dots, letters small. */
  readonly plain: string;
  readonly characters: readonly string[];
  readonly readings: readonly (readonly Reading[])[];
}

const IGNORED = /[\s·•・.'’]/gu;

/**
 * Names of all subjects in memory, found by characters, by pinyin and by initials, in any mixture: 张, zhang, zhangsan,
 * zs, 张s. Characters with several readings match by each (单 dan, shan).
 */
export class NameIndex {
  readonly #names = new Map<string, string>();
  readonly #indexed = new Map<string, IndexedName>();
  /** Subjects by Chinese order of their names, of the same name by id; made when it is first asked for, then kept so. */
  #order: string[] | undefined;

  get names(): ReadonlyMap<string, string> {
    return this.#names;
  }

  /** All subjects by Chinese order of their names. Live: do not keep it. */
  get inOrder(): readonly string[] {
    this.#order ??= [...this.#names.keys()].sort((a, b) => this.#compare(a, b));
    return this.#order;
  }

  set(subject: string, name: string): void {
    if (this.#names.get(subject) === name) return;
    this.#takeOut(subject);
    this.#names.set(subject, name);
    this.#indexed.delete(subject);
    this.#order?.splice(this.#placeOf(this.#order, subject), 0, subject);
  }

  delete(subject: string): void {
    this.#takeOut(subject);
    this.#names.delete(subject);
    this.#indexed.delete(subject);
  }

  /** The best first: the whole name, then names that begin so, then names that hold it; each by Chinese order. */
  search(query: string, limit: number): NameHit[] {
    const wanted = queryForm(query);
    if (wanted === '') return [];
    const ranked: NameHit[][] = [[], [], []];
    for (const subject of this.inOrder) {
      const name = this.#names.get(subject) ?? '';
      const rank = rankOf(this.#index(subject, name), wanted);
      if (rank !== undefined) ranked[rank]?.push({ subject, name });
    }
    return ranked.flat().slice(0, limit);
  }

  #compare(a: string, b: string): number {
    return chinese.compare(this.#names.get(a) ?? '', this.#names.get(b) ?? '') || (a < b ? -1 : a > b ? 1 : 0);
  }

  /** Where a subject stands in the order, or would stand. */
  #placeOf(order: readonly string[], subject: string): number {
    let from = 0;
    let to = order.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#compare(order[middle] ?? '', subject) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #takeOut(subject: string): void {
    if (this.#order === undefined || !this.#names.has(subject)) return;
    this.#order.splice(this.#placeOf(this.#order, subject), 1);
  }

  #index(subject: string, name: string): IndexedName {
    const known = this.#indexed.get(subject);
    if (known !== undefined) return known;
    const plain = halfWidth(name).replace(IGNORED, '').toLowerCase();
    const characters = Array.from(plain);
    const indexed = { plain, characters, readings: characters.map(readingsOf) };
    this.#indexed.set(subject, indexed);
    return indexed;
  }
}

const chinese = new Intl.Collator('zh-CN');

function queryForm(query: string): string {
  return halfWidth(query).replace(IGNORED, '').toLowerCase().replaceAll('ü', 'v');
}

function rankOf({ plain, characters, readings }: IndexedName, wanted: string): 0 | 1 | 2 | undefined {
  if (plain === wanted) return 0;
  for (let start = 0; start < characters.length; start++) {
    if (matches(characters, readings, start, wanted, 0)) return start === 0 ? 1 : 2;
  }
  return undefined;
}

/** Whether `wanted` from `at` is spelled by the characters from `index` on. */
function matches(
  characters: readonly string[],
  readings: readonly (readonly Reading[])[],
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
  const letter = wanted.charCodeAt(at);
  for (const { whole, initials } of readings[index] ?? []) {
    if (whole.charCodeAt(0) !== letter) continue;
    // The last syllable may be unfinished; those before it are whole or initials, or 赵娜刚 would match "zhang".
    if (whole.startsWith(wanted.slice(at))) return true;
    for (const part of [whole, ...initials]) {
      if (wanted.startsWith(part, at) && matches(characters, readings, index + 1, wanted, at + part.length))
        return true;
    }
  }
  return false;
}

const readingsByCharacter = new Map<string, readonly Reading[]>();

function readingsOf(character: string): readonly Reading[] {
  const known = readingsByCharacter.get(character);
  if (known !== undefined) return known;
  const found = /\p{Script=Han}/u.test(character)
    ? (polyphonic(character, { toneType: 'none', type: 'array' })[0] ?? [])
    : [];
  const spellings = new Set(found.filter((reading) => /^[a-zü]+$/.test(reading)).flatMap(typedForms));
  const readings = [...spellings].map((whole) => ({ whole, initials: initialsOf(whole) }));
  readingsByCharacter.set(character, readings);
  return readings;
}

function initialsOf(reading: string): string[] {
  const first = reading.charAt(0);
  return /^[zcs]h/.test(reading) ? [reading.slice(0, 2), first] : [first];
}

/** ü has no key: people type v, or u. */
function typedForms(reading: string): string[] {
  return reading.includes('ü') ? [reading.replace('ü', 'v'), reading.replace('ü', 'u')] : [reading];
}
