// Writes docs/openapi.json from the routes and their schemas. Run after `npm run build:code`.
import { writeFileSync } from 'node:fs';
import { openApiText } from '../dist/apps/server/src/api/openapi.js';

writeFileSync(new URL('../docs/openapi.json', import.meta.url), openApiText());
