import type { EventList, EventRow, Shape } from '../../../server/src/api/shapes.js';
import { Api } from '../server/api.js';
import { say } from '../terminal/language.js';
import { progressLine } from '../terminal/progress.js';
import type { EventQueryAsked, EventsFound } from './search-events.js';

const PAGE = 200;

/** Page by page, until there are as many as asked for. */
export async function searchServer(asked: EventQueryAsked): Promise<EventsFound> {
  const api = Api.withToken(asked);
  const { query, community, type, from, to, actor, asOf, limit } = asked;
  const progress = progressLine(say({ zh: '检索', en: 'searching' }));
  const items: Shape<typeof EventRow>[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await api.get<Shape<typeof EventList>>('/events', {
      q: query === '' ? undefined : query,
      community,
      type: type?.join(','),
      actor,
      from,
      to,
      asOf,
      cursor,
      limit: Math.min(PAGE, limit - items.length),
    });
    items.push(...page.items);
    progress(items.length, Math.min(limit, page.total));
    cursor = page.nextCursor;
    if (cursor === undefined || items.length >= limit) {
      progress.end();
      return { items, total: page.total, more: page.more, demo: false, builtFrom: page.builtFrom };
    }
  }
}
