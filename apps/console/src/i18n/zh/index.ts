import { admin } from './admin.js';
import { common } from './common.js';
import { community } from './community.js';
import { events } from './events.js';
import { forms } from './forms.js';
import { imports } from './imports.js';
import { integrity } from './integrity.js';
import { notices } from './notices.js';
import { overview } from './overview.js';
import { people } from './people.js';
import { problems } from './problems.js';
import { prohibitions } from './prohibitions.js';
import { rules } from './rules.js';
import { shell } from './shell.js';
import { street } from './street.js';

/** The source of all words of the console. `en` has the same keys. */
export const zh = {
  admin,
  common,
  community,
  events,
  forms,
  imports,
  integrity,
  notices,
  overview,
  people,
  problems,
  prohibitions,
  rules,
  shell,
  street,
} as const;

/** The same keys with other texts. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };
