import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLLERS } from '../controllers/all.js';
import { commands } from '../deployment/catalogue.js';
import { routesOf } from '../http/routes.js';
import { DESCRIBED } from './described-routes.js';
import { openApi, openApiText } from './openapi.js';

const FILE = join(process.cwd(), 'docs', 'openapi.json');

describe('the OpenAPI document', () => {
  const document = openApi() as {
    paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
    components: { schemas: Record<string, object> };
  };

  it('in docs/openapi.json is what the code says (node infra/generate-openapi.mjs renews it)', () => {
    expect(existsSync(FILE)).toBe(true);
    // Compared as a whole: a difference of one line in 20,000 is found faster in the file than in a matcher's report.
    expect(readFileSync(FILE, 'utf8') === openApiText()).toBe(true);
  });

  it('describes no route that is not there', () => {
    const known = new Set(routesOf([...CONTROLLERS]).map(({ method, path }) => `${method} ${path}`));
    expect(Object.keys(DESCRIBED).filter((route) => !known.has(route))).toEqual([]);
  });

  it('has every command with its own schema', () => {
    for (const { plural, verb, target } of commands.filter((command) => command.plural !== 'imports')) {
      expect(document.paths[`/api/v1/${plural}/{id}/commands/${verb}`]).toBeDefined();
      expect(document.paths[`/api/v1/${plural}/commands/${verb}`] !== undefined).toBe(target !== 'extend');
    }
  });

  it('holds no reference that leads nowhere, and names every part of a path', () => {
    const text = openApiText();
    const wanted = new Set([...text.matchAll(/"#\/components\/schemas\/([A-Za-z]+)"/g)].map(([, name]) => name));
    expect([...wanted].filter((name) => !(String(name) in document.components.schemas))).toEqual([]);
    for (const [path, operations] of Object.entries(document.paths)) {
      const parts = [...path.matchAll(/\{([A-Za-z0-9]+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(operations))
        expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(parts);
    }
  });
});
