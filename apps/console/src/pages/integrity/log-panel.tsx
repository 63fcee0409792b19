import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Integrity } from '../../api/types.js';
import { shownSeconds } from '../../format/dates.js';
import { fromBase64 } from '../../proof/bytes.js';
import { Facts } from '../../widgets/facts.js';
import { saveBlob } from '../events/export-buttons.js';
import { useLogName } from './log-names.js';
import { Root } from './root.js';

type Log = Integrity['logs'][number];

/** One log: how far it is sealed, its root and key, and what somebody can keep to check it later. */
export function LogPanel({ log, onVerify }: { readonly log: Log; readonly onVerify: () => void }) {
  const { t } = useTranslation();
  const logName = useLogName();
  const { checkpoint } = log;
  const root = fromBase64(log.root);
  return (
    <section className="panel stack" aria-labelledby={`log-${log.log}`}>
      <div className="row spread">
        <h2 id={`log-${log.log}`}>{logName(log.log)}</h2>
        <div className="row">
          {checkpoint === undefined ? (
            <span className="muted">{t('integrity.checkpointNone')}</span>
          ) : (
            <Button
              size="small"
              onClick={() =>
                saveBlob(
                  new Blob([checkpoint], { type: 'text/plain;charset=utf-8' }),
                  `${log.log}-${log.sealedSize}.checkpoint.txt`,
                )
              }
            >
              {t('integrity.checkpoint')}
            </Button>
          )}
          <Button size="small" onClick={onVerify}>
            {t('integrity.verifyOne')}
          </Button>
        </div>
      </div>
      <Facts
        items={[
          [t('integrity.size'), t('integrity.count', { n: log.size })],
          [t('integrity.sealedSize'), t('integrity.count', { n: log.sealedSize })],
          [t('integrity.sealedAt'), log.sealedAt === undefined ? t('common.none') : shownSeconds(log.sealedAt)],
          [t('integrity.unsealed'), t('integrity.count', { n: log.size - log.sealedSize })],
          [
            t('integrity.anchorCode'),
            log.anchorCode === undefined ? (
              t('common.none')
            ) : (
              <span key="anchor" className="anchor-code" title={t('integrity.anchorNote')}>
                {log.anchorCode}
              </span>
            ),
          ],
        ]}
      />
      <Facts
        columns={1}
        items={[
          [
            t('integrity.origin'),
            <span key="origin" className="mono">
              {log.origin}
            </span>,
          ],
          [
            t('integrity.vkey'),
            <span key="vkey" className="mono">
              {log.vkey}
            </span>,
          ],
        ]}
      />
      {root !== undefined && root.length > 0 && <Root bytes={root} />}
      {log.anchored ? (
        <p className="good-word">✓ {t('integrity.anchored')}</p>
      ) : (
        <p className="not-anchored">{t('integrity.notAnchored')}</p>
      )}
    </section>
  );
}
