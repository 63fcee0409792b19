import { randomUUID } from 'node:crypto';
import type { Command } from '#elections';
import type { Actor } from '#kernel';
import type { Accepted, Refusal } from '../../apps/server/src/commands/command-runner.js';
import { play, script } from '../../apps/server/src/demo/load-demo.js';
import { commands } from '../../apps/server/src/deployment/catalogue.js';
import type { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { DemoClock } from '../../apps/server/src/deployment/ledger-clock.js';

/** Plays the worked street's lines of some communities until an instant, `2021-11-08T18:00`. */
export async function playUntil(deployment: Deployment, until: string, communities: readonly string[]): Promise<void> {
  const lines = script().filter(
    ({ at, community }) => at <= until && (community === undefined || communities.includes(community)),
  );
  await play(deployment, lines);
}

/** Sends one command at an instant of the demonstration clock. */
export async function send(
  deployment: Deployment,
  at: string,
  actor: Actor,
  address: string,
  data: Readonly<Record<string, unknown>>,
  on?: string,
): Promise<{ ok: true; value: Accepted } | { ok: false; error: Refusal }> {
  const { clock } = deployment;
  if (clock instanceof DemoClock && clock.now() < new Date(`${at}:00+08:00`).toISOString())
    clock.stopAt(`${at}:00+08:00`);
  deployment.tick();
  const [plural = '', id = '', verb = ''] = address.split('/');
  const command = commands.find((one): one is Command => one.plural === plural && one.verb === verb);
  if (command === undefined) throw new Error(`no command ${address}`);
  const ran = await deployment.runner.run({
    command,
    commandId: randomUUID(),
    actor,
    body: { data: command.schema.parse(data), ...(on === undefined ? {} : { on }) },
    ...(id === '' ? {} : { id }),
  });
  if (ran.ok) await deployment.surroundings.ready(ran.value.last);
  return ran as { ok: true; value: Accepted } | { ok: false; error: Refusal };
}
