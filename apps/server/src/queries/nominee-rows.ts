import {
  CandidatesToBeDetermined,
  CandidateWithdrew,
  CountSettled,
  DepartmentReplied,
  InspectionHeld,
  NEAR_KIN,
  PledgeSigned,
  PreliminaryNomineesDetermined,
  QualificationCancelled,
  QualificationReviewed,
  RecommendationMeetingHeld,
  ReplacementNominated,
  ResidentsNomineeProposed,
  ResultAnnounced,
  ResultChanged,
  SecretaryNomineeNamed,
  StreetRecommendationMade,
  TalkHeld,
} from '#elections';
import { all, last } from '#kernel';
import type { CommunityFacts } from '#supervision';
import type { NomineeRow, Shape } from '../api/shapes.js';
import type { Names } from './names.js';

const WORST: readonly string[] = ['clear', 'no-reply', 'not-clear'];

/** Everyone who stands on a list of the term or was recommended for the first, with how far each came. Order: votes at the congress, then as on the newest list, then votes of the recommendation. */
export function nomineeRows(facts: CommunityFacts, names: Names): Shape<typeof NomineeRow>[] {
  const { party } = facts;
  const preliminary = last(party, PreliminaryNomineesDetermined)?.data.list ?? [];
  const street = last(party, StreetRecommendationMade)?.data.list ?? [];
  const replacements = all(party, ReplacementNominated).map(({ data }) => data.person);
  const toBe = last(party, CandidatesToBeDetermined)?.data.list ?? [];
  const residents = all(facts.residents, ResidentsNomineeProposed).map(({ data }) => data.personId);
  const listed = new Map<string, string>();
  for (const { personId, post } of [...preliminary, ...street, ...replacements, ...toBe]) listed.set(personId, post);
  const recommended = new Map(
    (last(party, RecommendationMeetingHeld)?.data.votes ?? []).map(({ personId, votes }) => [personId, votes]),
  );
  const reviews = all(party, QualificationReviewed);
  const replies = all(party, DepartmentReplied);
  const inspected = new Set(all(party, InspectionHeld).map(({ data }) => data.personId));
  const talked = new Set(all(party, TalkHeld).map(({ data }) => data.personId));
  const pledged = new Set(all(party, PledgeSigned).map(({ data }) => data.personId));
  const withdrawn = new Set(all(party, CandidateWithdrew).map(({ data }) => data.personId));
  const cancelled = new Set(all(party, QualificationCancelled).map(({ data }) => data.personId));
  const count = new Map(
    (last(party, CountSettled)?.data.count.votes ?? []).map(({ personId, votes }) => [personId, votes]),
  );
  const announced = last(party, ResultChanged) ?? last(party, ResultAnnounced);
  const elected = new Set(announced?.data.elected.map(({ personId }) => personId));
  const secretary = announced?.data.secretary ?? last(party, SecretaryNomineeNamed)?.data.personId;

  // Between the meeting and the list, those who were recommended stand for it.
  const meanwhile = preliminary.length === 0 ? [...recommended.keys()] : [];
  const rows = [...new Set([...listed.keys(), ...meanwhile, ...residents])].map(
    (personId): Shape<typeof NomineeRow> => {
      const person = facts.person(personId);
      const reviewed = (level: string) =>
        reviews.findLast(({ data }) => data.level === level && data.personId === personId)?.data.outcome;
      const grounds: Record<string, 'clear' | 'not-clear' | 'no-reply'> = {};
      for (const { data } of replies) {
        if (data.personId !== personId) continue;
        for (const { ground, outcome } of data.grounds) {
          const before = grounds[ground];
          if (before === undefined || WORST.indexOf(outcome) > WORST.indexOf(before)) grounds[ground] = outcome;
        }
      }
      const relations = facts.kinshipsOf(personId).flatMap((kin) => {
        const other = kin.a === personId ? kin.b : kin.a;
        return [
          {
            personId: other,
            name: names.person(other),
            kind: kin.kind,
            near: NEAR_KIN.has(kin.kind),
            event: kin.event,
          },
        ];
      });
      const votes = count.get(personId);
      const recommendedVotes = recommended.get(personId);
      const first = reviewed('first');
      const full = reviewed('full');
      const joint = reviewed('joint');
      const post = listed.get(personId);
      return {
        personId,
        name: names.person(personId),
        gender: person?.gender ?? '',
        birthMonth: person?.birthMonth ?? '',
        education: person?.education ?? '',
        membership: person?.membership ?? '',
        posts: (person?.posts ?? []).filter(({ until }) => until === undefined).map(({ post: held }) => held),
        ...(post === undefined ? {} : { listedFor: post }),
        ...(recommendedVotes === undefined ? {} : { recommendedVotes }),
        preliminary: preliminary.some((item) => item.personId === personId),
        street: street.some((item) => item.personId === personId),
        ...(first === undefined ? {} : { first }),
        ...(full === undefined ? {} : { full }),
        ...(joint === undefined ? {} : { joint }),
        inspected: inspected.has(personId),
        talked: talked.has(personId),
        candidateToBe: toBe.some((item) => item.personId === personId),
        pledged: pledged.has(personId),
        ...(votes === undefined ? {} : { votes }),
        ...(announced === undefined ? {} : { elected: elected.has(personId) }),
        ...(secretary === personId ? { secretary: true } : {}),
        withdrawn: withdrawn.has(personId),
        cancelled: cancelled.has(personId),
        grounds,
        relations,
      };
    },
  );
  // As the newest list has them: forms and notices take its order over.
  const newest = [toBe, street, preliminary].find((list) => list.length > 0) ?? [];
  const place = new Map(newest.map(({ personId }, i) => [personId, i]));
  return rows.sort(
    (x, y) =>
      (y.votes ?? -1) - (x.votes ?? -1) ||
      (place.get(x.personId) ?? Number.MAX_SAFE_INTEGER) - (place.get(y.personId) ?? Number.MAX_SAFE_INTEGER) ||
      (y.recommendedVotes ?? -1) - (x.recommendedVotes ?? -1) ||
      (x.personId < y.personId ? -1 : 1),
  );
}
