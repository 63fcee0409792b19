import { z } from 'zod';

export interface SchemaPlaces {
  /** Names of all fields, nested ones included. */
  readonly fields: Set<string>;
  /** Every value that can be chosen, with the field that it stands in. */
  readonly choices: Set<string>;
}

/** Collects what a schema calls its fields and lets one choose from, for tests that walk all schemas. */
export function walkSchema(schema: z.ZodType, places: SchemaPlaces, field = ''): void {
  if (schema instanceof z.ZodObject) {
    for (const [name, inner] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
      places.fields.add(name);
      walkSchema(inner, places, name);
    }
  } else if (schema instanceof z.ZodArray) walkSchema(schema.element as z.ZodType, places, field);
  else if (schema instanceof z.ZodOptional) walkSchema(schema.unwrap() as z.ZodType, places, field);
  else if (schema instanceof z.ZodUnion) {
    for (const option of schema.options) walkSchema(option as z.ZodType, places, field);
  } else if (schema instanceof z.ZodEnum) {
    for (const option of schema.options) places.choices.add(`${field}.${String(option)}`);
  }
}
