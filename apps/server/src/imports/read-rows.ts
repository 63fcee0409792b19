import type { ImportRow, RowOf } from '#elections';
import type { SheetRow } from '#spreadsheets';
import { statedPosts } from './post-words.js';
import type { Registry } from './registry.js';
import type { Detail, SheetFaultCode } from './sheet-faults.js';

/** A row as it will be recorded; `personal` goes to the vault. */
export interface PlannedRow extends ImportRow {
  readonly personal?: Readonly<Record<string, string>>;
}

/** What reading a row needs besides the row. */
export interface RowReading {
  readonly registry: Registry;
  /** Of the whole import, where it was chosen. */
  readonly community: string | undefined;
  readonly personIdOf: (row: number) => string;
  fault(row: SheetRow, column: string, code: SheetFaultCode, detail?: Detail): void;
}

/** Undefined where the row has a fault; `unchanged` where the registry says the same already. */
export type RowReader = (row: SheetRow, reading: RowReading) => PlannedRow | 'unchanged' | undefined;

const text = (row: SheetRow, key: string): string | undefined => {
  const value = row.values[key];
  return value === undefined ? undefined : String(value);
};

function stated<T extends object>(data: T): T {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as T;
}

/** The row's community, checked against scope and against the import's own. */
function communityOf(row: SheetRow, reading: RowReading): string | undefined {
  const { registry, community } = reading;
  const wanted = text(row, 'community');
  if (wanted === undefined) return community;
  const found = registry.community(wanted);
  if (found === undefined) {
    reading.fault(row, 'community', 'COMMUNITY_UNKNOWN', { choices: registry.choices });
    return undefined;
  }
  if (found === 'elsewhere') {
    reading.fault(row, 'community', 'COMMUNITY_OUT_OF_SCOPE');
    return undefined;
  }
  if (community !== undefined && found.code !== community) {
    reading.fault(row, 'community', 'OTHER_COMMUNITY', { name: registry.communityName(community) });
    return undefined;
  }
  return found.code;
}

/** The registered person of a row that names one by id number, and by name where the sheet has a column for it. */
function personOf(row: SheetRow, reading: RowReading, column = 'idNumber'): string | undefined {
  const person = reading.registry.person(text(row, column) ?? '');
  if (person === undefined) {
    reading.fault(row, column, 'PERSON_NOT_REGISTERED');
    return undefined;
  }
  const name = text(row, 'name');
  if (name !== undefined && reading.registry.nameOf(person.personId) !== name) {
    reading.fault(row, 'name', 'NAME_DIFFERS', {
      name: reading.registry.mayName(person) ? reading.registry.nameOf(person.personId) : '***',
    });
    return undefined;
  }
  return person.personId;
}

/** Community with an open term, and the person: what most sheets begin with. */
function placed(row: SheetRow, reading: RowReading, needs: 'term' | 'election') {
  const community = communityOf(row, reading);
  const personId = 'idNumber' in row.values ? personOf(row, reading) : undefined;
  if (community === undefined) return undefined;
  if (reading.registry.termId(community) === undefined) {
    reading.fault(row, 'community', 'TERM_NOT_OPEN');
    return undefined;
  }
  if (needs === 'election' && !reading.registry.isElectionOpen(community)) {
    reading.fault(row, 'community', 'ELECTION_NOT_OPEN');
    return undefined;
  }
  return { community, personId };
}

const people: RowReader = (row, reading) => {
  const { registry } = reading;
  const community = communityOf(row, reading);
  if (community === undefined && text(row, 'community') !== undefined) return undefined;
  const day = (key: string) => text(row, key)?.slice(0, 7);
  const facts = stated({
    gender: text(row, 'gender'),
    birthMonth: day('birthDate'),
    education: text(row, 'education'),
    membership: text(row, 'membership'),
    memberSince: day('memberSince'),
    community,
  });
  const personal = stated({
    name: text(row, 'name'),
    birthDate: text(row, 'birthDate'),
    idNumber: text(row, 'idNumber'),
    phone: text(row, 'phone'),
    address: text(row, 'address'),
  }) as Record<string, string>;
  const known = personal['idNumber'] === undefined ? undefined : registry.person(personal['idNumber']);
  if (known !== undefined) {
    if (!registry.mayName(known)) {
      reading.fault(row, 'idNumber', 'PERSON_REGISTERED_ELSEWHERE');
      return undefined;
    }
    const differing = differences(facts, personal, known as unknown as Record<string, unknown>, registry);
    if (differing.length === 0) return 'unchanged';
    reading.fault(row, 'idNumber', 'PERSON_ALREADY_REGISTERED', {
      name: registry.nameOf(known.personId),
      differs: {
        zh: differing.map(({ zh }) => zh).join('、'),
        en: differing.map(({ en }) => en).join(', '),
      },
    });
    return undefined;
  }
  const post = text(row, 'currentPost');
  const posts = post === undefined ? [] : statedPosts(post, text(row, 'organisation'));
  if (posts === undefined) {
    reading.fault(row, 'currentPost', 'POST_NEEDS_ORGANISATION');
    return undefined;
  }
  const holds = posts.map((one) => ({ ...one, unit: community ?? registry.unit }));
  const data = { personId: reading.personIdOf(row.row), ...facts, ...(holds.length === 0 ? {} : { holds }) };
  return { row: row.row, data, personal };
};

