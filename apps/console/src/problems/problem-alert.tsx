import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.js';
import type { Problem } from '../api/types.js';
import { useLanguage, useWords } from '../i18n/index.js';
import { wordFieldFault, wordProblem } from './problem-words.js';

/** A refusal in words: what, which rule with its source and arithmetic, which fields. */
export function ProblemAlert({
  problem,
  labelOf,
  action,
  children,
}: {
  readonly problem: Problem;
  /** Names a field by its JSON pointer. */
  readonly labelOf?: (pointer: string) => string;
  readonly action?: ReactNode;
  /** What can be done about it. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Alert
      type="error"
      showIcon
      title={wordProblem(problem, t, language)}
      action={action}
      description={
        <div className="problem">
          <Ground {...problem} />
          {problem.fields !== undefined && problem.fields.length > 0 && (
            <>
              <div>{t('problems.fields')}</div>
              <ul>
                {problem.fields.map((field) => (
                  <li key={`${field.pointer} ${field.code}`}>
                    {labelOf === undefined ? '' : `${labelOf(field.pointer)}：`}
                    {wordFieldFault(field, t, language)}
                  </li>
                ))}
              </ul>
            </>
          )}
          {problem.also?.map((other) => (
            <div key={`${other.code} ${other.rule ?? ''}`}>
              {t('problems.also')} {wordProblem(other, t, language)} <Ground {...other} />
            </div>
          ))}
          {children}
          {problem.traceId !== undefined && problem.status >= 500 && (
            <div className="muted">{t('problems.trace', { id: problem.traceId })}</div>
          )}
        </div>
      }
    />
  );
}

function Ground({ rule, source, arithmetic, remedy }: Pick<Problem, 'rule' | 'source' | 'arithmetic' | 'remedy'>) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      {rule !== undefined && (
        <div>{source === undefined ? t('problems.ruleOnly', { rule }) : t('problems.rule', { rule, source })}</div>
      )}
      {arithmetic !== undefined && <div>{t('problems.arithmetic', { text: words(arithmetic) })}</div>}
      {remedy !== undefined && <div>{t('problems.remedy', { text: words(remedy) })}</div>}
    </>
  );
}

/** Whatever was thrown, as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.body;
  return { type: 'about:blank', title: '', status: 0, code: 'UNEXPECTED' };
}
