// Entry of the forked process that reads one file and ends. It imports nothing that needs a build of another library.
import { readWorkbook } from './read-workbook.js';
import type { ReadingMessage, ReadingOrder } from './reading-messages.js';
import { FileRefused } from './unreadable-file.js';

function send(message: ReadingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, {}, () => resolve());
  });
}

async function receiveFile(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function read(order: ReadingOrder): Promise<void> {
  try {
    const file = await receiveFile();
    const summary = await readWorkbook(
      file,
      order.template,
      order.limits,
      (rows) => void send({ type: 'rows', rows }),
      (progress) => void send({ type: 'progress', progress }),
    );
    await send({ type: 'done', summary });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await send({ type: 'refused', code: error.code, detail: error.detail });
  }
  process.disconnect();
}

process.once('message', (order) => void read(order as ReadingOrder));
// When the server goes away the reading ends too.
process.once('disconnect', () => process.exit());
void send({ type: 'ready' });
