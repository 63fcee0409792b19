import { randomUUID } from 'node:crypto';
import { jsonRequest, type NextRequest } from './http-load.js';

/** What a deployment was set up with: streets, their communities, and the persons registered in each. */
export interface BenchStreet {
  readonly unit: string;
  readonly cookie: string;
  readonly communities: readonly { readonly code: string; readonly persons: readonly string[] }[];
}

type Fact = readonly [path: string, data: Readonly<Record<string, unknown>>];

/**
 * What callers send. `pledge`: the pledges of the nominees, each read by a handful of rules, a hundred to a term.
 * `election`: a term is opened, its Party election, and what happens in it is recorded person by person, about fifty
 * commands, most of which every rule on qualification reads; then the community's next term.
 */
export type Mix = 'pledge' | 'election';

/**
 * One caller's requests, for the communities that are its own. The history grows with every command, and no stream
 * grows beyond what an election's stream holds.
 */
export function commandsOf(
  mix: Mix,
  street: BenchStreet,
  communities: BenchStreet['communities'],
  run: number,
): NextRequest {
  const terms = communities.map(({ code, persons }) => termAfterTerm(mix, code, street.unit, persons, run));
  let turn = 0;
  return () => {
    const fact = terms[turn++ % terms.length]?.next();
    if (fact === undefined || fact.done) return undefined;
    const [path, data] = fact.value;
    const headers = { cookie: street.cookie, 'x-jianzheng': '1', 'idempotency-key': randomUUID() };
    return jsonRequest('POST', `/api/v1/${path}`, headers, { data, on: '2021-11-05' });
  };
}

const PLEDGES_OF_A_TERM = 100;

function* termAfterTerm(
  mix: Mix,
  community: string,
  street: string,
  persons: readonly string[],
  run: number,
): Generator<Fact> {
  for (let number = run * 1000 + 1; ; number++) {
    const id = `${community}-2021-${number}`;
    const act = (verb: string, data: Fact[1]): Fact => [`party-elections/${id}/commands/${verb}`, data];
    yield [
      `terms/${id}/commands/open-term`,
      { community, street, organisation: 'general-branch', electionDate: '2021-11-20' },
    ];
    yield ['party-elections/commands/open-party-election', { community, term: `term-${id}` }];
    if (mix === 'pledge') {
      for (let i = 0; i < PLEDGES_OF_A_TERM; i++)
        yield act('record-pledge', { personId: persons[i % persons.length], promise: true });
      continue;
    }
    yield act('record-preliminary-nominees', {
      list: persons.map((personId, i) => ({ personId, post: i === 0 ? 'secretary' : 'member' })),
      filled: [],
    });
    for (const personId of persons) {
      const participants = persons
        .filter((other) => other !== personId)
        .slice(0, 2)
        .map((other) => ({ personId: other, post: 'party-committee-member' }));
      yield act('record-review', { level: 'joint', personId, body: 'district-office', outcome: 'passed' });
      yield act('record-inspection', { personId, by: ['street'], summary: '考察情况良好' });
      yield act('record-talk', { personId, participants, place: '社区会议室' });
      yield act('record-pledge', { personId, promise: true });
    }
  }
}
