import { z } from 'zod';
import type { Command } from '#elections';
import { CONTROLLERS } from '../controllers/all.js';
import { commands } from '../deployment/catalogue.js';
import { CommandBody } from '../http/command-request.js';
import { type Route, routesOf } from '../http/routes.js';
import { DESCRIBED, type DescribedRoute } from './described-routes.js';
import * as shapes from './shapes.js';

type Json = Record<string, unknown>;

/** Routes that are no part of the API: the console's pages, and the two under which all commands are mounted. */
const NOT_DESCRIBED = /^\/(?:favicon\.svg|app|sign-in|first-start)?(?:\/|$)|^\/api\/v1\/:plural\//;

/** The OpenAPI 3.1 document, made from the decorators of the routes and the zod schemas that check and type them. */
export function openApi(): Json {
  const named = componentSchemas();
  const paths: Record<string, Json> = {};
  const put = (path: string, method: string, operation: Json) => {
    const known = paths[path] ?? {};
    paths[path] = { ...known, [method.toLowerCase()]: operation };
  };
  for (const found of routesOf([...CONTROLLERS])) {
    if (isOfConsole(found)) continue;
    const described = DESCRIBED[`${found.method} ${found.path}`];
    if (described === undefined) throw new Error(`${found.method} ${found.path} is not described`);
    put(templated(found.path), found.method, operationOf(found, described, named));
  }
  for (const command of commands.filter(({ plural }) => plural !== 'imports')) {
    if (command.target !== 'extend')
      put(`/api/v1/${command.plural}/commands/${command.verb}`, 'POST', commandOperation(command, false));
    put(`/api/v1/${command.plural}/{id}/commands/${command.verb}`, 'POST', commandOperation(command, true));
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '见证 Jianzheng',
      version: '1',
      description:
        'Supervision ledger of a change of term. Cookie sessions send X-Jianzheng: 1 with everything that changes something; commands carry an Idempotency-Key. Errors are RFC 9457 problems.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(Object.entries(paths).sort(([x], [y]) => (x < y ? -1 : 1))),
    components: {
      schemas: named.schemas,
      responses: {
        Problem: {
          description: 'A problem: code and params, and the fields that are wrong',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'jz_session' },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'jz_…' },
      },
    },
    security: [{ session: [] }, { token: [] }],
  };
}

/** As it is shipped: stable and readable, so that a change shows in a review. */
export function openApiText(): string {
  return `${JSON.stringify(openApi(), null, 1)}\n`;
}

export function isOfConsole({ path }: Pick<Route, 'path'>): boolean {
  return path === '/' || NOT_DESCRIBED.test(path);
}

interface NamedSchemas {
  readonly schemas: Json;
  readonly names: ReadonlyMap<z.ZodType, string>;
}

/** Every shape of the contract by its name; shapes inside shapes become references. */
function componentSchemas(): NamedSchemas {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  for (const [name, schema] of Object.entries(shapes)) {
    if (!(schema instanceof z.ZodType)) continue;
    const id = name.replace(/Shape$/, '');
    registry.add(schema, { id });
    names.set(schema, id);
  }
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    io: 'output',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return {
    names,
    schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema as Json)])),
  };
}

