import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { ClockMoved } from '#identity';
import { StatedDateTime } from '#kernel';
import type { Job as JobShape, Shape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { shownJob } from '../deployment/jobs.js';
import { DemoClock } from '../deployment/ledger-clock.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { viewSets } from '../queries/view-status.js';

export const MoveClock = z.strictObject({ to: StatedDateTime });
/** A slip in the year could not be taken back. */
const FARTHEST_DAYS = 400;

/** What the system administrator does without seeing any business data. */
@Controller('api/v1')
export class AdminController {
  constructor(@Inject(Deployment) private readonly deployment: Deployment) {}

  @Get('demo/clock')
  @For('system.operate')
  clock(): { now: string } {
    return { now: this.#clock().now() };
  }

  /** Forward only. The move stands in the access log before the clock moves; then everything that is due is judged. */
  @Post('demo/clock')
  @HttpCode(200)
  @For('system.operate')
  async moveClock(@Body() body: unknown, @Sender() who: Who): Promise<{ now: string }> {
    const clock = this.#clock();
    const to = new Date(parse(MoveClock, body).to).toISOString();
    const from = clock.now();
    if (to <= from) throw problem(422, 'CLOCK_NOT_FORWARD', { now: from, to });
    if (Date.parse(to) - Date.parse(from) > FARTHEST_DAYS * 86_400_000)
      throw problem(422, 'CLOCK_TOO_FAR', { days: FARTHEST_DAYS });
    const { unit } = this.deployment;
    const event = ClockMoved.of({ from, to, by: who.actor.id });
    await this.deployment.writer.write('access', 'log-access', unit, who.actor, randomUUID(), event);
    clock.moveTo(to);
    this.deployment.tick();
    return { now: clock.now() };
  }

  @Get('views')
  @For('system.operate')
  async views() {
    return { views: await viewSets(this.deployment) };
  }

  /** Builds the views anew beside those that answer, then switches. */
  @Post('views/:name/rebuild')
  @HttpCode(202)
  @For('system.operate')
  async rebuild(@Param('name') name: string, @Sender() who: Who): Promise<Shape<typeof JobShape>> {
    const { main, search, jobs } = this.deployment;
    const set = [main, search].find((one) => one.status().name === name);
    if (set === undefined) throw problem(404, 'NOT_FOUND', { views: name });
    if (set.status().state === 'rebuilding') throw problem(409, 'REBUILD_RUNNING', { views: name });
    const job = jobs.start('rebuild', who.actor.id, async (progress) => {
      await set.rebuild((done, total) => progress(name, done, total));
      return { views: name, position: set.position };
    });
    return shownJob(job);
  }

  @Get('jobs')
  @For('signed-in')
  jobs(@Sender() who: Who): { jobs: Shape<typeof JobShape>[] } {
    return { jobs: [...this.deployment.jobs.list(who.actor.id)] };
  }

  @Get('jobs/:id')
  @For('signed-in')
  job(@Param('id') id: string, @Sender() who: Who): Shape<typeof JobShape> {
    const job = this.deployment.jobs.get(id);
    if (job === undefined || job.by !== who.actor.id) throw problem(404, 'NOT_FOUND', { job: id });
    return shownJob(job);
  }

  #clock(): DemoClock {
    const { clock } = this.deployment;
    if (!(clock instanceof DemoClock)) throw problem(404, 'NO_SUCH_ROUTE');
    return clock;
  }
}
