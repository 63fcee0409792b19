import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { clockBehind } from '../deployment/clock-behind.js';
import { Deployment } from '../deployment/deployment.js';
import { For } from '../http/access.js';
import { Verification } from '../integrity/verification.js';

@Controller()
export class HealthController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Verification) private readonly verification: Verification,
  ) {}

  @Get('health/live')
  @For('public')
  live() {
    return { status: 'ok' };
  }

  /**
   * 200 when commands can be accepted: the store writes, the views follow, the log is not shorter than its last
   * checkpoint, the clock is right. Whether the stored bytes still hash to it is told apart under `verification`, for
   * only a reading of the whole log knows: that one runs after the start, and when somebody asks for it.
   */
  @Get('health/ready')
  @For('public')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { store, main, sealers, clock } = this.deployment;
    const behind = (await clockBehind(store, clock)) !== undefined;
    const trouble = store.trouble();
    const size = await store.size('process');
    const sealed = sealers.process.head?.size ?? 0;
    const views = main.status();
    const checks = {
      store: trouble ?? 'ok',
      views: views.trouble !== undefined ? 'stopped' : views.quarantined.length === 0 ? 'ok' : 'quarantine',
      lag: size - main.position,
      checkpoint: sealed <= size ? 'size-agrees' : 'log-shorter-than-checkpoint',
      clock: behind ? 'behind' : 'ok',
    };
    const ready =
      trouble === undefined && checks.checkpoint === 'size-agrees' && !behind && views.trouble === undefined;
    void reply.status(ready ? 200 : 503).header('cache-control', 'no-store');
    return {
      status: ready ? 'ready' : 'not-ready',
      checks,
      verification: { process: this.verification.verdict('process') },
    };
  }

  @Get('metrics')
  @For('public')
  async metrics(@Res({ passthrough: true }) reply: FastifyReply) {
    const { store, main, search, sealers, identity } = this.deployment;
    const size = await store.size('process');
    const lines = [
      '# HELP jianzheng_position Events in the process log.',
      '# TYPE jianzheng_position gauge',
      `jianzheng_position{log="process"} ${size}`,
      '# HELP jianzheng_view_lag Events that a view set has not applied yet.',
      '# TYPE jianzheng_view_lag gauge',
      ...[main, search].map(
        (set) => `jianzheng_view_lag{views="${set.status().name}"} ${Math.max(0, size - set.position)}`,
      ),
      '# HELP jianzheng_quarantined_streams Streams that a view could not apply.',
      '# TYPE jianzheng_quarantined_streams gauge',
      ...[main, search].map(
        (set) => `jianzheng_quarantined_streams{views="${set.status().name}"} ${set.status().quarantined.length}`,
      ),
      '# HELP jianzheng_unsealed Events without a checkpoint over them.',
      '# TYPE jianzheng_unsealed gauge',
      `jianzheng_unsealed{log="process"} ${size - (sealers.process.head?.size ?? 0)}`,
      '# HELP jianzheng_anonymous_refusals_total Refused requests of people who are not signed in.',
      '# TYPE jianzheng_anonymous_refusals_total counter',
      ...Object.entries(identity.counters().anonymous).map(
        ([kind, count]) => `jianzheng_anonymous_refusals_total{kind="${kind}"} ${count}`,
      ),
    ];
    void reply.header('content-type', 'text/plain; version=0.0.4');
    return `${lines.join('\n')}\n`;
  }
}
