import type { Integrity, Shape } from '../api/shapes.js';
import type { Deployment } from '../deployment/deployment.js';

/** The view sets with how far each follows the process log, and what each could not apply. */
export async function viewSets({ main, search, store }: Deployment): Promise<Shape<typeof Integrity>['views']> {
  const size = await store.size('process');
  return [main, search].map((set) => {
    const { name, version, position, state, quarantined } = set.status();
    return {
      name,
      version,
      position,
      lag: Math.max(0, size - position),
      state: quarantined.length > 0 ? ('quarantine' as const) : state,
      quarantined: quarantined.map(({ stream, reason, position: at }) => ({ stream, reason, position: at })),
    };
  });
}
