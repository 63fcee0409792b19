import type { Commitment } from '#kernel';
import { Blobs } from './blobs.js';
import { commitmentOf, type Disclosure, opens, saltOf } from './commitment.js';
import { Disclosures, type Field, type OpenedDisclosure } from './disclosures.js';
import { ErasedFields } from './erased-fields.js';
import type { NameHit } from './name-index.js';
import { PeopleSearch } from './people-search.js';
import { Subjects } from './subjects.js';
import {
  emptyWriteAheadLog,
  eventKey,
  openVaultDatabase,
  type VaultDatabase,
  type VaultOptions,
} from './vault-database.js';
import { onDisk } from './vault-error.js';
import { disclosureConflict, erasureIncomplete, pathTwice, unknownSubject } from './vault-refusals.js';

/** The values of one subject that belong to one event. */
export interface EventDisclosure {
  readonly subject: string;
  readonly eventId: string;
  readonly fields: readonly Field[];
}

/** One personal field of an event, for one reader. */
export type DisclosedField =
  | ({ readonly status: 'present'; readonly subject: string } & Disclosure)
  /** It is there, and this reader may not see it. */
  | { readonly status: 'withheld'; readonly subject: string; readonly path: string }
  | { readonly status: 'erased'; readonly subject: string; readonly path: string };

/** What became of one commitment of an event. `missing` and `mismatch` are never right: the vault or the log is damaged. */
export type CommitmentStatus = 'present' | 'withheld' | 'erased' | 'missing' | 'mismatch';

/** All that is kept of one subject, in the order of storing. */
export interface SubjectRecord {
  readonly status: 'present' | 'erased' | 'unknown';
  readonly fields: readonly (Field & { readonly eventId: string })[];
}

export type MayRead = (subject: string, path: string) => boolean;

export interface Erasure {
  readonly subject: string;
  /** What the event of the erasure lists: which fields of which events are gone. */
  readonly events: readonly { readonly eventId: string; readonly paths: readonly string[] }[];
}

const DEFAULT_HITS = 50;
/** Events settled in one transaction: the sweep waits for the log between batches and lets commands through. */
const SWEEP_BATCH = 200;

/**
 * The compartment `personal`: values that never enter a leaf, encrypted under a key per data subject.
 *
 * Order of writing: {@link commit} gives the commitments, {@link store} makes the values durable, then the event is
 * appended, then the command is answered. Until its event is appended a disclosure is an orphan: it may be
 * {@link discard}ed, and is swept after a day. Ids returned by searches may belong to orphans; the register of people
 * says who exists.
 */
export class Vault {
  readonly #db: VaultDatabase;
  readonly #subjects: Subjects;
  readonly #disclosures: Disclosures;
  readonly #people: PeopleSearch;
  readonly #erased: ErasedFields;

  constructor(db: VaultDatabase) {
    this.#db = db;
    this.#subjects = new Subjects(db);
    this.#disclosures = new Disclosures(db, this.#subjects);
    this.#people = new PeopleSearch(db, this.#disclosures);
    this.#erased = new ErasedFields(db);
  }

