import { Controller, Get, Inject, type OnModuleDestroy, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayReadLog } from '#identity';
import { Deployment, type LiveSignals } from '../deployment/deployment.js';
import { For, Quiet, Sender, SignIn, scopeOf, type Who } from '../http/access.js';
import { problem } from '../http/problem.js';

const KEEP_ALIVE_MS = 20_000;
/** An open stream ends with the session that opened it. */
const RECHECK_MS = 30_000;
const GATHER_MS = 150;
/** Pages that one account may have open. */
const MOST_OPEN = 20;
/** A reader who takes nothing any more is let go: the page opens another stream and asks anew. */
const MOST_WAITING_BYTES = 256 * 1024;

/** Server-sent events: that something changed and where, never what. A reader hears only of the process log. */
@Controller('api/v1/live')
export class LiveController implements OnModuleDestroy {
  /** Ends an open stream: they would outlive the server's databases otherwise. */
  readonly #open = new Map<() => void, string>();

  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(SignIn) private readonly signIn: SignIn,
  ) {}

  onModuleDestroy(): void {
    for (const end of this.#open.keys()) end();
  }

  @Get()
  @For('signed-in')
  @Quiet()
  stream(@Sender() who: Who, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { live } = this.deployment;
    const { role, unit, accountId } = who.principal;
    if ([...this.#open.values()].filter((one) => one === accountId).length >= MOST_OPEN)
      throw problem(429, 'TOO_MANY_REQUESTS', { seconds: RECHECK_MS / 1000 });
    const scope = scopeOf(who, this.deployment);
    // Checkpoints of `process` are public and pages of the elections show its positions; other logs are not told of.
    const mayRead = mayReadLog(who.principal, 'process') || who.principal.capabilities.has('elections.read');
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    const send = (event: string, data: unknown) => {
      reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (reply.raw.writableLength > MOST_WAITING_BYTES) reply.raw.destroy();
    };
    let waiting: LiveSignals['position'][0] | undefined;
    let timer: NodeJS.Timeout | undefined;
    const flush = () => {
      timer = undefined;
      if (waiting !== undefined) send('position', waiting);
      waiting = undefined;
    };
    // Under load one message a few times a second tells a page all it needs.
    const onPosition = (signal: LiveSignals['position'][0]) => {
      if (!mayRead || (scope !== undefined && !signal.units.includes(scope))) return;
      const units = scope === undefined ? [...(waiting?.units ?? []), ...signal.units] : [scope];
      waiting = { ...signal, units: [...new Set(units)] };
      timer ??= setTimeout(flush, GATHER_MS);
    };
    const onSealed = (signal: LiveSignals['sealed'][0]) => {
      if (mayRead && signal.log === 'process') send('sealed', signal);
    };
    const onJob = (signal: LiveSignals['job'][0]) => {
      if (this.#concerns(signal.id, who)) send('job', signal);
    };
    live.on('position', onPosition);
    live.on('sealed', onSealed);
    live.on('job', onJob);
    const alive = setInterval(() => reply.raw.write(': \n\n'), KEEP_ALIVE_MS);
    const recheck = setInterval(() => {
      const still = this.signIn.identify(request, { activity: false })?.principal;
      if (still?.accountId === accountId && still.role === role && still.unit === unit) return;
      send('signed-out', {});
      end();
    }, RECHECK_MS);
    const end = () => {
      this.#open.delete(end);
      clearInterval(alive);
      clearInterval(recheck);
      clearTimeout(timer);
      live.off('position', onPosition);
      live.off('sealed', onSealed);
      live.off('job', onJob);
      reply.raw.end();
    };
    this.#open.set(end, accountId);
    request.raw.on('close', end);
    reply.raw.on('close', end);
    send('hello', { position: mayRead ? this.deployment.main.position : 0 });
  }

  /** One's own work, and imports that one may see: what others have running is not told, nor that it runs. */
  #concerns(id: string, who: Who): boolean {
    const { jobs, importing } = this.deployment;
    if (jobs.get(id)?.by === who.actor.id) return true;
    return (
      who.principal.capabilities.has('import') &&
      importing.list(who.principal.unit).some(({ importId }) => importId === id)
    );
  }
}
