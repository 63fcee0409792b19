import { decideIndication, findingName, INDICATES, type ResultChange } from '#supervision';
import { derivedId } from '../commands/command-runner.js';
import type { Deployment } from './deployment.js';
import { builtInPacks } from './packs.js';

/**
 * Opens and clears indications as rule results change: a follower of the results that appends with deterministic
 * command ids, so a repeat after a crash records nothing twice. What changed while nobody followed is found by
 * comparing all results with all findings at a start.
 */
export class Indications {
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly deployment: Deployment) {}

  /** Records what the results say since the last call. Resolves when it is in the log. */
  follow(): Promise<void> {
    const changes = this.deployment.results.takeChanges();
    if (changes.length === 0) return this.#running;
    this.#running = this.#running.catch(() => undefined).then(() => this.#record(changes));
    return this.#running;
  }

  /** Brings the findings to what all results say now. */
  async reconcile(): Promise<void> {
    const { results, findings, facts } = this.deployment;
    results.takeChanges();
    const changes: ResultChange[] = [];
    const indicated = new Set<string>();
    for (const unit of [...facts.book.communities.keys(), ...facts.book.streets.keys()]) {
      const judged = results.results(unit);
      if (judged.length === 0) continue;
      const term = facts.book.communities.has(unit) ? facts.community(unit).termStream : undefined;
      for (const after of judged) {
        if (!INDICATES.has(after.outcome)) continue;
        const change: ResultChange = { unit, ...(term === undefined ? {} : { term }), after };
        indicated.add(this.#stream(change));
        changes.push(change);
      }
    }
    for (const { stream, unit, term, rule, subject } of findings.list()) {
      if (indicated.has(stream)) continue;
      const after = results.results(unit).find((result) => result.rule === rule && result.subject === subject);
      if (after === undefined || term !== facts.community(unit).termStream) continue;
      changes.push({ unit, ...(term === undefined ? {} : { term }), after });
    }
    await this.#record(changes);
  }

  async #record(changes: readonly ResultChange[]): Promise<void> {
    for (const change of changes) {
      // Most changes neither indicate anything nor concern what was indicated before.
      if (!this.#concerns(change)) continue;
      const stream = this.#stream(change);
      const known = this.deployment.findings.get(stream);
      const events = decideIndication(change, known?.finding ?? { status: 'none' }, versionOf);
      const [event] = events;
      if (event === undefined) continue;
      const actor = { id: 'system', role: 'system', unit: this.deployment.unit };
      const commandId = derivedId(`indication:${stream}:${(known?.revision ?? -1) + 1}`);
      const position = await this.deployment.writer.write('process', stream, change.unit, actor, commandId, event);
      await this.deployment.surroundings.ready(position);
    }
  }

  #concerns({ unit, before, after }: ResultChange): boolean {
    const result = after ?? before;
    if (result === undefined) return false;
    return (after !== undefined && INDICATES.has(after.outcome)) || this.deployment.findings.isAbout(unit, result);
  }

  #stream({ unit, term, before, after }: ResultChange): string {
    const result = after ?? before;
    if (result === undefined) throw new Error('a change without results');
    return `finding-${derivedId(findingName({ unit, rule: result.rule, subject: result.subject, ...(term === undefined ? {} : { term }) }))}`;
  }
}

function versionOf(pack: string): string {
  return builtInPacks.find(({ manifest }) => manifest.id === pack)?.manifest.version ?? '0.0.0';
}
