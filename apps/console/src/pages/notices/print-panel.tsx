import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client.js';
import type { NoticeRow, Problem } from '../../api/types.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { fetchPrint, keepFile, type MissingGlyphs } from './print-file.js';

type State = 'draft' | 'final';
type Step =
  | { readonly at: 'idle' }
  | { readonly at: 'checking' | 'printing'; readonly state: State }
  | { readonly at: 'asking'; readonly state: State; readonly missing: MissingGlyphs }
  | { readonly at: 'done'; readonly name: string }
  | { readonly at: 'failed'; readonly problem: Problem };

/** The notice as an A4 PDF. Characters that no font has are named before, so that no box is printed unseen. */
export function PrintPanel({ row }: { readonly row: NoticeRow }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ at: 'idle' });

  async function check(state: State): Promise<void> {
    setStep({ at: 'checking', state });
    try {
      const { missingGlyphs } = await get<{ missingGlyphs: MissingGlyphs }>(`/prints/notices/${row.noticeId}/check`);
      if (missingGlyphs.length > 0) setStep({ at: 'asking', state, missing: missingGlyphs });
      else await print(state);
    } catch (error) {
      setStep({ at: 'failed', problem: problemOf(error) });
    }
  }

  async function print(state: State): Promise<void> {
    setStep({ at: 'printing', state });
    try {
      const name = `${row.title} ${t(`notices.${state}`)}.pdf`;
      keepFile(await fetchPrint(`/prints/notices/${row.noticeId}.pdf?state=${state}`), name);
      setStep({ at: 'done', name });
    } catch (error) {
      setStep({ at: 'failed', problem: problemOf(error) });
    }
  }

  const busy = (state: State) => (step.at === 'checking' || step.at === 'printing') && step.state === state;
  const working = step.at === 'checking' || step.at === 'printing';
  return (
    <section className="panel" aria-labelledby="notice-print">
      <h2 id="notice-print">{t('notices.printTitle')}</h2>
      <div className="stack">
        <div className="row">
          <Button loading={busy('draft')} disabled={working} onClick={() => void check('draft')}>
            {t('notices.printDraft')}
          </Button>
          <Button loading={busy('final')} disabled={working} onClick={() => void check('final')}>
            {t('notices.printFinal')}
          </Button>
          <span className="muted small">{t('notices.printNote')}</span>
        </div>
        <div role="status">
          {step.at === 'checking' && t('notices.printChecking')}
          {step.at === 'printing' && t('notices.printing')}
          {step.at === 'done' && t('notices.printed', { name: step.name })}
        </div>
        {step.at === 'asking' && (
          <GlyphWarning
            missing={step.missing}
            onAnyway={() => void print(step.state)}
            onCancel={() => setStep({ at: 'idle' })}
          />
        )}
        {step.at === 'failed' &&
          (step.problem.code === 'NO_SUCH_ROUTE' ? (
            <Alert type="info" showIcon title={t('notices.printOff')} />
          ) : (
            <ProblemAlert problem={step.problem} />
          ))}
      </div>
    </section>
  );
}

function GlyphWarning({
  missing,
  onAnyway,
  onCancel,
}: {
  readonly missing: MissingGlyphs;
  readonly onAnyway: () => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('notices.glyphs')}
      description={
        <div className="glyphs">
          <p>{t('notices.glyphsNote')}</p>
          <ul>
            {missing.map(({ text, characters }) => {
              const each = [...characters];
              return (
                <li key={text}>
                  {t('notices.glyphsIn', { text, characters: each.join(' '), codes: each.map(codeOf).join(' ') })}
                </li>
              );
            })}
          </ul>
          <div className="row">
            <Button onClick={onCancel}>{t('common.cancel')}</Button>
            <Button onClick={onAnyway}>{t('notices.glyphsAnyway')}</Button>
          </div>
        </div>
      }
    />
  );
}

/** The character's number: it can be read out and looked up where the character itself cannot be shown. */
function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
