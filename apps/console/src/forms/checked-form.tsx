import { Alert, Button } from 'antd';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router-dom';
import { ApiProblem, post } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import type { CommandAnswer, CommandForm, Problem, RuleRow } from '../api/types.js';
import { useLanguage } from '../i18n/index.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';
import { wordFieldFault } from '../problems/problem-words.js';
import { Answers } from './answers.js';
import { type Body, type Draft, useDraft } from './draft.js';
import type { FieldFault } from './faults.js';
import { controlId, FormContext, type FormSurroundings, type KnownPerson } from './form-context.js';
import { FormFields } from './form-fields.js';
import { LeaveQuestion } from './leave-question.js';
import { usePreview } from './preview.js';
import { type Remedy, Results, RulePanel } from './rule-panel.js';
import type { Node } from './schema.js';

type Values = Readonly<Record<string, unknown>>;
const same = (body: Body): Body => body;
const NOTHING: Values = {};

export interface CheckedFormProps {
  readonly form: CommandForm;
  /** Address of the command below `/api/v1`. */
  readonly path: string;
  readonly surroundings: Pick<FormSurroundings, 'labels' | 'persons' | 'communities' | 'units' | 'community'>;
  readonly initial?: Partial<Draft>;
  /** Data that the page gives and nobody types. */
  readonly fixed?: Values;
  readonly hidden?: readonly string[];
  /** Puts the body into another shape before it is sent (a correction wraps it). */
  readonly asBody?: (body: Body) => Body;
  /** Revision that the person saw; sent where somebody changes what was there. */
  readonly revision?: number;
  /** The revision of the page that led here, where that one was older. */
  readonly seen?: number;
  readonly intro?: ReactNode;
  readonly remedy?: Remedy | undefined;
  /** `before`: the results as they stood, so that the page can say what changed. */
  readonly onDone: (answer: CommandAnswer, before: readonly RuleRow[]) => void;
}

/**
 * A form made from a command: fields beside the rules as they would be judged, then everything once more to check,
 * then it is sent. A refusal brings back the form with everything typed.
 */
