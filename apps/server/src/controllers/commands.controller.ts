import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Command, PacksChanged, packKey, TermOpened } from '#elections';
import { CommandRefused, permitCommand, unitTree } from '#identity';
import { type Rejection, shanghaiDay } from '#kernel';
import { judgeCommunity, rulesTouchedBy, supposing } from '#supervision';
import type { CommandAnswer, CommandForms, PreviewAnswer, Shape } from '../api/shapes.js';
import type { PlannedEvent, Refusal, Request } from '../commands/command-runner.js';
import { entryOf } from '../commands/planned-entry.js';
import { commands } from '../deployment/catalogue.js';
import { Deployment } from '../deployment/deployment.js';
import { builtInPacks, packsOnBoard, pinOnBoard, ruleIndexFor } from '../deployment/packs.js';
import { For, Sender, treeOf, type Who } from '../http/access.js';
import { CommandBody, CommandId, seenRevision } from '../http/command-request.js';
import { parse } from '../http/parse.js';
import { ProblemError, problem, problemBody } from '../http/problem.js';
import { describeEvent, formWords } from '../queries/describe.js';
import { Readers } from '../queries/readers.js';
import { ruleRow } from '../queries/rule-rows.js';

/** Imports have a way of their own: their roots and rows come from the server. */
const mounted = commands.filter(({ plural }) => plural !== 'imports');
const byAddress = new Map(mounted.map((command) => [`${command.plural}/${command.verb}`, command]));

