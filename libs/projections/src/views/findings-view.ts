import type { Database } from 'better-sqlite3';
import { appendToJournal, emptyJournal, type Journal, last } from '#kernel';
import { type Finding, findingEvents, findingOf, IndicationOpened } from '#supervision';
import type { DecodedEvent } from '../decoded-event.js';
import type { View } from '../view.js';
import { Documents } from './documents.js';

/** A finding with the community (or street), term, rule and subject that it is about. */
export interface KnownFinding {
  readonly stream: string;
  readonly revision: number;
  readonly unit: string;
  readonly term?: string;
  readonly rule: string;
  readonly subject: string;
  readonly finding: Finding;
}

/** Findings by stream: raised by the machine, worked on by inspectors. */
export class FindingsView implements View {
  readonly name = 'findings';
  readonly version = 1;
  readonly keepsDocuments = true;
  readonly handles = new Set<string>(findingEvents.map(({ type }) => type));
  readonly #journals = new Documents<Journal>('findings');
  /** What findings are about, as `unit rule subject`. */
  readonly #about = new Set<string>();

  create(db: Database): void {
    this.#journals.create(db);
  }

  open(db: Database): void {
    this.#journals.open(db);
    for (const journal of this.#journals.values()) this.#note(journal);
  }

  apply({ entry }: DecodedEvent): void {
    const journal = appendToJournal(this.#journals.get(entry.stream) ?? emptyJournal(entry.stream), entry);
    // A stream that makes no finding is a fault of its own, found here and not when somebody opens a page.
    findingOf(journal);
    this.#journals.set(entry.stream, journal);
    if (entry.type === IndicationOpened.type) this.#note(journal);
  }

  flush(): void {
    this.#journals.flush();
  }

  get(stream: string): KnownFinding | undefined {
    const journal = this.#journals.get(stream);
    return journal === undefined ? undefined : knownFinding(journal);
  }

  /** Whether a finding was ever opened on this, in any term. */
  isAbout(unit: string, { rule, subject }: { readonly rule: string; readonly subject: string }): boolean {
    return this.#about.has(`${unit} ${rule} ${subject}`);
  }

  #note(journal: Journal): void {
    const opened = last(journal, IndicationOpened)?.data;
    if (opened !== undefined) this.#about.add(`${opened.unit} ${opened.rule} ${opened.subject}`);
  }

  /** Findings of a community or street; all where none is named. */
  list(unit?: string): readonly KnownFinding[] {
    const found: KnownFinding[] = [];
    for (const journal of this.#journals.values()) {
      const finding = knownFinding(journal);
      if (finding !== undefined && (unit === undefined || finding.unit === unit)) found.push(finding);
    }
    return found.sort(byRuleAndSubject);
  }
}

/** In the order of lists. */
export function byRuleAndSubject(x: KnownFinding, y: KnownFinding): number {
  return x.rule < y.rule ? -1 : x.rule > y.rule ? 1 : x.subject < y.subject ? -1 : 1;
}

/** The finding that a stream makes; undefined before its indication is opened. */
export function knownFinding(journal: Journal): KnownFinding | undefined {
  const opened = last(journal, IndicationOpened);
  if (opened === undefined) return undefined;
  const { unit, term, rule, subject } = opened.data;
  return {
    stream: journal.stream,
    revision: journal.rev,
    unit,
    rule,
    subject,
    finding: findingOf(journal),
    ...(term === undefined ? {} : { term }),
  };
}
