import { randomUUID } from 'node:crypto';
import { openSqliteStore } from '#event-store';
import { ClockAccepted, LOGS, type LogName } from '#kernel';
import { LARGEST_REGRESS_MS } from '#transparency';
import { systemLedgerClock } from '../../../server/src/deployment/ledger-clock.js';
import { readLogIdentities } from '../../../server/src/deployment/logs.js';
import { DirectWriter } from '../../../server/src/deployment/writer.js';
import { existingFolder, unitOfFolder } from '../folder/open-folder.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine } from '../terminal/print.js';

const LONGEST_REASON = 1000;

/**
 * Records, in each log whose last event lies ahead of the clock, that somebody accepts it; the server writes on after
 * that. Only without a server: the ledger has one writer.
 */
export async function acceptClock(
  reason: string,
  { data, json }: { readonly data: string; readonly json?: boolean },
): Promise<number> {
  if (reason.trim() === '' || reason.length > LONGEST_REASON) {
    throw usage('REASON_NEEDED', {
      zh: `请说明原因，不超过 ${LONGEST_REASON} 字`,
      en: `say why, in at most ${LONGEST_REASON} characters`,
    });
  }
  const folder = existingFolder(data);
  const store = openSqliteStore(folder.ledger);
  try {
    const known = await readLogIdentities(store);
    if (known?.process.clock === 'demo') {
      throw new CommandFailure('problem', 'DEMO_CLOCK', {
        zh: '演示数据用自己的时钟，无需确认。',
        en: 'A demonstration has a clock of its own: there is nothing to accept.',
      });
    }
    const now = systemLedgerClock.now();
    const writer = new DirectWriter(store, systemLedgerClock);
    const recorded: { log: LogName; position: number; serverClock: string; lastAt: string }[] = [];
    for (const log of LOGS) {
      const lastAt = await store.lastAt(log);
      if (lastAt === undefined || Date.parse(lastAt) - Date.parse(now) <= LARGEST_REGRESS_MS) continue;
      const unit = await unitOfFolder(store);
      const actor = { id: 'operator', role: 'operator', unit };
      const event = ClockAccepted.of({ serverClock: now, lastAt, reason: reason.trim() });
      const position = await writer.write(log, `log-${log}`, unit, actor, randomUUID(), event);
      recorded.push({ log, position, serverClock: now, lastAt });
    }
    if (json) printJson({ recorded });
    else if (recorded.length === 0) {
      printLine(
        say({
          zh: '时钟没有落后于台账，未记录任何内容。',
          en: 'The clock is not behind the ledger; nothing was recorded.',
        }),
      );
    }
    if (!json) {
      for (const { log, position, lastAt } of recorded) {
        printLine(
          say({
            zh: `日志 ${log} 第 ${position} 条：已确认时钟 ${now} 落后于最后记录 ${lastAt}`,
            en: `log ${log}, position ${position}: accepted that the clock ${now} is behind the last event ${lastAt}`,
          }),
        );
      }
    }
    return EXIT.ok;
  } finally {
    await store.close();
  }
}
