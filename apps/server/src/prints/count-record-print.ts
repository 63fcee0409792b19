import { CandidatesToBeDetermined, CongressHeld, CountSettled, ResultAnnounced } from '#elections';
import { last, shanghaiDay } from '#kernel';
import type { CountRecordInput, PrintState } from '#printing';
import type { CommunityFacts } from '#supervision';
import { problem } from '../http/problem.js';
import type { Names } from '../queries/names.js';
import type { Readers } from '../queries/readers.js';
import { issuerNames } from './issuer-names.js';
import { word } from './notice-print.js';

/** 计票记录 of the congress. Only a settled count is printed: two persons keyed it, neither seeing the other's. */
export function countRecordPrint(
  facts: CommunityFacts,
  readers: Readers,
  names: Names,
  state: PrintState,
): CountRecordInput {
  const congress = last(facts.party, CongressHeld);
  const settled = last(facts.party, CountSettled);
  if (congress === undefined) throw problem(409, 'CONGRESS_NOT_RECORDED');
  if (settled === undefined) throw problem(409, 'COUNT_NOT_SETTLED');
  const announced = last(facts.party, ResultAnnounced)?.data;
  const { community, partyOrganisation } = issuerNames(facts, readers);
  const listed = new Map(
    (last(facts.party, CandidatesToBeDetermined)?.data.list ?? []).map(({ personId, post }) => [personId, post]),
  );
  const { count } = settled.data;
  const meeting = congress.data.kind === 'members' ? '党员大会' : '党员代表大会';
  const signers = (label: string, persons: readonly string[], least: number) =>
    Array.from({ length: Math.max(least, persons.length) }, () => label);
  return {
    ...state,
    issuer: partyOrganisation,
    title: `${community}${meeting}选举计票记录`,
    meeting,
    community,
    heldOn: shanghaiDay(congress.on ?? congress.at),
    place: announced?.place ?? '',
    due: congress.data.due,
    present: congress.data.present,
    issued: count.issued,
    returned: count.returned,
    valid: count.valid,
    void: count.void,
    votes: [...count.votes]
      .sort((x, y) => y.votes - x.votes)
      .map(({ personId, votes }) => ({
        name: names.person(personId),
        post: word(listed.get(personId), 'post'),
        votes,
        ...(announced === undefined
          ? {}
          : { remark: announced.elected.some((one) => one.personId === personId) ? '当选' : '未当选' }),
      })),
    signatures: [
      '总监票人',
      ...signers('监票人', congress.data.scrutineers, 2),
      ...signers('计票人', congress.data.tellers, 2),
    ],
  };
}
