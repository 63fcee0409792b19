import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router-dom';
import { useCommandForms, useCommunity } from '../../api/queries.js';
import type { CommandAnswer, CommandForm, CommandForms, CommunityPage, RuleRow } from '../../api/types.js';
import { CheckedForm } from '../../forms/checked-form.js';
import type { Labels } from '../../forms/labels.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useStreet } from '../../widgets/units.js';
import { CountStatus } from './count-status.js';
import { DoneView } from './done-view.js';
import { FindingFacts } from './finding-facts.js';
import { JustifiedRule } from './justified-rule.js';
import { prefilled } from './prefill.js';
import { ProposalView } from './proposal-view.js';
import { Remedies } from './remedies.js';
import { useSurroundings } from './surroundings.js';
import { changesWhatWasSeen, formForPeople, targetOf } from './target.js';

/** `/app/entry/<plural>/<verb>?community=C02&id=…&f.rule=…`: the form of one command. */
export function EntryPage() {
  const [params] = useSearchParams();
  const forms = useCommandForms();
  const code = params.get('community') ?? '';
  const community = useCommunity(code);
  // What the form offers follows from the newest entries: it is not opened on what the page before it still showed.
  const [isFresh, setFresh] = useState(false);
  useEffect(() => {
    if (!community.isFetching) setFresh(true);
  }, [community.isFetching]);
  return (
    <Loaded reading={forms}>
      {(known) =>
        code === '' ? (
          <Entry forms={known} page={undefined} />
        ) : (
          <Loaded reading={isFresh ? community : WAITING}>{(page) => <Entry forms={known} page={page} />}</Loaded>
        )
      }
    </Loaded>
  );
}

const WAITING = { data: undefined, isError: false, error: null, refetch: () => undefined } as const;

