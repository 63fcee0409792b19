import { correctionEvents } from './corrections.js';
import { importEvents } from './import/events.js';
import { noticeEvents } from './notice/events.js';
import { partyElectionEvents } from './party-election/events.js';
import { kinshipEvents, personEvents } from './people/events.js';
import { residentsElectionEvents } from './residents-election/events.js';
import { streetEvents } from './street/events.js';
import { termEvents } from './term/events.js';

/** Every event type of elections and of the people in them. */
export const electionEvents = [
  ...personEvents,
  ...kinshipEvents,
  ...streetEvents,
  ...termEvents,
  ...partyElectionEvents,
  ...residentsElectionEvents,
  ...noticeEvents,
  ...importEvents,
  ...correctionEvents,
] as const;
