import type { Command } from '#elections';
import { deriveEventId } from '#event-store';
import { shanghaiDay } from '#kernel';
import type { Request } from '../commands/command-runner.js';
import { derivedId } from '../commands/command-runner.js';
import { commands } from '../deployment/catalogue.js';
import type { Deployment } from '../deployment/deployment.js';
import { DemoClock } from '../deployment/ledger-clock.js';
import { cast, idNumberOf, registrationOf, staffPerson } from './cast.js';
import { partyScripts } from './communities.js';
import { BY, type Line } from './script.js';
import { streetScript } from './street-script.js';

/** Where the worked street ends and real time goes on from. */
export const DEMO_END = '2021-12-21T10:00:00+08:00';

const byAddress = new Map<string, Command>(commands.map((command) => [`${command.plural}/${command.verb}`, command]));

/**
 * Fills an empty demonstration with the worked street, through the commands that users send, in date order across all
 * communities with the clock set at each step. Does nothing where something is recorded already, but goes on where a
 * loading was cut short: command ids are derived from the script, so what is there is not recorded twice.
 */
export async function loadDemo(deployment: Deployment, tell: (line: string) => void): Promise<void> {
  await deployment.identity.seedDemo((login) => staffPerson(login));
  await deployment.access.pump();
  const { clock } = deployment;
  if (!(clock instanceof DemoClock)) throw new Error('the worked street is loaded into a demonstration only');
  const lines = script();
  const last = lines.at(-1);
  const lastRecorded = last === undefined ? undefined : await deployment.store.readById('process', eventOf(last));
  if (lastRecorded !== undefined) return;
  tell(`装载示范街道：${lines.length} 步 / loading the worked street: ${lines.length} steps`);
  await play(deployment, lines);
  clock.runFrom(DEMO_END);
  deployment.tick();
  await deployment.seal();
  tell('示范街道已装载 / the worked street is loaded');
}

/** Sends lines in their order, with the clock set at each; `onNewDay` is told the day before it begins. */
export async function play(
  deployment: Deployment,
  lines: readonly Line[],
  onNewDay?: (day: string) => Promise<void>,
): Promise<void> {
  const { clock } = deployment;
  if (!(clock instanceof DemoClock)) throw new Error('lines are played on a demonstration clock only');
  let today = '';
  for (const line of lines) {
    const instant = `${line.at}:00+08:00`;
    const day = shanghaiDay(instant);
    if (day !== today) {
      await onNewDay?.(day);
      today = day;
    }
    if (clock.now() < new Date(instant).toISOString()) clock.stopAt(instant);
    deployment.tick();
    await send(deployment, line);
    // Indications bear the time of what raised them.
    await deployment.indications.follow();
  }
}

function eventOf(line: Line): string {
  return deriveEventId(line.commandId ?? '', 0);
}

/** All lines in date order with their command ids. */
export function script(): readonly Line[] {
  const lines: Line[] = [
    ...people(),
    ...streetScript().lines,
    ...partyScripts().flatMap(({ lines: own }) => own),
  ].filter(({ at }) => at <= DEMO_END.slice(0, 16));
  // A stable sort: lines of one minute keep the order of their script.
  return lines
    .map((line, i) => ({ line, i }))
    .sort((x, y) => (x.line.at < y.line.at ? -1 : x.line.at > y.line.at ? 1 : x.i - y.i))
    .map(({ line }, i) => ({ ...line, commandId: line.commandId ?? derivedId(`demo/line/${i}`) }));
}

function people(): readonly Line[] {
  return cast.map(
    (member, i): Line => ({
      at: '2021-09-01T09:00',
      by: BY.clerk,
      plural: 'people',
      verb: 'register-person',
      data: {
        gender: member.gender,
        birthMonth: member.born.slice(0, 7),
        education: member.education,
        membership: member.membership,
        ...(member.membership === 'member' ? { memberSince: `${Number(member.born.slice(0, 4)) + 24}-07` } : {}),
        ...(member.community === undefined ? {} : { community: member.community }),
      },
      personal: {
        name: member.name,
        birthDate: member.born,
        idNumber: idNumberOf(member, i),
        phone: `130000${String(10000 + i).slice(1)}0`.slice(0, 11).padEnd(11, '0'),
        address:
          member.community === undefined
            ? '云桥街道'
            : `${member.community === 'C01' ? '青禾' : '云桥'}路 ${(i % 60) + 1} 号`,
      },
      commandId: registrationOf(member.key),
    }),
  );
}

async function send(deployment: Deployment, line: Line): Promise<void> {
  const command = byAddress.get(`${line.plural}/${line.verb}`);
  if (command === undefined) throw new Error(`the worked street uses an unknown command ${line.plural}/${line.verb}`);
  const data = command.schema.safeParse(line.data);
  if (!data.success) throw new Error(`the worked street, ${line.at} ${line.verb}: ${data.error.message}`);
  const request: Request = {
    command,
    commandId: line.commandId ?? '',
    actor: line.by,
    body: {
      data: data.data,
      ...(line.on === undefined ? {} : { on: line.on }),
      ...(line.personal === undefined ? {} : { personal: line.personal }),
    },
    ...(line.id === undefined ? {} : { id: line.id }),
  };
  const ran = await deployment.runner.run(request);
  if (!ran.ok)
    throw new Error(
      `the worked street, ${line.at} ${line.plural}/${line.id ?? ''}/${line.verb} was refused: ${JSON.stringify(ran.error)}`,
    );
}
