import { CongressRequested, PartyElectionOpened } from '#elections';
import type { Journal } from '#kernel';
import { dayOf, earliest } from '../../event-time.js';
import type { StreetFacts } from '../../facts.js';
import type { Past } from './party-election-checks.js';
import { from, pastBy } from './party-election-milestones.js';

/** What a rule reads to know whether a community's Party election has begun. */
export const START_READS = [PartyElectionOpened, ...from(CongressRequested)] as const;

/** Step 1 (¶31): the opening, or, where it was not recorded, the first milestone after it. */
export function startOf(party: Journal): Past | undefined {
  const opened = party.entries[PartyElectionOpened.type]?.[0];
  if (opened !== undefined) return { entry: opened, title: PartyElectionOpened.title };
  return pastBy(party, CongressRequested);
}

/** The first Party election of the street that began. */
export function firstStartOf({ communities }: StreetFacts): Past | undefined {
  const starts = communities.flatMap(({ party }) => startOf(party) ?? []);
  const first = earliest(starts.map(({ entry }) => entry));
  return starts.find(({ entry }) => entry === first);
}

/** Days on which the communities' Party elections began, in order. */
export function startDaysOf({ communities }: StreetFacts): readonly string[] {
  return communities
    .flatMap(({ party }) => {
      const start = startOf(party);
      return start === undefined ? [] : [dayOf(start.entry)];
    })
    .sort();
}