function Entry({ forms, page }: { readonly forms: CommandForms; readonly page: CommunityPage | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const { plural = '', verb = '' } = useParams();
  const [params] = useSearchParams();
  const street = useStreet();
  const { session } = useSession();
  const surroundingsOf = useSurroundings();
  const [done, setDone] = useState<{ answer: CommandAnswer; before: readonly RuleRow[] }>();
  const [round, setRound] = useState(0);
  const known = forms.commands.find((one) => one.plural === plural && one.verb === verb);
  const back = backOf(params, page, t('forms.back'));
  const crumbs = page === undefined ? [back] : [{ to: `/app/communities/${page.code}`, title: page.name }, back];
  if (known === undefined) {
    return (
      <Page title={t('shell.page.entry')} crumbs={crumbs}>
        <Nothing text={t('forms.notForRole')} />
      </Page>
    );
  }
  const form = formForPeople(known);
  const surroundings = surroundingsOf(forms, form, page);
  const target = targetOf(form, page, params.get('id') ?? undefined, street);
  const title = words(form.title);
  const sub = [
    page?.name,
    form.kind === 'record' ? t('forms.record') : form.guards.length > 0 ? t('forms.guardedAct') : t('forms.act'),
  ]
    .filter(Boolean)
    .join(' · ');
  const given = textsOf(params, 'f.');
  const seen = numberOf(params.get('rev'));
  const revision =
    target?.stream === undefined || !changesWhatWasSeen(form)
      ? undefined
      : Math.max(revisionOf(target.stream, page) ?? -1, seen ?? -1);
  const finding =
    plural === 'findings' ? page?.findings.find(({ findingId }) => findingId === params.get('id')) : undefined;
  return (
    <Page title={title} sub={sub} crumbs={crumbs}>
      <p className="classified" role="note">
        {t('common.classified')}
      </p>
      {target === undefined ? (
        <Nothing text={t('forms.noTerm')} />
      ) : done === undefined ? (
        <CheckedForm
          key={`${target.path} ${round}`}
          form={form}
          path={target.path}
          surroundings={surroundings}
          initial={{
            data: {
              ...prefilled(verb, page),
              ...streetOf(verb, session?.role?.unit),
              ...evidenceOf(form, page, finding),
              ...textsOf(params, 'i.'),
            },
          }}
          fixed={{ ...target.fixed, ...given }}
          hidden={[...Object.keys({ ...target.fixed, ...given }), ...(finding === undefined ? [] : ['evidence'])]}
          revision={revision === -1 ? undefined : revision}
          seen={seen}
          intro={
            <>
              {finding !== undefined && <FindingFacts finding={finding} />}
              {introOf(form, page, given, surroundings.labels)}
            </>
          }
          remedy={
            page === undefined
              ? undefined
              : (refused, results) => <Remedies refused={refused} results={results} page={page} forms={forms} />
          }
          onDone={(answer, before) => setDone({ answer, before })}
        />
      ) : (
        <DoneView
          {...done}
          back={back}
          onAgain={
            // A decision on one thing is not made twice.
            params.get('id') === null && given['proposal'] === undefined
              ? () => {
                  setDone(undefined);
                  setRound(round + 1);
                }
              : undefined
          }
        />
      )}
    </Page>
  );
}

/** What a person needs to see above the fields: the state of the count, the proposal to decide on, paragraphs and guards. */
function introOf(
  form: CommandForm,
  page: CommunityPage | undefined,
  given: Readonly<Record<string, string>>,
  labels: Labels,
): ReactNode {
  if (form.verb === 'enter-count' || form.verb === 'settle-count') return <CountStatus page={page} />;
  const { proposal, rule, subject } = given;
  // Both the explanation and its approval show the rule that they are about.
  const about =
    proposal === undefined
      ? { rule, subject }
      : page?.justifications.find((justification) => justification.proposal === proposal);
  if (form.verb.endsWith('-justification') && page !== undefined && about?.rule !== undefined) {
    return (
      <>
        <JustifiedRule page={page} rule={about.rule} subject={about.subject ?? ''} />
        {proposal !== undefined && <ProposalView proposal={proposal} labels={labels} />}
      </>
    );
  }
  return proposal === undefined ? <Intro form={form} /> : <ProposalView proposal={proposal} labels={labels} />;
}

/** Paragraphs of the plan, and for an act the rules that must not fail. */
function Intro({ form }: { readonly form: { paragraphs: readonly number[]; guards: readonly string[] } }) {
  const { t } = useTranslation();
  if (form.paragraphs.length === 0 && form.guards.length === 0) return null;
  return (
    <p className="muted small">
      {form.paragraphs.map((n) => t('common.paragraph', { n })).join('、')}
      {form.guards.length > 0 && ` · ${t('forms.guards', { rules: form.guards.join('、') })}`}
    </p>
  );
}

/** A street is registered under the unit of whoever registers it. */
function streetOf(verb: string, unit: string | undefined): Readonly<Record<string, unknown>> {
  return verb === 'register-street' && unit !== undefined ? { unit } : {};
}

function textsOf(params: URLSearchParams, prefix: string): Record<string, string> {
  return Object.fromEntries(
    [...params].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** The newest revision of a stream that the page tells of. */
function revisionOf(stream: string, page: CommunityPage | undefined): number | undefined {
  return [...(page?.streams ?? []), ...(page?.findings ?? [])].find((one) => one.stream === stream)?.revision;
}

/** A conclusion rests on what the rule's result rests on. */
function evidenceOf(
  form: CommandForm,
  page: CommunityPage | undefined,
  finding: CommunityPage['findings'][number] | undefined,
): Readonly<Record<string, unknown>> {
  if (finding === undefined || form.verb !== 'propose-conclusion') return {};
  const result = page?.rules.find(({ rule, subject }) => rule === finding.rule && subject === finding.subject);
  return { evidence: result?.evidence.slice(0, 100) ?? [] };
}

function numberOf(text: string | null): number | undefined {
  return text === null || !/^\d+$/.test(text) ? undefined : Number(text);
}

/** The page that the form was opened from. */
function backOf(params: URLSearchParams, page: CommunityPage | undefined, title: string) {
  const from = params.get('from');
  // Only pages of this console: an address from outside must not lead away.
  if (from !== null && /^\/app\/[\w\-/?=&.%]*$/.test(from)) return { to: from, title };
  return { to: page === undefined ? '/app' : `/app/communities/${page.code}`, title };
}