@Controller('api/v1')
export class CommandsController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  @Get('commands')
  @For('signed-in')
  forms(@Sender() who: Who): Shape<typeof CommandForms> {
    const mine = mounted.filter((command) => permitCommand(who.principal, command, undefined, unitTree({})).ok);
    const { fields, enums } = formWords();
    return { commands: mine.map(formOf), fields, enums: { ...enums, ...packWords } };
  }

  @Post(':plural/commands/:verb')
  @HttpCode(201)
  @For('command')
  create(
    @Param() path: { plural: string; verb: string },
    @Body() body: unknown,
    @Query('preview') preview: string | undefined,
    @Headers() headers: Record<string, string | undefined>,
    @Sender() who: Who,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.#handle(path, undefined, body, preview === 'true', headers, who, reply);
  }

  @Post(':plural/:id/commands/:verb')
  @HttpCode(201)
  @For('command')
  extend(
    @Param() path: { plural: string; id: string; verb: string },
    @Body() body: unknown,
    @Query('preview') preview: string | undefined,
    @Headers() headers: Record<string, string | undefined>,
    @Sender() who: Who,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.#handle(path, path.id, body, preview === 'true', headers, who, reply);
  }

  async #handle(
    path: { plural: string; verb: string },
    id: string | undefined,
    body: unknown,
    preview: boolean,
    headers: Record<string, string | undefined>,
    who: Who,
    reply: FastifyReply,
  ): Promise<Shape<typeof CommandAnswer> | Shape<typeof PreviewAnswer>> {
    const command = byAddress.get(`${path.plural}/${path.verb}`);
    if (command === undefined) throw problem(404, 'NO_SUCH_ROUTE');
    // The role first: what a command asks for is no concern of those who may not send it.
    this.#may(command, undefined, who);
    const request = this.#request(command, id, body, preview, headers, who);
    this.#may(command, await this.deployment.runner.unitOf(request), who);
    if (preview) {
      void reply.status(200);
      return this.#preview(request, who);
    }
    const ran = await this.deployment.runner.run(request);
    if (!ran.ok) throw this.#refused(request, who, ran.error);
    const { events, first, last, revision, stream, log, repeated, unit } = ran.value;
    await this.deployment.surroundings.ready(last);
    const names = this.readers.names(who);
    const index = ruleIndexFor(this.deployment.facts, unit);
    const touched = new Set(events.flatMap((event) => rulesTouchedBy(index, event.type).map(({ rule }) => rule.id)));
    return {
      id: stream.slice(stream.indexOf('-') + 1),
      log,
      stream,
      position: last,
      revision,
      events: events.map((event) => ({
        id: event.id,
        type: event.type,
        sentence: describeEvent(entryOf(event), names),
      })),
      results: [...touched].flatMap((rule) =>
        this.deployment.results.changedSince(first, unit, rule).map((result) => ruleRow(result, index, names)),
      ),
      receipt: {
        state: last < (this.deployment.sealers.process.head?.size ?? 0) ? 'sealed' : 'recorded',
        href: `/api/v1/events/${events.at(-1)?.id ?? ''}/proof`,
      },
      repeated,
    };
  }

  #request(
    command: Command,
    id: string | undefined,
    raw: unknown,
    preview: boolean,
    headers: Record<string, string | undefined>,
    who: Who,
  ): Request {
    const body = parse(CommandBody, raw);
    const data = parse(command.schema, body.data, 'INVALID_BODY', '/data');
    const personal =
      command.personal === undefined
        ? undefined
        : parse(command.personal, body.personal ?? {}, 'INVALID_BODY', '/personal');
    if (command.personal === undefined && body.personal !== undefined)
      throw problem(422, 'INVALID_BODY', undefined, [{ pointer: '/personal', code: 'UNKNOWN_FIELD' }]);
    const key = CommandId.safeParse(headers['idempotency-key']);
    if (!key.success && !preview) throw problem(400, 'COMMAND_ID_REQUIRED');
    const seen = seenRevision(headers['if-match']);
    if (seen === 'malformed') throw problem(400, 'IF_MATCH_MALFORMED');
    return {
      command,
      commandId: key.success ? key.data : '00000000-0000-4000-8000-000000000000',
      body: {
        data,
        ...(body.on === undefined ? {} : { on: body.on }),
        ...(personal === undefined ? {} : { personal }),
        ...(body.att === undefined ? {} : { att: body.att }),
      },
      ...(id === undefined ? {} : { id }),
      ...(seen === undefined ? {} : { seen }),
      actor: who.actor,
    };
  }

  #may(command: Command, unit: string | undefined, who: Who): void {
    const permitted = permitCommand(who.principal, command, unit, treeOf(this.deployment));
    if (!permitted.ok) throw new ProblemError(403, permitted.error);
  }

  async #preview(request: Request, who: Who): Promise<Shape<typeof PreviewAnswer>> {
    const planned = await this.deployment.runner.preview(request);
    if (!planned.ok) {
      const status = planned.error.status ?? 422;
      return {
        events: [],
        before: [],
        results: [],
        refused: problemBody(status, withNames(planned.error, this.readers.names(who))) as Shape<
          typeof PreviewAnswer
        >['refused'],
      };
    }
    const { events, unit, refused } = planned.value;
    const names = this.readers.names(who);
    return {
      events: events.map((event) => {
        const type = this.readers.typeTitle(event.type);
        return {
          type: event.type,
          title: type,
          sentence: describeEvent(entryOf(event), names),
          data: event.data as Record<string, unknown>,
        };
      }),
      ...this.#judged(events, unit, names),
      ...(refused === undefined
        ? {}
        : {
            refused: problemBody(refused.status ?? 409, withNames(refused, names)) as Shape<
              typeof PreviewAnswer
            >['refused'],
          }),
    };
  }

  /** Results of the rules that the planned events touch, as they are and as they would be. */
  #judged(events: readonly PlannedEvent[], unit: string, names: ReturnType<Readers['names']>) {
    const facts = this.deployment.facts.community(unit);
    const index = ruleIndexFor(this.deployment.facts, unit);
    const planned = supposing(facts, events.map(entryOf));
    const at = this.deployment.clock.now();
    const moment = { at, today: shanghaiDay(at) };
    const touched = new Map(
      events.flatMap((event) => rulesTouchedBy(index, event.type).map((entry) => [entry.rule.id, entry])),
    );
    const rules = [...touched.values()].filter(({ rule }) => rule.scope === 'community');
    const rows = (of: typeof facts) =>
      rules.flatMap((entry) => judgeCommunity(entry, of, moment).map((result) => ruleRow(result, index, names)));
    return { before: rows(facts), results: rows(planned) };
  }

  #refused(request: Request, who: Who, refusal: Refusal): ProblemError {
    const { status = 422, ...rejection } = refusal;
    // Guards' refusals are facts of supervision; slips while typing are not.
    if (status === 409 && rejection.rule !== undefined) {
      const also = rejection.also?.map(({ code, rule }) => ({ code, ...(rule === undefined ? {} : { rule }) }));
      this.deployment.access.note(
        who.actor,
        CommandRefused.of({
          verb: request.command.verb,
          code: rejection.code,
          rule: rejection.rule,
          ...(also === undefined ? {} : { also: also.slice(0, 20) }),
        }),
      );
    }
    return new ProblemError(status, withNames(this.readers.namedRejection(rejection, who), this.readers.names(who)));
  }
}

