import type { Actor } from '#kernel';
import { staffPerson } from './cast.js';

/** One command of the worked street: when it is sent, by whom, and what it says. */
export interface Line {
  /** `2021-10-20T17:30` in Asia/Shanghai: where the ledger clock stands. */
  readonly at: string;
  readonly by: Actor;
  readonly plural: string;
  readonly verb: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The community whose story it is; undefined for the street's own. */
  readonly community?: string;
  readonly on?: string;
  readonly personal?: Readonly<Record<string, string>>;
  /** Fixed where other lines must know what comes of it; else derived from the place in the script. */
  readonly commandId?: string;
}

const actor = (login: string, role: string, unit = 'S01'): Actor => ({ id: staffPerson(login), role, unit });

/** Who keys things in. Counts are entered by two different people. */
export const BY = {
  clerk: actor('gaomin', 'election-clerk'),
  clerkOfC02: actor('tangxiaoman', 'election-clerk', 'C02'),
  lead: actor('luchuanxing', 'street-lead'),
  reviewer: actor('qinzhiyuan', 'joint-reviewer'),
  inspector: actor('zhengrui', 'inspector'),
  inspectorLead: actor('shenliyan', 'inspector-lead'),
} as const;

/** Collects lines of one subject in order. */
export class Script {
  readonly lines: Line[] = [];

  constructor(private readonly place?: string) {}

  /** A fact or act recorded on `day` at `time`, about the same day unless `on` says otherwise (`none`: the command takes none). */
  say(
    at: string,
    by: Actor,
    address: string,
    data: Readonly<Record<string, unknown>>,
    more: { on?: string | 'none'; commandId?: string } = {},
  ): this {
    const [plural = '', id, verb] = split(address);
    const on = more.on ?? at.slice(0, 10);
    this.lines.push({
      at,
      by,
      plural,
      verb: verb ?? '',
      data,
      ...(this.place === undefined ? {} : { community: this.place }),
      ...(id === undefined ? {} : { id }),
      ...(on === 'none' ? {} : { on }),
      ...(more.commandId === undefined ? {} : { commandId: more.commandId }),
    });
    return this;
  }
}

/** `party-elections/C01-2021-1/record-pledge` or `terms//open-term` (creating). */
function split(address: string): [string, string | undefined, string] {
  const parts = address.split('/');
  const id = parts[1];
  return [parts[0] ?? '', id === '' ? undefined : id, parts[2] ?? ''];
}
