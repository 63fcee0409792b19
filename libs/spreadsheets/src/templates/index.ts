import type { SheetTemplate } from '../template.js';
import { DELEGATES_TEMPLATE, NOMINATIONS_TEMPLATE, REVIEWS_TEMPLATE, SEATS_TEMPLATE } from './elections.js';
import { KINSHIP_TEMPLATE, PEOPLE_TEMPLATE } from './people.js';

export {
  DELEGATES_TEMPLATE,
  GROUND_COLUMNS,
  NOMINATIONS_TEMPLATE,
  REVIEWS_TEMPLATE,
  SEATS_TEMPLATE,
} from './elections.js';
export { KINSHIP_TEMPLATE, PEOPLE_TEMPLATE } from './people.js';

/** Every sheet that the product reads, by the kind of its import. */
export const SHEET_TEMPLATES = {
  people: PEOPLE_TEMPLATE,
  delegates: DELEGATES_TEMPLATE,
  seats: SEATS_TEMPLATE,
  nominations: NOMINATIONS_TEMPLATE,
  reviews: REVIEWS_TEMPLATE,
  kinship: KINSHIP_TEMPLATE,
} as const satisfies Record<string, SheetTemplate>;