function operationOf(found: Route, described: DescribedRoute, { names }: NamedSchemas): Json {
  const { query, body, upload, answer } = described;
  const isPublic = found.asked === 'public';
  return {
    tags: [described.tag],
    summary: described.summary,
    'x-capability': found.asked,
    ...(isPublic ? { security: [] } : {}),
    ...parameters(found.path, query),
    ...(body === undefined ? {} : { requestBody: jsonBody(inputSchema(body)) }),
    ...(upload === undefined ? {} : { requestBody: FILE_BODY }),
    responses: {
      ...(answer === 'nothing'
        ? { 204: { description: 'done' } }
        : { [found.status]: { description: 'done', content: contentOf(answer, names) } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const FILE_BODY = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
    },
  },
};

function contentOf(answer: z.ZodType | readonly string[], names: NamedSchemas['names']): Json {
  if (!(answer instanceof z.ZodType)) return Object.fromEntries(answer.map((media) => [media, {}]));
  return { 'application/json': { schema: outputSchema(answer, names) } };
}

/** A reference for a shape of the contract; a schema of its own, with references inside, for anything else. */
function outputSchema(schema: z.ZodType, names: NamedSchemas['names']): Json {
  const name = names.get(schema);
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  if (schema instanceof z.ZodArray) return { type: 'array', items: outputSchema(schema.element as z.ZodType, names) };
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>);
    const inner = (field: z.ZodType): z.ZodType =>
      field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map(([key, field]) => [key, outputSchema(inner(field), names)])),
      required: fields.filter(([, field]) => !(field instanceof z.ZodOptional)).map(([key]) => key),
    };
  }
  return plain(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Json);
}

function commandOperation(command: Command, withId: boolean): Json {
  const { data: _data, ...rest } = CommandBody.shape;
  const { personal: _personal, on: _on, ...others } = rest;
  const body = inputSchema(z.strictObject(others)) as { properties: Json };
  const required = ['data', ...(command.on === 'required' ? ['on'] : [])];
  return {
    tags: ['commands'],
    summary: `${command.title.zh} / ${command.title.en}`,
    operationId: `${command.plural}-${command.verb}${withId ? '' : '-new'}`,
    'x-kind': command.kind,
    'x-roles': command.roles,
    'x-records': command.records,
    ...(command.guards === undefined ? {} : { 'x-guards': command.guards }),
    ...(command.paragraphs.length === 0 ? {} : { 'x-paragraphs': command.paragraphs }),
    ...(command.twinOf === undefined ? {} : { 'x-twin-of': command.twinOf }),
    parameters: [
      ...(withId ? [pathParameter('id')] : []),
      {
        name: 'preview',
        in: 'query',
        description: 'true: decide and judge, write nothing',
        schema: { type: 'boolean' },
      },
      { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } },
      { name: 'If-Match', in: 'header', description: 'the revision that was seen', schema: { type: 'string' } },
    ],
    requestBody: jsonBody({
      type: 'object',
      properties: {
        data: inputSchema(command.schema),
        ...(command.on === 'none' ? {} : { on: inputSchema(CommandBody.shape.on) }),
        ...(command.personal === undefined ? {} : { personal: inputSchema(command.personal) }),
        ...body.properties,
      },
      required,
      additionalProperties: false,
    }),
    responses: {
      200: {
        description: 'of a preview',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/PreviewAnswer' } } },
      },
      201: {
        description: 'recorded',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/CommandAnswer' } } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function parameters(path: string, query: z.ZodObject | undefined): Json {
  const inPath = [...path.matchAll(/:([A-Za-z0-9]+)/g)].map(([, name = '']) => pathParameter(name));
  const fields = query === undefined ? {} : ((inputSchema(query)['properties'] as Record<string, Json>) ?? {});
  const inQuery = Object.entries(fields).map(([name, schema]) => ({ name, in: 'query', schema }));
  const all = [...inPath, ...inQuery];
  return all.length === 0 ? {} : { parameters: all };
}

function pathParameter(name: string): Json {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}

function jsonBody(schema: Json): Json {
  return { required: true, content: { 'application/json': { schema } } };
}

function inputSchema(schema: z.ZodType): Json {
  return plain(z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' }) as Json);
}

/** Without what stands once for the whole document. */
function plain({ $schema: _schema, $id: _id, id: _own, '~standard': _standard, ...schema }: Json): Json {
  return schema;
}

/** `/api/v1/people/:id` → `/api/v1/people/{id}`. */
function templated(path: string): string {
  return path.replace(/:([A-Za-z0-9]+)/g, '{$1}');
}
