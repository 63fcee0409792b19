import type { z } from 'zod';
import type { Command } from '../command.js';
import type { RowOrigin } from '../fields.js';
import {
  recordDepartmentReply,
  recordPreliminaryNominees,
  recordReview,
  recordStreetRecommendation,
} from '../party-election/commands.js';
import { recordPost } from '../people/commands.js';
import { recordDelegate, recordSeatsApproval, recordSeatsPlan, recordSeatsSubmission } from '../term/commands.js';
import type { ImportKindName, RowOf } from './rows.js';

export interface ImportRow {
  /** 1-based row of the sheet. */
  readonly row: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One command that rows of a committed import set off. */
export interface RowCommand {
  /** Unique within its import and the same for ever: command ids are derived from it. */
  readonly name: string;
  /** The row that it stands for; the first one of a list. */
  readonly row: number;
  readonly command: Command;
  /** Last path segment. */
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly on?: string;
}

export interface ImportPlace {
  /** Where a row came from, for the events that say so; undefined while an import is only tried out. */
  readonly origin?: (row: number) => z.infer<typeof RowOrigin>;
  /** A community's term, `C03-2021-1`. */
  readonly termId: (community: string) => string | undefined;
}

/**
 * The commands that rows stand for, in the order in which they are to be sent. Rows of `people` and `kinship` take
 * effect by the commit itself; of `people` only the posts held become commands. Nominations become one list for each
 * community and kind of list. Throws for a community without a term.
 */
export function rowCommands(
  kind: ImportKindName,
  rows: readonly ImportRow[],
  place: ImportPlace,
): readonly RowCommand[] {
  switch (kind) {
    case 'kinship':
      return [];
    case 'nominations':
      return nominationLists(rows, place);
    default:
      return rows.flatMap((row) => commandsOfRow[kind](row, place));
  }
}

type OfRow = (row: ImportRow, place: ImportPlace) => readonly RowCommand[];

const commandsOfRow: Record<'people' | 'delegates' | 'seats' | 'reviews', OfRow> = {
  people({ row, data }) {
    const { personId, holds = [] } = data as RowOf<'people'>;
    return holds.map((post, index) => ({
      name: `row-${row}-post-${index}`,
      row,
      command: recordPost as Command,
      id: personId,
      data: post,
    }));
  },
  delegates({ row, data }, place) {
    const { community, on, ...delegate } = data as RowOf<'delegates'>;
    const id = termOf(community, place);
    return [
      { name: `row-${row}`, row, command: recordDelegate as Command, id, data: withOrigin(delegate, row, place), on },
    ];
  },
  seats({ row, data }, place) {
    const { community, partySeats, residentsSeats, number, on, submittedOn, approval } = data as RowOf<'seats'>;
    const id = termOf(community, place);
    const bodies = [
      { body: 'party', seats: partySeats },
      { body: 'residents', seats: residentsSeats },
    ] as const;
    const step = (verb: string, command: unknown, day: string, facts: (of: (typeof bodies)[number]) => object) =>
      bodies.map(
        (of): RowCommand => ({
          name: `row-${row}-${verb}-${of.body}`,
          row,
          command: command as Command,
          id,
          data: { ...facts(of) },
          on: day,
        }),
      );
    return [
      ...step('planned', recordSeatsPlan, on, (of) => withOrigin({ ...of, number }, row, place)),
      ...(submittedOn === undefined
        ? []
        : step('submitted', recordSeatsSubmission, submittedOn, ({ body }) => ({ body, number }))),
      ...(approval === undefined
        ? []
        : step('approved', recordSeatsApproval, approval.on, (of) => ({ ...of, number: approval.number }))),
    ];
  },
  reviews({ row, data }, place) {
    const { community, personId, level, department, departmentLevel, number, on, grounds, conclusion } =
      data as RowOf<'reviews'>;
    const id = termOf(community, place);
    const reply = { level, department, departmentLevel, number, personId, grounds };
    const review = { level, personId, number, ...conclusion };
    return [
      ...(grounds === undefined
        ? []
        : [
            {
              name: `row-${row}-reply`,
              row,
              command: recordDepartmentReply as Command,
              id,
              data: withOrigin(reply, row, place),
              on,
            },
          ]),
      ...(conclusion === undefined
        ? []
        : [
            {
              name: `row-${row}-review`,
              row,
              command: recordReview as Command,
              id,
              data: withOrigin(review, row, place),
              on,
            },
          ]),
    ];
  },
};

/** Rows of one list: the same community and kind, in the order of the sheet. */
export function nominationGroups(rows: readonly ImportRow[]): ReadonlyMap<string, readonly ImportRow[]> {
  const groups = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const { community, list } = row.data as RowOf<'nominations'>;
    const known = groups.get(`${community}-${list}`);
    if (known === undefined) groups.set(`${community}-${list}`, [row]);
    else known.push(row);
  }
  return groups;
}

function nominationLists(rows: readonly ImportRow[], place: ImportPlace): readonly RowCommand[] {
  return [...nominationGroups(rows)].flatMap(([name, group]): RowCommand[] => {
    const [first] = group;
    if (first === undefined) return [];
    const people = group.map(({ data }) => data as RowOf<'nominations'>);
    const { community, list, on, minutes } = first.data as RowOf<'nominations'>;
    const listed = people.map(({ personId, post }) => ({ personId, post }));
    const filled = people.flatMap((person) => (person.filled === true ? [person.personId] : []));
    const common = { name: `list-${name}`, row: first.row, id: termOf(community, place), on };
    return list === 'preliminary'
      ? [{ ...common, command: recordPreliminaryNominees as Command, data: { list: listed, filled } }]
      : [{ ...common, command: recordStreetRecommendation as Command, data: { list: listed, minutes: minutes ?? '' } }];
  });
}

function termOf(community: string, { termId }: ImportPlace): string {
  const id = termId(community);
  if (id === undefined) throw new Error(`no open term for ${community}`);
  return id;
}

function withOrigin(data: object, row: number, { origin }: ImportPlace): Record<string, unknown> {
  return origin === undefined ? { ...data } : { ...data, origin: origin(row) };
}