export function CheckedForm(props: CheckedFormProps) {
  const { form, path, surroundings, initial = {}, fixed = NOTHING, hidden = [], asBody = same, revision } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const value = useDraft(form, initial, fixed, asBody);
  const [tried, setTried] = useState(false);
  const [checking, setChecking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [refusedText, setRefused] = useState<Body>();
  const [learnt, setLearnt] = useState<readonly KnownPerson[]>([]);
  const [seen, setSeen] = useState(props.seen ?? revision);
  const head = useRef<HTMLDivElement>(null);
  const asked = usePreview(path, value.body, value.faults.length === 0);
  // The drawer of an event opens under the same path: only leaving the page is asked about.
  const isSent = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      value.dirty && !isSent.current && currentLocation.pathname !== nextLocation.pathname,
  );
  const { onDone } = props;

  const names = useMemo(
    () => new Map([...surroundings.persons, ...learnt].map(({ personId, name }) => [personId, name])),
    [surroundings.persons, learnt],
  );
  // What was wrong with a value says nothing of the next one.
  const serverFaults = (problem?.fields ?? []).filter(
    ({ pointer }) => refusedText === undefined || textAt(value.body, pointer) === textAt(refusedText, pointer),
  );
  const faults: readonly FieldFault[] = [...(tried ? value.faults : []), ...serverFaults];
  const context: FormSurroundings = {
    ...surroundings,
    fault: (pointer) => {
      const fault = faults.find((one) => one.pointer === pointer);
      return fault === undefined ? undefined : wordFieldFault(fault, t, language);
    },
    nameOf: (personId) => names.get(personId) ?? personId,
    learn: (person) => setLearnt((old) => [...old, person]),
    attach: (file) =>
      value.change({ attachments: [...value.draft.attachments.filter(({ sha256 }) => sha256 !== file.sha256), file] }),
  };

  const toHead = useCallback(() => {
    window.requestAnimationFrame(() => {
      toTop();
      head.current?.focus();
    });
  }, []);

  function toCheck(): void {
    setTried(true);
    setProblem(undefined);
    if (value.faults.length === 0) setChecking(true);
    toHead();
  }

  async function send(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await post<CommandAnswer>(path, value.body, {
        'idempotency-key': value.commandId,
        ...(seen === undefined ? {} : { 'if-match': `"${seen}"` }),
      });
      isSent.current = true;
      void refresh();
      toTop();
      onDone(answer, asked.preview?.before ?? []);
    } catch (error) {
      const refused = withNames(problemOf(error), names);
      setProblem(refused);
      setRefused(value.body);
      // Unreachable or failed: the same id again, so that it is recorded once. Refused: these values were not recorded.
      const definite = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
      if (definite) value.renew();
      // What is newer is shown before it can be confirmed.
      if (refused.code === 'STALE_VERSION') void refresh();
      if (refused.fields !== undefined && refused.fields.length > 0) setChecking(false);
      toHead();
    } finally {
      setBusy(false);
    }
  }

  // What the rules refuse now is not sent; the preview is asked again whenever the ledger or the values change.
  const isRefused = checking && asked.preview?.refused !== undefined;
  const stale = revision !== undefined && seen !== undefined && revision > seen;
  return (
    <FormContext value={context}>
      <div className="form-head" ref={head} tabIndex={-1}>
        {problem !== undefined && (
          <ProblemAlert problem={problem} labelOf={surroundings.labels.pointer}>
            {props.remedy?.(problem, asked.preview?.results ?? [])}
          </ProblemAlert>
        )}
        {tried && value.faults.length > 0 && !checking && (
          <FaultList faults={value.faults} text={context.fault} labelOf={surroundings.labels.pointer} />
        )}
        {stale && (
          <Alert
            type="warning"
            showIcon
            title={t('forms.changedMeanwhile', { n: revision - seen })}
            action={<Button onClick={() => setSeen(revision)}>{t('forms.seenIt')}</Button>}
          />
        )}
      </div>
      <div className="form-layout">
        <form
          className="panel form-main"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isRefused) return;
            if (checking) void send();
            else toCheck();
          }}
        >
          {props.intro}
          {checking ? (
            <>
              <h2 className="panel-title">{t('forms.check')}</h2>
              <p className="muted">{t('forms.checkNote')}</p>
              <Answers
                node={form.schema as Node}
                value={omit({ ...value.draft.data }, hidden)}
                on={form.on === 'none' ? undefined : value.draft.on}
                personal={
                  form.personal === undefined ? undefined : { node: form.personal as Node, value: value.draft.personal }
                }
                attachments={value.draft.attachments}
              />
              {asked.problem !== undefined && problem === undefined && (
                <ProblemAlert problem={asked.problem} labelOf={surroundings.labels.pointer} />
              )}
              {asked.preview !== undefined && (
                <Results
                  preview={problem === undefined ? asked.preview : { ...asked.preview, refused: undefined }}
                  remedy={props.remedy}
                />
              )}
            </>
          ) : (
            <FormFields
              form={form}
              draft={value.draft}
              hidden={new Set([...hidden, ...Object.keys(fixed)])}
              onChange={value.change}
            />
          )}
          <div className="form-actions">
            {checking && (
              <Button
                onClick={() => {
                  setChecking(false);
                  toTop();
                }}
                disabled={busy}
              >
                {t('forms.backToEdit')}
              </Button>
            )}
            <Button
              type="primary"
              htmlType="submit"
              loading={busy}
              disabled={isRefused}
              {...(isRefused ? { 'aria-describedby': 'form-refused' } : {})}
            >
              {checking ? t('forms.submit') : t('forms.toCheck')}
            </Button>
            {isRefused && (
              <span id="form-refused" className="bad">
                {t('forms.refused')}
              </span>
            )}
          </div>
        </form>
        {!checking && (
          <RulePanel
            preview={asked.preview}
            problem={asked.problem}
            missing={value.faults.length}
            busy={asked.busy}
            remedy={props.remedy}
          />
        )}
      </div>
      <LeaveQuestion blocker={blocker} />
    </FormContext>
  );
}

/** Faults name persons by id where the ledger does; a person reads names. */
function withNames(problem: Problem, names: ReadonlyMap<string, string>): Problem {
  const named = <P extends Readonly<Record<string, string | number>>>(params: P | undefined) =>
    params === undefined
      ? undefined
      : (Object.fromEntries(
          Object.entries(params).map(([key, item]) => [key, names.get(String(item)) ?? item]),
        ) as unknown as P);
  return {
    ...problem,
    ...(problem.params === undefined ? {} : { params: named(problem.params) }),
    ...(problem.fields === undefined
      ? {}
      : { fields: problem.fields.map((field) => ({ ...field, params: named(field.params) })) }),
  };
}

/** The value at a pointer, as text that can be compared. */
function textAt(body: Body, pointer: string): string | undefined {
  const item = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], body);
  return JSON.stringify(item);
}

/** Reads again whatever others may have changed. */
function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.['live'] === true });
}

/** The page scrolls inside the shell. */
function toTop(): void {
  document.getElementById('main')?.scrollTo(0, 0);
}

function omit(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** Every fault with a way to its field. */
function FaultList({
  faults,
  text,
  labelOf,
}: {
  readonly faults: readonly FieldFault[];
  readonly text: (pointer: string) => string | undefined;
  readonly labelOf: (pointer: string) => string;
}) {
  const { t } = useTranslation();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('forms.faults', { n: faults.length })}
      description={
        <ul>
          {faults.map(({ pointer }) => (
            <li key={pointer}>
              <a href={`#${controlId(pointer)}`} onClick={(event) => goTo(event, pointer)}>
                {labelOf(pointer)}：{text(pointer)}
              </a>
            </li>
          ))}
        </ul>
      }
    />
  );
}

function goTo(event: { preventDefault(): void }, pointer: string): void {
  event.preventDefault();
  const element = document.getElementById(controlId(pointer));
  element?.scrollIntoView({ block: 'center' });
  element?.focus();
}
