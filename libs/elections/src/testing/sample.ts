import { z } from 'zod';

const A_UUID = '00000000-0000-4000-8000-000000000001';

/** Texts to try in turn: the first that a field's own checks accept is its sample. */
const TEXTS = [
  '例文',
  '2021-11-05',
  '2021-11',
  'C02',
  A_UUID,
  'a'.repeat(64),
  '34060019800101001X',
  '2021-11-05T10:00:00+08:00',
  'rows/0/name',
  '2021-11-05T02:00:00.000Z',
  'plan-2021',
  'PTY-20',
  '1.0.0',
];

/** A fixed, complete value of a schema: every optional field present, the first choice of each, one element per list. */
export function sampleOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => [name, sampleOf(field)]),
    );
  }
  if (schema instanceof z.ZodOptional) return sampleOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return sampleList(schema);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodUnion) return sampleOf(schema.options[0] as z.ZodType);
  if (schema instanceof z.ZodRecord) return {};
  return firstAccepted(schema, [...TEXTS, 1, true]);
}

function sampleList(schema: z.ZodArray): unknown {
  const element = sampleOf(schema.element as z.ZodType);
  return firstAccepted(schema, [[element], [element, element]]);
}

function firstAccepted(schema: z.ZodType, candidates: readonly unknown[]): unknown {
  const found = candidates.find((candidate) => schema.safeParse(candidate).success);
  if (found === undefined) throw new Error(`no sample fits ${JSON.stringify(z.toJSONSchema(schema))}`);
  return found;
}
