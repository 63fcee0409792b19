import type { Arithmetic, DecidedEvent } from '#kernel';
import type { JudgedResult } from './evaluate.js';
import { IndicationCleared, IndicationOpened, MAX_EVIDENCE } from './finding/events.js';
import type { Finding } from './finding/state.js';
import type { ResultChange } from './judge.js';
import { INDICATES } from './outcome.js';

/** What names a finding for ever: its stream is `finding-<uuidv5 of this>`. The street’s own rules have no term. */
export function findingName({ unit, term, rule, subject }: Indicated): string {
  return `finding:${term ?? `street-${unit}`}:${rule}:${subject}`;
}

export interface Indicated {
  readonly unit: string;
  readonly term?: string;
  readonly rule: string;
  readonly subject: string;
}

/**
 * What a change of a result means for its finding: an indication opens, opens again with another outcome, is cleared,
 * or nothing. `finding` is the state of the stream named by {@link findingName}; deciding twice on the same state gives
 * the same events, so a projection that repeats a batch records nothing twice.
 */
export function decideIndication(
  change: ResultChange,
  finding: Finding,
  versionOf: (pack: string) => string,
): readonly DecidedEvent[] {
  const result = change.after ?? change.before;
  if (result === undefined) return [];
  const isOpen = finding.status !== 'none' && finding.cleared === undefined;
  const { after } = change;
  // What cannot be read says nothing: neither that there is a breach nor that there is none any more.
  if (after?.unread !== undefined) return [];
  if (after !== undefined && INDICATES.has(after.outcome)) {
    if (isOpen && (isConcluded(finding) || finding.indication.data.outcome === after.outcome)) return [];
    return [
      IndicationOpened.of({
        ...ruleOf(change, after, versionOf),
        force: after.force,
        outcome: after.outcome,
        arithmetic: fitting(after.arithmetic),
        evidence: after.evidence.slice(0, MAX_EVIDENCE),
        evidenceCount: after.evidence.length,
      }),
    ];
  }
  if (!isOpen) return [];
  const now = after === undefined ? {} : { outcome: after.outcome, arithmetic: fitting(after.arithmetic) };
  return [IndicationCleared.of({ ...ruleOf(change, result, versionOf), ...now })];
}

function isConcluded({ status }: Finding): boolean {
  return status === 'confirmed' || status === 'dismissed' || status === 'not-applicable';
}

function ruleOf(
  { unit, term }: ResultChange,
  { rule, pack, subject }: JudgedResult,
  versionOf: (pack: string) => string,
) {
  return { rule, ruleVersion: versionOf(pack), pack, subject, unit, ...(term === undefined ? {} : { term }) };
}

/** A sum of many parts is cut so that the event stays within its size; the whole of it can be judged again. */
function fitting({ zh, en }: Arithmetic): Arithmetic {
  return { zh: cut(zh, 1500), en: cut(en, 3000) };
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length - 1);
  const last = kept.charCodeAt(kept.length - 1);
  // Never half of a surrogate pair: a leaf refuses it.
  return `${last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept}…`;
}
