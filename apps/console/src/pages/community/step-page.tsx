import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { useCommandForms, useCommunity, useEvents } from '../../api/queries.js';
import type { CommandForm, CommunityPage, EventRow, StepStatus } from '../../api/types.js';
import { useJoin, useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { CommandItem } from '../../widgets/command-item.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { StepWord } from '../../widgets/outcome.js';
import { Page } from '../../widgets/page.js';
import { RuleTable } from '../../widgets/rule-table.js';
import { useStepTitle, useStepWord } from '../../widgets/step-name.js';
import { CountStatus } from '../entry/count-status.js';
import { EventRows } from '../events/event-rows.js';
import { useExplain } from './use-explain.js';

/** Entries shown on the page itself. */
const FEW = 8;

/** One step of one community: what can be recorded and done, its rules, its entries. */
export function StepPage() {
  const { code = '', step = '' } = useParams();
  const asOf = useAsOf();
  const reading = useCommunity(code, asOf);
  return (
    <Loaded reading={reading}>
      {(page) => {
        const status = page.steps.find((one) => String(one.step) === step);
        return status === undefined ? <Nothing /> : <Step page={page} status={status} now={asOf === undefined} />;
      }}
    </Loaded>
  );
}

function Step({
  page,
  status,
  now,
}: {
  readonly page: CommunityPage;
  readonly status: StepStatus;
  readonly now: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const join = useJoin();
  const { may } = useSession();
  const stepTitle = useStepTitle();
  const stepWord = useStepWord();
  const explain = useExplain(page, `/app/communities/${page.code}/steps/${status.step}`);
  const missing = [...new Set(status.missing.map(({ title }) => words(title)))];
  return (
    <Page
      title={stepTitle(status)}
      sub={
        <>
          {page.name} · {t('common.paragraph', { n: status.paragraph })}
        </>
      }
      crumbs={[
        { to: '/app/overview', title: t('shell.page.overview') },
        { to: `/app/communities/${page.code}`, title: page.name },
      ]}
      actions={<Neighbours page={page} step={status.step} />}
    >
      <AsOfStrip />
      <div className="stack">
        <section className="panel row">
          <StepWord status={status.status} />
          <span className="tabular">
            {status.since}
            {status.doneOn !== undefined && ` – ${status.doneOn}`}
          </span>
          {status.waitsFor !== undefined && (
            <span>{t('community.step.cannot', { step: stepWord(status.waitsFor) })}</span>
          )}
          {missing.length > 0 && <span>{t('shell.workbench.stepMissing', { missing: join(missing) })}</span>}
        </section>
        {status.step === 10 && page.count !== undefined && (
          <section className="panel">
            <CountStatus page={page} />
          </section>
        )}
        {now && may('elections.record') && <Commands page={page} status={status} />}
        <section className="panel" aria-labelledby="step-rules">
          <h2 id="step-rules">{t('community.step.results')}</h2>
          <RuleTable
            rows={page.rules.filter(({ step }) => step === status.step)}
            grouped={false}
            {...(now ? { explain } : {})}
          />
        </section>
        {now && may('events.read') && <Entries page={page} status={status} />}
      </div>
    </Page>
  );
}

function Neighbours({ page, step }: { readonly page: CommunityPage; readonly step: number }) {
  const { t } = useTranslation();
  const to = (n: number) => `/app/communities/${page.code}/steps/${n}`;
  return (
    <>
      {step > 0 && <Link to={to(step - 1)}>{t('community.step.previous')}</Link>}
      {step < 10 && <Link to={to(step + 1)}>{t('community.step.next')}</Link>}
    </>
  );
}

/** Commands that belong to a step: by their own mark, those of the term at the preparation. */
function commandsOf(all: readonly CommandForm[], step: number): readonly CommandForm[] {
  const general = /correction$|justification$/;
  const commands = all.filter(({ verb, plural, step: own }) => {
    if (general.test(verb)) return false;
    if (plural === 'notices') return verb === 'post-notice' && (step === 7 || step === 9);
    if (step === 0) return plural === 'terms';
    // The committee meets at steps 1, 5 and 7 with one command.
    if (verb === 'record-committee-meeting') return step === 1 || step === 5 || step === 7;
    return own === step;
  });
  return [...commands].sort((x, y) => Number(x.twinOf !== undefined) - Number(y.twinOf !== undefined));
}

interface StepProps {
  readonly page: CommunityPage;
  readonly status: StepStatus;
}

/** The commands of the step that the present role may send. */
function useOwnCommands(step: number): { readonly own: readonly CommandForm[]; readonly types: ReadonlySet<string> } {
  const { may } = useSession();
  const { data } = useCommandForms(may('elections.record'));
  const own = commandsOf(data?.commands ?? [], step);
  return { own, types: new Set(own.flatMap(({ records }) => records)) };
}

/** Entries of the step: those that its commands record. */
function useEntries(page: CommunityPage, types: ReadonlySet<string>) {
  const { may } = useSession();
  return useEvents(
    { community: page.code, type: [...types].join(','), limit: 200 },
    may('events.read') && types.size > 0,
  );
}

function Commands({ page, status }: StepProps) {
  const { t } = useTranslation();
  const { own, types } = useOwnCommands(status.step);
  const entries: readonly EventRow[] = useEntries(page, types).data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="step-commands">
      <h2 id="step-commands">{t('community.step.commands')}</h2>
      {own.length === 0 ? (
        <Nothing text={t('community.step.none')} />
      ) : (
        <ul className="command-list">
          {own.map((form) => (
            <Command
              key={`${form.plural}/${form.verb}`}
              page={page}
              status={status}
              form={form}
              count={entries.filter(({ type }) => form.records.includes(type)).length}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Entries({ page, status }: StepProps) {
  const { t } = useTranslation();
  const { types } = useOwnCommands(status.step);
  const reading = useEntries(page, types);
  if (types.size === 0) return null;
  return (
    <section className="panel" aria-labelledby="step-events">
      <h2 id="step-events">{t('community.step.events')}</h2>
      <Loaded reading={reading}>
        {({ items, total }) => (
          <>
            {items.length === 0 ? (
              <Nothing text={t('community.step.noEvents')} />
            ) : (
              <EventRows rows={items.slice(0, FEW)} />
            )}
            {items.length > FEW && (
              <p>
                <Link to={`/app/events?community=${page.code}&type=${[...types].join(',')}`}>
                  {t('community.step.allEvents', { n: total })}
                </Link>
              </p>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Command({
  page,
  status,
  form,
  count,
}: {
  readonly page: CommunityPage;
  readonly status: StepStatus;
  readonly form: CommandForm;
  readonly count: number;
}) {
  const { t } = useTranslation();
  const query = new URLSearchParams({
    community: page.code,
    from: `/app/communities/${page.code}/steps/${status.step}`,
  });
  const lacking = status.missing.some(({ type }) => form.records.includes(type));
  return (
    <CommandItem form={form} to={`/app/entry/${form.plural}/${form.verb}?${query.toString()}`}>
      {count > 0 && <span className="muted">{t('community.step.recordedTimes', { n: count })} </span>}
      {lacking && <b className="warn">{t('community.step.lacking')}</b>}
    </CommandItem>
  );
}
