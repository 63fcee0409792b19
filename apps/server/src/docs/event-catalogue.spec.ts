import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventCatalogueMarkdown } from './event-catalogue.js';

const FILE = join(process.cwd(), 'docs', 'events.md');

describe('the catalogue of event types', () => {
  it('in docs/events.md is what the code says (node infra/generate-events.mjs renews it)', () => {
    expect(existsSync(FILE)).toBe(true);
    expect(readFileSync(FILE, 'utf8')).toBe(eventCatalogueMarkdown());
  });

  it('classes every personal field of every type', () => {
    const text = eventCatalogueMarkdown();
    expect(text).toContain('| `idNumber?` | string | sensitive |');
    expect(text).toContain('| `name` | string | personal |');
  });
});
