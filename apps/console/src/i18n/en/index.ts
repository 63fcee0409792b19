import type { Translation, zh } from '../zh/index.js';
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

export const en: Translation<typeof zh> = {
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
};
