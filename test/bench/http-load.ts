import { connect, type Socket } from 'node:net';
import type { Measured } from './report.js';

/** One request of a caller, as it goes over the wire. */
export type NextRequest = () => Buffer | undefined;

/** Latencies run from sending to the last byte of the answer. */
export interface Load extends Measured {
  /** Answers that were not 2xx, with the first of them. */
  readonly refused: number;
  readonly firstRefused?: string;
}

/**
 * Sends requests over `callers.length` connections that stay open, each waiting for its answer before it sends the
 * next. Bare sockets: the machine that measures is the one that is measured, so the sender has to cost little.
 */
export async function loadHttp(port: number, callers: readonly NextRequest[], ms: number): Promise<Load> {
  const latencies: number[] = [];
  let refused = 0;
  let firstRefused: string | undefined;
  const start = performance.now();
  const until = start + ms;
  await Promise.all(
    callers.map(async (next) => {
      const connection = await Connection.open(port);
      try {
        for (let before = performance.now(); before < until; ) {
          const request = next();
          if (request === undefined) break;
          const answer = await connection.send(request);
          const now = performance.now();
          latencies.push(now - before);
          before = now;
          if (answer.status >= 200 && answer.status < 300) continue;
          refused++;
          firstRefused ??= `${answer.status} ${answer.body.toString('utf8').slice(0, 400)}`;
        }
      } finally {
        connection.close();
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const load = { events: latencies.length, seconds, latencies, refused };
  return firstRefused === undefined ? load : { ...load, firstRefused };
}

export interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: Buffer;
}

/** A kept-open HTTP/1.1 connection; understands answers that state their length, which is what our servers send. */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #length = 0;
  #needed: number | undefined;
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Connection(socket));
      });
    });
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#received.push(chunk);
    this.#length += chunk.length;
    if (this.#needed !== undefined && this.#length < this.#needed) return;
    const bytes = this.#received.length === 1 ? chunk : Buffer.concat(this.#received);
    this.#received = [bytes];
    const head = bytes.indexOf('\r\n\r\n');
    if (head < 0) return;
    const headers = bytes.toString('latin1', 0, head);
    const body = head + 4;
    this.#needed = body + Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1] ?? 0);
    if (bytes.length < this.#needed) return;
    const answer = { status: Number(headers.slice(9, 12)), headers, body: bytes.subarray(body, this.#needed) };
    this.#received = [];
    this.#length = 0;
    this.#needed = undefined;
    this.#waiting?.resolve(answer);
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}

/** A JSON request with its length. */
export function jsonRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Buffer {
  const payload = body === undefined ? '' : JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(payload)}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${payload}`);
}