  /**
   * Commitments for the values that one subject has in one event, in the order given; writes nothing. The same subject,
   * event and values give the same commitments, also after a restart once they were stored. Throws `SUBJECT_ERASED`,
   * `VALUE_NOT_STORABLE`.
   */
  commit(subject: string, eventId: string, fields: readonly Field[]): Commitment[] {
    return this.#onDisk(() => {
      eventKey(eventId);
      const { salt: saltKey } = this.#subjects.open(subject);
      return fields.map(({ path, value }) => ({
        c: commitmentOf({ salt: saltOf(saltKey, eventId, path), path, value }),
        p: path,
      }));
    });
  }

  /**
   * Makes the committed values durable, all or none; call it with everything that an event has, before the append.
   * Storing the same again changes nothing. Throws `PATH_TWICE`, and `DISCLOSURE_CONFLICT` where the event has other
   * values already: a caller that decided anew under the same command id, and has seen that the event is not in the
   * log, discards them first.
   */
  store(disclosures: readonly EventDisclosure[]): void {
    const byEvent = new Map<string, EventDisclosure[]>();
    for (const one of disclosures) {
      if (one.fields.length === 0) continue;
      const others = byEvent.get(one.eventId);
      if (others === undefined) byEvent.set(one.eventId, [one]);
      else others.push(one);
    }
    if (byEvent.size === 0) return;
    this.#onDisk(() =>
      this.#db.sql
        .transaction(() => {
          for (const [eventId, parts] of byEvent) this.#storeEvent(eventId, parts);
        })
        .immediate(),
    );
    this.#subjects.stored(disclosures.map((one) => one.subject));
    for (const { subject, fields } of disclosures) this.#people.stored(subject, fields);
  }

  /** Takes back the values of events that the caller has just seen are not in the log. */
  discard(eventIds: readonly string[]): void {
    this.#onDisk(() => {
      const gone = this.#db.sql
        .transaction(() =>
          eventIds.flatMap((eventId) => this.#disclosures.ofEvent(eventId).map((one) => this.#remove(one))),
        )
        .immediate();
      this.#people.removed(gone);
    });
  }

  /** The fields of an event, as one reader may see them. */
  read(eventId: string, mayRead: MayRead = () => true): DisclosedField[] {
    return this.#onDisk(() => {
      const kept = this.#disclosures
        .ofEvent(eventId)
        .flatMap(({ subject, saltKey, fields }) =>
          fields.map(
            ({ path, value }): DisclosedField =>
              mayRead(subject, path)
                ? { status: 'present', subject, path, value, salt: saltOf(saltKey, eventId, path) }
                : { status: 'withheld', subject, path },
          ),
        );
      const paths = new Set(kept.map(({ path }) => path));
      // An erased orphan leaves its path; the event that was then decided anew may have a value there.
      const gone = this.#erased.ofEvent(eventId).filter(({ path }) => !paths.has(path));
      return [...kept, ...gone.map((one): DisclosedField => ({ status: 'erased', ...one }))];
    });
  }

  /** Each commitment of an event with what became of its value. */
  explain(
    eventId: string,
    commitments: readonly Commitment[],
    mayRead: MayRead = () => true,
  ): { readonly path: string; readonly commitment: string; readonly status: CommitmentStatus }[] {
    const fields = new Map(this.read(eventId).map((field) => [field.path, field]));
    return commitments.map(({ p, c }) => {
      const field = fields.get(p);
      const status = (): CommitmentStatus => {
        if (field === undefined) return 'missing';
        if (field.status !== 'present') return field.status;
        if (!opens(field, c)) return 'mismatch';
        return mayRead(field.subject, p) ? 'present' : 'withheld';
      };
      return { path: p, commitment: c, status: status() };
    });
  }

  /** Whether the value kept for a path of an event is the one that the event commits to. */
  verify(eventId: string, path: string, commitment: string): 'match' | 'mismatch' | 'erased' | 'missing' {
    const [found] = this.explain(eventId, [{ p: path, c: commitment }]);
    switch (found?.status) {
      case 'present':
        return 'match';
      case 'mismatch':
      case 'erased':
        return found.status;
      default:
        return 'missing';
    }
  }

  readSubject(subject: string): SubjectRecord {
    return this.#onDisk(() => {
      const row = this.#subjects.find(subject);
      if (row === undefined) return { status: 'unknown', fields: [] };
      if (row.wrapped === null) return { status: 'erased', fields: [] };
      const fields = this.#disclosures
        .ofSubject(subject)
        .flatMap(({ eventId, fields }) => fields.map(({ path, value }) => ({ eventId, path, value })));
      return { status: 'present', fields };
    });
  }

  readMany(subjects: Iterable<string>): Map<string, SubjectRecord> {
    return new Map([...new Set(subjects)].map((subject) => [subject, this.readSubject(subject)]));
  }

  /** Subjects whose newest id number is this one, however it is typed. */
  findByIdNumber(idNumber: string): string[] {
    return this.#onDisk(() => this.#people.findBy('idNumber', idNumber));
  }

  findByPhone(phone: string): string[] {
    return this.#onDisk(() => this.#people.findBy('phone', phone));
  }

  /** The newest name of every subject that has one: read once, then kept up to date. Live: do not keep entries. */
  names(): ReadonlyMap<string, string> {
    return this.#onDisk(() => this.#people.names().names);
  }

  /** Subjects that have a name, by Chinese order of the names. Live: do not keep it. */
  namesInOrder(): readonly string[] {
    return this.#onDisk(() => this.#people.names().inOrder);
  }

  /** By characters, pinyin or initials (张, zhang, zs), the best first. */
  searchNames(query: string, limit: number = DEFAULT_HITS): NameHit[] {
    return this.#onDisk(() => this.#people.names().search(query, limit));
  }

  /**
   * Removes disclosures that were stored before `olderThan` (an instant) and whose event is not in the log. Each event
   * is asked for once in its life. Returns the ids of the events that never were.
   */
  async sweepOrphans(
    existsEvent: (eventId: string) => boolean | Promise<boolean>,
    olderThan: string,
  ): Promise<string[]> {
    const swept: string[] = [];
    const before = Date.parse(olderThan);
    for (;;) {
      const asked = this.#onDisk(() => this.#disclosures.unsettledBefore(before, SWEEP_BATCH));
      if (asked.length === 0) return swept;
      const orphans: typeof asked = [];
      for (const one of asked) if (!(await existsEvent(one.eventId))) orphans.push(one);
      const orphaned = new Set(orphans);
      this.#onDisk(() => {
        const gone: string[] = [];
        this.#db.sql
          .transaction(() => {
            for (const one of asked) if (!orphaned.has(one)) this.#disclosures.settle(one.eventId);
            for (const { eventId, storedAt } of orphans) {
              // Stored again while we asked: the command is being repeated right now.
              if (this.#disclosures.storedAt(eventId) !== storedAt) continue;
              for (const one of this.#disclosures.ofEvent(eventId)) gone.push(this.#remove(one));
              swept.push(eventId);
            }
          })
          .immediate();
        this.#people.removed(gone);
      });
    }
  }

  /**
   * Destroys a subject's key, values and index entries, in the files too (write-ahead log included). Who may ask for
   * it, on what ground, and the two approvals are the command's matter. Repeating it finishes what was interrupted.
   * Throws `SUBJECT_UNKNOWN`; `ERASURE_INCOMPLETE` while another program still reads the old log file.
   */
  eraseSubject(subject: string): Erasure {
    return this.#onDisk(() => {
      this.#db.sql.transaction(() => this.#eraseRows(subject)).immediate();
      this.#people.removed([subject]);
      if (!emptyWriteAheadLog(this.#db.sql)) throw erasureIncomplete(this.#db.path);
      return { subject, events: this.#erased.ofSubject(subject) };
    });
  }

  /** Attachments under `directory`; their keys are kept in this vault. */
  openBlobs(directory: string): Blobs {
    return new Blobs(this.#db, directory);
  }

  /** A consistent copy while the vault is in use. Taken after the ledger's, it holds all that the ledger commits to. */
  async backup(destination: string): Promise<void> {
    await this.#db.sql.backup(destination);
  }

  close(): void {
    this.#people.forget();
    this.#db.sql.close();
  }

  #storeEvent(eventId: string, parts: readonly EventDisclosure[]): void {
    const wanted = new Map<string, string>();
    for (const { subject, fields } of parts) {
      for (const { path, value } of fields) {
        if (wanted.has(path)) throw pathTwice(eventId, path);
        wanted.set(path, JSON.stringify([subject, value]));
      }
    }
    if (this.#disclosures.hasEvent(eventId)) {
      const stored = this.#disclosures
        .ofEvent(eventId)
        .flatMap(({ subject, fields }) =>
          fields.map(({ path, value }) => [path, JSON.stringify([subject, value])] as const),
        );
      const same = stored.length === wanted.size && stored.every(([path, value]) => wanted.get(path) === value);
      if (!same) throw disclosureConflict(eventId);
      this.#disclosures.touch(eventId);
      return;
    }
    for (const { subject, fields } of parts) {
      const { no: subjectNo, keys } = this.#subjects.settle(subject);
      const no = this.#disclosures.insert(eventId, subject, subjectNo, keys.data, fields);
      this.#people.add(no, subjectNo, fields);
    }
  }

  #eraseRows(subject: string): void {
    const row = this.#subjects.find(subject);
    if (row === undefined) throw unknownSubject(subject);
    if (row.wrapped === null) return;
    for (const one of this.#disclosures.ofSubject(subject)) {
      this.#erased.add(one.eventId, row.no, one.fields);
      this.#remove(one);
    }
    this.#subjects.erase(subject, row.no);
  }

  #remove(one: OpenedDisclosure): string {
    this.#people.remove(one.no);
    this.#disclosures.delete(one.no);
    return one.subject;
  }

  #onDisk<T>(work: () => T): T {
    return onDisk(this.#db.path, work);
  }
}

/**
 * Opens the vault, and makes it with its key file on first start. Throws `KEY_FILE_…`, `VAULT_NEWER`,
 * `VAULT_UNAVAILABLE`.
 */
export function openVault(options: VaultOptions): Vault {
  return new Vault(openVaultDatabase(options));
}
