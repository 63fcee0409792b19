import type { CommandForm, CommunityPage } from '../../api/types.js';
import type { Node } from '../../forms/schema.js';

type Values = Readonly<Record<string, string>>;

/** The command's form without the field that only imports fill. */
export function formForPeople(form: CommandForm): CommandForm {
  const left = new Set(['origin']);
  const schema = form.schema as Node;
  return {
    ...form,
    schema: {
      ...schema,
      properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !left.has(name))),
      required: (schema.required ?? []).filter((name) => !left.has(name)),
    },
  };
}

/** Where a command goes, and what of its data its place tells. */
export interface Target {
  readonly path: string;
  /** Stream that it writes to, where that is known before. */
  readonly stream?: string;
  readonly fixed: Values;
}

const CATEGORY: Readonly<Record<string, string>> = {
  terms: 'term',
  'party-elections': 'partyElection',
  'residents-elections': 'residentsElection',
  notices: 'notice',
  people: 'person',
  streets: 'street',
  kinships: 'kinship',
  findings: 'finding',
};

/** The plural of a stream's address: `partyElection-C01-2021-1` → `party-elections`. */
export function pluralOf(stream: string): string | undefined {
  const category = stream.slice(0, stream.indexOf('-'));
  return Object.entries(CATEGORY).find(([, name]) => name === category)?.[0];
}

export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1);
}

/**
 * The address of a command: the id in the page's address first, else the community's term. Undefined where the term
 * that it needs is not opened.
 */
export function targetOf(
  form: Pick<CommandForm, 'plural' | 'verb' | 'target'>,
  page: Pick<CommunityPage, 'code' | 'termId'> | undefined,
  id: string | undefined,
  street: string | undefined,
): Target | undefined {
  const { plural, verb, target } = form;
  const at = (own: string, fixed: Values = {}): Target => ({
    path: `/${plural}/${own}/commands/${verb}`,
    stream: `${CATEGORY[plural] ?? plural}-${own}`,
    fixed,
  });
  const making = (fixed: Values = {}): Target => ({ path: `/${plural}/commands/${verb}`, fixed });
  if (id !== undefined) return at(id);
  if (verb === 'open-term') {
    return page === undefined ? undefined : making({ community: page.code, street: street ?? '' });
  }
  if (plural === 'streets') return target === 'create' ? making() : street === undefined ? undefined : at(street);
  if (plural === 'kinships' || verb === 'register-person') return making();
  const termId = page?.termId;
  if (page === undefined || termId === undefined) return undefined;
  if (verb === 'open-party-election') return making({ community: page.code, term: `term-${termId}` });
  if (verb === 'post-notice') return making({ election: `partyElection-${termId}` });
  return CATEGORY[plural] === undefined || plural === 'notices' || plural === 'people' ? undefined : at(termId);
}

/** Commands that change what a person saw: they carry its revision, so that nobody overwrites unseen news. */
export function changesWhatWasSeen(form: Pick<CommandForm, 'kind' | 'verb'>): boolean {
  const verbs = ['take-down-notice', 'amend-person', 'end-post', 'propose-correction', 'refuse-correction'];
  return form.kind === 'act' || verbs.includes(form.verb);
}
