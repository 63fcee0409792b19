import { Uuid } from '#kernel';
import type { EventRow, Shape } from '../../../server/src/api/shapes.js';
import { catalogue } from '../../../server/src/deployment/catalogue.js';
import type { SearchOptions } from '../commands/events.js';
import { meansServer } from '../server/token.js';
import { usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson, printLine, printTable } from '../terminal/print.js';
import { searchFolder } from './search-folder.js';
import { searchServer } from './search-server.js';

export interface EventQueryAsked extends Omit<SearchOptions, 'actor'> {
  /** With the actor as a qualifier where it is no id. */
  readonly query: string;
  readonly actor?: string;
}

export interface EventsFound {
  readonly items: readonly Shape<typeof EventRow>[];
  readonly total: number;
  /** There are more than the total says. */
  readonly more: boolean;
  readonly demo: boolean;
  readonly builtFrom: { readonly position: number; readonly root: string };
}

export async function searchEvents(query: string, options: SearchOptions): Promise<number> {
  checkTypes(options.type);
  const asked = withActor(query, options);
  const found = meansServer(options) ? await searchServer(asked) : await searchFolder(asked);
  const { items, total, more, demo, builtFrom } = found;
  const shown = `${total}${more ? '+' : ''}`;
  const summary = say({
    zh: `${demo ? '演示数据。' : ''}共 ${shown} 条，列出 ${items.length} 条；依据位置 ${builtFrom.position}，根 ${builtFrom.root}`,
    en: `${demo ? 'Demonstration. ' : ''}${shown} events, ${items.length} listed; built from position ${builtFrom.position}, root ${builtFrom.root}`,
  });
  if (options.json) {
    // The rows alone, so that a pipe reads them; what they were built from goes beside them.
    printJson(items);
    note(summary);
    return EXIT.ok;
  }
  if (items.length > 0) {
    printTable(
      [
        { zh: '位置', en: 'position' },
        { zh: '单位', en: 'unit' },
        { zh: '类型', en: 'type' },
        { zh: '经办', en: 'by' },
        { zh: '内容', en: 'what' },
      ].map(say),
      items.map(({ position, unit, title, actor, sentence, supersededBy }) => [
        String(position),
        unit,
        say(title),
        actor.name,
        `${supersededBy === undefined ? '' : say({ zh: '（已更正）', en: '(corrected) ' })}${say(sentence)}`,
      ]),
    );
  }
  printLine(summary);
  return EXIT.ok;
}

function checkTypes(types: readonly string[] | undefined): void {
  const unknown = types?.find((type) => !catalogue.types.has(type));
  if (unknown === undefined) return;
  const near = [...catalogue.types.values()].filter(
    ({ type, title }) => type.toLowerCase().includes(unknown.toLowerCase()) || title.zh.includes(unknown),
  );
  const names = near.map(({ type }) => type).join(', ') || 'NoticePosted, PersonRegistered, …';
  throw usage('NO_SUCH_TYPE', {
    zh: `没有事件类型 ${unknown}；相近的有：${names}。全部见 docs/events.md。`,
    en: `there is no event type ${unknown}; like it: ${names}. All stand in docs/events.md.`,
  });
}

function withActor(query: string, { actor, ...options }: SearchOptions): EventQueryAsked {
  if (actor === undefined) return { ...options, query };
  if (Uuid.safeParse(actor).success || actor === 'system') return { ...options, query, actor };
  return { ...options, query: `${query} actor:${actor}`.trim() };
}
