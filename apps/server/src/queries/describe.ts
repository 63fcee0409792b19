import { describe as describeEntry, enumLabels, fieldLabels } from '#elections';
import type { Entry, Words } from '#kernel';
import type { Names } from './names.js';

/** The sentence of an event with names in it. */
export function describeEvent(entry: Entry, names: Names): Words {
  return describeEntry(entry, { person: names.person, community: names.community });
}

/** Labels of fields and of choices for forms and for the change view. */
export function formWords() {
  return { fields: fieldLabels, enums: enumLabels };
}