const COMPARED: readonly (readonly [key: string, zh: string, en: string])[] = [
  ['gender', '性别', 'gender'],
  ['birthMonth', '出生年月', 'month of birth'],
  ['education', '文化程度', 'education'],
  ['membership', '政治面貌', 'membership'],
  ['memberSince', '入党年月', 'month of joining'],
  ['community', '社区', 'community'],
];
const COMPARED_VALUES: readonly (readonly [key: string, zh: string, en: string])[] = [
  ['name', '姓名', 'name'],
  ['birthDate', '出生日期', 'day of birth'],
  ['phone', '手机号', 'phone'],
  ['address', '住址', 'address'],
];

/** Columns in which a row says something else than the registry; a blank cell says nothing. */
function differences(
  facts: Readonly<Record<string, unknown>>,
  personal: Readonly<Record<string, string>>,
  known: Readonly<Record<string, unknown>>,
  registry: Registry,
): readonly { readonly zh: string; readonly en: string }[] {
  const values = registry.values(String(known['personId']));
  return [
    ...COMPARED.filter(([key]) => facts[key] !== undefined && facts[key] !== known[key]),
    ...COMPARED_VALUES.filter(([key]) => personal[key] !== undefined && personal[key] !== values[key]),
  ].map(([, zh, en]) => ({ zh, en }));
}

const delegates: RowReader = (row, reading) => {
  const place = placed(row, reading, 'term');
  if (place?.personId === undefined) return undefined;
  const data: RowOf<'delegates'> = {
    personId: place.personId,
    community: place.community,
    kind: text(row, 'category') as RowOf<'delegates'>['kind'],
    on: text(row, 'chosenOn') ?? '',
  };
  return { row: row.row, data };
};

const seats: RowReader = (row, reading) => {
  const place = placed(row, reading, 'term');
  if (place === undefined) return undefined;
  const approvalNumber = text(row, 'approvalNumber');
  const approvedOn = text(row, 'approvedOn');
  if ((approvalNumber === undefined) !== (approvedOn === undefined)) {
    reading.fault(row, approvalNumber === undefined ? 'approvalNumber' : 'approvedOn', 'APPROVAL_INCOMPLETE');
    return undefined;
  }
  const approval =
    approvalNumber === undefined || approvedOn === undefined ? undefined : { number: approvalNumber, on: approvedOn };
  const data = stated({
    community: place.community,
    organisation: text(row, 'organisation'),
    partySeats: row.values['partySeats'],
    residentsSeats: row.values['residentsSeats'],
    number: text(row, 'planNumber'),
    on: text(row, 'plannedOn'),
    submittedOn: text(row, 'submittedOn'),
    approval,
  });
  return { row: row.row, data };
};

const nominations: RowReader = (row, reading) => {
  const place = placed(row, reading, 'election');
  if (place?.personId === undefined) return undefined;
  const data = stated({
    personId: place.personId,
    community: place.community,
    list: text(row, 'list'),
    post: text(row, 'post'),
    on: text(row, 'nominatedOn'),
    votes: row.values['votes'],
    filled: row.values['filled'],
    minutes: text(row, 'minutes'),
  });
  return { row: row.row, data };
};

const reviews: RowReader = (row, reading) => {
  const place = placed(row, reading, 'election');
  if (place?.personId === undefined) return undefined;
  const grounds = Object.entries(row.values)
    .filter(([key]) => key.startsWith('QUA-'))
    .map(([ground, outcome]) => ({ ground, outcome }));
  const outcome = text(row, 'conclusion');
  const body = text(row, 'body');
  if (text(row, 'level') === 'first' && grounds.length > 0) {
    reading.fault(row, 'level', 'FIRST_REVIEW_HAS_NO_REPLIES');
    return undefined;
  }
  if (outcome !== undefined && body === undefined) {
    reading.fault(row, 'body', 'REVIEW_BODY_MISSING');
    return undefined;
  }
  const data = stated({
    personId: place.personId,
    community: place.community,
    level: text(row, 'level'),
    department: text(row, 'department'),
    departmentLevel: text(row, 'departmentLevel'),
    number: text(row, 'replyNumber'),
    on: text(row, 'repliedOn'),
    grounds: grounds.length === 0 ? undefined : grounds,
    conclusion: outcome === undefined ? undefined : { outcome, body },
  });
  return { row: row.row, data };
};

/** Kinds with two generations: the elder stands first on the sheet. */
const UNEQUAL = new Set([
  'parent-child',
  'grandparent-grandchild',
  'maternal-grandparent-grandchild',
  'parent-in-law',
  'child-in-law',
]);

const kinship: RowReader = (row, reading) => {
  const first = personOf(row, reading, 'idNumberA');
  const second = personOf(row, reading, 'idNumberB');
  if (first === undefined || second === undefined) return undefined;
  const [a = first, b = second] = [first, second].sort();
  const kind = text(row, 'relation') ?? '';
  if (reading.registry.isRelated(a, b, kind)) return 'unchanged';
  const data = {
    a,
    b,
    kind,
    ...(UNEQUAL.has(kind) ? { elder: first } : {}),
    source: text(row, 'source') ?? '',
    on: text(row, 'recordedOn') ?? '',
  };
  return { row: row.row, data };
};

export const rowReaders = { people, delegates, seats, nominations, reviews, kinship } as const;
