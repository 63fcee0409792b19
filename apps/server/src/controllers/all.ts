import { AccessLogController } from './access-log.controller.js';
import { AccountsController } from './accounts.controller.js';
import { AdminController } from './admin.controller.js';
import { AttachmentsController } from './attachments.controller.js';
import { CommandsController } from './commands.controller.js';
import { CommunitiesController } from './communities.controller.js';
import { ConsoleController } from './console.controller.js';
import { EventsController } from './events.controller.js';
import { ExportsController } from './exports.controller.js';
import { FindingsController } from './findings.controller.js';
import { HealthController } from './health.controller.js';
import { ImportsController } from './imports.controller.js';
import { IntegrityController } from './integrity.controller.js';
import { LiveController } from './live.controller.js';
import { NoticesController } from './notices.controller.js';
import { OpenapiController } from './openapi.controller.js';
import { PeopleController } from './people.controller.js';
import { PrintsController } from './prints.controller.js';
import { RulesController } from './rules.controller.js';
import { SessionController } from './session.controller.js';

/** Every controller that the server mounts. */
export const CONTROLLERS = [
  SessionController,
  CommunitiesController,
  PeopleController,
  NoticesController,
  EventsController,
  FindingsController,
  RulesController,
  LiveController,
  HealthController,
  ImportsController,
  AccountsController,
  AccessLogController,
  AdminController,
  IntegrityController,
  AttachmentsController,
  ExportsController,
  PrintsController,
  OpenapiController,
  CommandsController,
  ConsoleController,
] as const;
