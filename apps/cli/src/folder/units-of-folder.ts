import { communitiesOf, type FactsBook } from '#supervision';
import { usage } from '../terminal/command-failure.js';

/** Codes of every street and community that anything is recorded of, streets first. */
export function unitsIn(book: FactsBook): readonly string[] {
  const streets = [...new Set([...book.streets.keys(), ...book.members.keys()])].sort();
  const registered = streets.flatMap((street) => communitiesOf(book, street));
  return [...streets, ...[...new Set([...registered, ...book.communities.keys()])].sort()];
}

/** Throws where nothing is known of a unit that was asked for. */
export function requireKnownUnit(book: FactsBook, wanted: string | undefined): void {
  const units = unitsIn(book);
  if (wanted === undefined || units.includes(wanted)) return;
  throw usage('NO_SUCH_UNIT', {
    zh: `没有代码为 ${wanted} 的社区或街道，现有：${units.join('、') || '无'}`,
    en: `there is no community or street ${wanted}; there are: ${units.join(', ') || 'none'}`,
  });
}
