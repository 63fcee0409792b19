import type { PrintState } from '#printing';
import { anchorOf, formatAnchor } from '#transparency';
import type { Deployment } from '../deployment/deployment.js';
import { problem } from '../http/problem.js';

/**
 * What every print says of itself. A final print ties its paper to a checkpoint that covers all that is printed: what
 * is not sealed yet is sealed first.
 */
export async function printState(deployment: Deployment, state: PrintState['state']): Promise<PrintState> {
  if (state === 'final') await deployment.seal(['process']);
  const head = deployment.sealers.process.sealed?.head;
  if (state === 'final' && (head === undefined || head.size < deployment.main.position))
    throw problem(425, 'NOT_SEALED_YET', { position: deployment.main.position - 1 });
  return {
    state,
    demo: deployment.demo,
    printedAt: deployment.clock.now(),
    ...(head === undefined
      ? {}
      : {
          anchor: {
            code: formatAnchor(anchorOf(head)),
            size: head.size,
            checkpointText: Buffer.from(head.note).toString('utf8'),
          },
        }),
  };
}
