import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/index.js';
import { Facts } from '../../widgets/facts.js';
import { useLogName, verdictName } from './log-names.js';
import type { Fault, Report } from './reports.js';
import { fromHex, Root } from './root.js';

const CLASS = {
  intact: 'verdict good',
  tampered: 'verdict wrong',
  incomplete: 'verdict unsure',
  other: 'verdict unsure',
};

/** The verdict on one log, with the numbers behind it and every fault that was found. */
export function Verdict({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const words = useWords();
  const logName = useLogName();
  const verdict = verdictName(report.verdict);
  const root = fromHex(report.root ?? '');
  const [first] = report.faults;
  const begins = report.firstBad ?? first?.position ?? first?.from;
  // What an answer does not say is left out, so that nothing looks like a number of none.
  const numbers = [
    counted(t('integrity.size'), report.size, (n) => t('integrity.count', { n })),
    counted(t('integrity.sealedSize'), report.sealedSize, (n) => t('integrity.count', { n })),
    counted(t('integrity.unsealed'), report.unsealed, (n) => t('integrity.count', { n })),
    counted(t('integrity.checkpoints'), report.checkpoints, (n) => t('integrity.checkpointsCount', { n })),
    counted(t('integrity.exit'), report.exitCode, String),
  ].flat();
  return (
    <div className="stack">
      <p className={CLASS[verdict]} data-testid="verdict">
        {t('integrity.verdictLine', {
          log: logName(report.log),
          verdict: t(`integrity.verdict.${verdict}`),
          note: t(`integrity.verdictNote.${verdict}`),
        })}
      </p>
      {begins !== undefined && <p className="bad">{t('integrity.firstBad', { n: begins })}</p>}
      <Facts items={numbers} />
      {root !== undefined && <Root bytes={root} />}
      {report.anomalies > 0 && <p className="muted">{t('integrity.anomalies', { n: report.anomalies })}</p>}
      {report.faults.length > 0 && <Faults faults={report.faults} />}
      {report.words !== undefined && verdict !== 'intact' && (
        <p className="muted report-words">{words(report.words)}</p>
      )}
    </div>
  );
}

function counted(
  label: string,
  n: number | undefined,
  worded: (n: number) => string,
): readonly (readonly [label: string, value: string])[] {
  return n === undefined ? [] : [[label, worded(n)]];
}

function Faults({ faults }: { readonly faults: readonly Fault[] }) {
  const { t } = useTranslation();
  return (
    <table className="plain-table">
      <caption className="panel-title">{t('integrity.faults', { n: faults.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('integrity.faultAt')}</th>
          <th scope="col">{t('integrity.faultCode')}</th>
          <th scope="col">{t('integrity.expected')}</th>
          <th scope="col">{t('integrity.actual')}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((fault) => {
          const at = placeOf(fault);
          return (
            <tr key={`${fault.code} ${at} ${fault.actual}`}>
              <td className="tabular">{at}</td>
              <td className="mono">{fault.code}</td>
              <td className="mono">{fault.expected}</td>
              <td className="mono">{fault.actual}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function placeOf({ position, from, to, file }: Fault): string {
  if (file !== undefined) return file;
  if (position !== undefined) return String(position);
  return from === undefined ? '' : `${from}–${to === undefined ? '' : to - 1}`;
}