/** What the packs on board are called, where one of them is chosen. */
const packWords = Object.fromEntries(
  builtInPacks.flatMap((pack) => {
    const { title, version } = pack.manifest;
    const words = { zh: `${title.zh} ${version}`, en: `${title.en} ${version}` };
    return [PacksChanged, TermOpened].map(({ type }) => [`${type}.packs.${packKey(pinOnBoard(pack))}`, words] as const);
  }),
);

/** Only the packs on board can be chosen. */
function withPacks({ verb }: Pick<Command, 'verb'>, schema: Record<string, unknown>): Record<string, unknown> {
  const properties = schema['properties'] as Record<string, Record<string, unknown>>;
  if (verb === 'open-term') {
    const otherPacks = withPacks({ verb: 'change-packs' }, properties['otherPacks'] ?? {});
    return { ...schema, properties: { ...properties, otherPacks } };
  }
  if (verb !== 'change-packs') return schema;
  const choices = { type: 'string', enum: packsOnBoard.map(packKey) };
  return { ...schema, properties: { ...properties, packs: { ...properties['packs'], items: choices } } };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A refusal names staff and persons by id; whoever is refused reads names. */
function withNames<R extends Pick<Rejection, 'params' | 'fields'>>(
  rejection: R,
  names: ReturnType<Readers['names']>,
): R {
  const nameOf = (id: string) => {
    const staff = names.actor(id);
    return id.startsWith(staff) ? names.person(id) : staff;
  };
  const worded = (params: Rejection['params']) =>
    params === undefined
      ? {}
      : {
          params: Object.fromEntries(
            Object.entries(params).map(([key, value]) => [
              key,
              UUID.test(String(value)) && key.startsWith('person') ? nameOf(String(value)) : value,
            ]),
          ),
        };
  return {
    ...rejection,
    ...worded(rejection.params),
    ...(rejection.fields === undefined
      ? {}
      : { fields: rejection.fields.map((field) => ({ ...field, ...worded(field.params) })) }),
  };
}

function formOf(command: Command): Shape<typeof CommandForms>['commands'][number] {
  return {
    verb: command.verb,
    plural: command.plural,
    title: { ...command.title },
    kind: command.kind,
    roles: [...command.roles],
    ...(command.step === undefined ? {} : { step: command.step }),
    paragraphs: [...command.paragraphs],
    on: command.on,
    target: command.target,
    records: [...command.records],
    guards: [...(command.guards ?? [])],
    ...(command.twinOf === undefined ? {} : { twinOf: command.twinOf }),
    schema: withPacks(
      command,
      z.toJSONSchema(command.schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
    ),
    ...(command.personal === undefined
      ? {}
      : {
          personal: z.toJSONSchema(command.personal, { io: 'input', unrepresentable: 'any' }) as Record<
            string,
            unknown
          >,
        }),
  };
}
