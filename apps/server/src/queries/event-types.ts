import { problem } from '../http/problem.js';

/** The event types of a filter, `NoticePosted,NoticeTakenDown`, each once. Throws a 422 problem that names what is none. */
export function typesAsked(text: string, known: { has(type: string): boolean }): readonly string[] {
  const types = [...new Set(text.split(',').filter((type) => type !== ''))];
  const unknown = types.filter((type) => !known.has(type));
  if (unknown.length === 0) return types;
  throw problem(
    422,
    'INVALID_QUERY',
    undefined,
    unknown.slice(0, 50).map((type) => ({ code: 'EVENT_TYPE_UNKNOWN', pointer: '/type', params: { type } })),
  );
}
