import type { Command } from './command.js';
import { noticeCommands } from './notice/commands.js';
import { partyElectionActs, partyElectionCompletedRecords } from './party-election/acts.js';
import { partyElectionRecords } from './party-election/commands.js';
import { kinshipCommands, personCommands } from './people/commands.js';
import { residentsElectionCommands } from './residents-election/commands.js';
import { streetCommands } from './street/commands.js';
import { termCommands } from './term/commands.js';

/** Every command of elections and of the people in them. */
export const electionCommands: readonly Command[] = [
  ...personCommands,
  ...kinshipCommands,
  ...streetCommands,
  ...termCommands,
  ...partyElectionRecords,
  ...partyElectionCompletedRecords,
  ...partyElectionActs,
  ...residentsElectionCommands,
  ...noticeCommands,
];
