import type { Command } from './command.js';
import { correctionCommands } from './correction/commands.js';
import type { RecordCommand } from './define-command.js';
import { importCommands } from './import/commands.js';
import { noticeCommands } from './notice/commands.js';
import { partyElectionActs, partyElectionCompletedRecords } from './party-election/acts.js';
import { partyElectionRecords } from './party-election/commands.js';
import { kinshipCommands, personCommands } from './people/commands.js';
import { residentsElectionCommands } from './residents-election/commands.js';
import { streetCommands } from './street/commands.js';
import { termCommands } from './term/commands.js';

/** Commands whose entries may be corrected later. */
const recorders: readonly RecordCommand[] = [
  ...personCommands,
  ...kinshipCommands,
  ...streetCommands,
  ...termCommands.filter((command) => 'recording' in command),
  ...partyElectionRecords,
  ...partyElectionCompletedRecords,
  ...residentsElectionCommands,
  ...noticeCommands,
];

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
  ...importCommands,
  ...correctionCommands(recorders),
];
