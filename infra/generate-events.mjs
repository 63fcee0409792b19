// Writes docs/events.md from the event types themselves. Run after `npm run build:code`.
import { writeFileSync } from 'node:fs';
import { eventCatalogueMarkdown } from '../dist/apps/server/src/docs/event-catalogue.js';

writeFileSync(new URL('../docs/events.md', import.meta.url), eventCatalogueMarkdown());
