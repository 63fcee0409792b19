import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiProblem, get } from '../../api/client.js';
import type { EventDetail, EventProof } from '../../api/types.js';
import { fromBase64 } from '../../proof/bytes.js';
import { type CheckedProof, checkProof } from '../../proof/check-proof.js';
import { Loaded } from '../../widgets/loaded.js';
import { saveBlob } from './export-buttons.js';
import { ProofDrawing } from './proof-drawing.js';

const isWaiting = (error: unknown) => error instanceof ApiProblem && error.status === 425;

/** The proof of one event, checked by this browser itself from the stored bytes. */
export function ProofView({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const { row } = detail;
  const reading = useQuery<EventProof>({
    queryKey: ['proof', row.id],
    queryFn: () => get<EventProof>(`/events/${row.id}/proof`),
    // Sealing takes a few seconds: ask again until it is done.
    retry: (count, error) => isWaiting(error) && count < 20,
    retryDelay: 1500,
    meta: { live: false },
  });
  const unsealed = isWaiting(reading.error) || isWaiting(reading.failureReason);
  if (reading.data === undefined && unsealed) {
    return (
      <div className="stack">
        <Stages sealed={false} />
        <p className="verdict unsure" role="status" data-testid="proof-verdict">
          {t('events.proof.waiting')}
        </p>
        {reading.isFetching ? (
          <p className="muted">{t('events.proof.asking')}</p>
        ) : (
          <div>
            <Button onClick={() => void reading.refetch()}>{t('common.retry')}</Button>
          </div>
        )}
      </div>
    );
  }
  return (
    <Loaded reading={reading}>
      {(proof) => {
        const bytes = fromBase64(detail.bytes);
        if (bytes === undefined) return <p className="verdict wrong">{t('events.proof.unreadable')}</p>;
        return <Checked proof={proof} checked={checkProof(bytes, proof, { id: row.id, log: row.log })} />;
      }}
    </Loaded>
  );
}

/** Recorded, sealed, witnessed: how far the proof of the event has come. */
function Stages({ sealed }: { readonly sealed: boolean }) {
  const { t } = useTranslation();
  const stages = [
    ['recorded', true],
    ['sealed', sealed],
    ['witnessed', false],
  ] as const;
  return (
    <>
      <ol className="stages" aria-label={t('events.proof.state')}>
        {stages.map(([name, reached]) => (
          <li key={name} className={reached ? 'reached' : ''}>
            <span className="mark" aria-hidden="true">
              {reached ? '✓' : '–'}
            </span>
            <span>
              {t(`events.proof.${name}`)}{' '}
              <span className="muted">
                {reached
                  ? t('events.proof.done')
                  : t(name === 'witnessed' ? 'events.proof.notWitnessed' : 'events.proof.pending')}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <p className="muted small">{t('events.proof.witnessNote')}</p>
    </>
  );
}

function Checked({ proof, checked }: { readonly proof: EventProof; readonly checked: CheckedProof }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <Stages sealed />
      <p className={checked.ok ? 'verdict good' : 'verdict wrong'} role="status" data-testid="proof-verdict">
        {checked.ok ? t('events.proof.right') : t('events.proof.wrong')}
      </p>
      <p className="muted">{t('events.proof.note')}</p>
      <h3 className="panel-title">{t('events.proof.path')}</h3>
      <ProofDrawing checked={checked} size={proof.size} />
      <ol className="path-list">
        <li>
          {t('events.proof.leafStep')} <span className="mono">{checked.leaf}</span>
        </li>
        {checked.steps.map(({ side, sibling, result }) => (
          <li key={result}>
            {t(side === 'left' ? 'events.proof.withLeft' : 'events.proof.withRight')}{' '}
            <span className="mono">{sibling}</span> {t('events.proof.gives')} <span className="mono">{result}</span>
          </li>
        ))}
      </ol>
      <h3 className="panel-title">{t('events.proof.checks')}</h3>
      <ol className="checks">
        {checked.checks.map(({ name, ok, shown }) => (
          <li key={name} className={ok ? 'ok' : 'not-ok'}>
            <span className="mark" aria-hidden="true">
              {ok ? '✓' : '✗'}
            </span>
            <span>
              {t(`events.proof.check.${name}`)} <b>{ok ? t('events.proof.ok') : t('events.proof.notOk')}</b>
              <br />
              <span className="mono muted">{shown}</span>
            </span>
          </li>
        ))}
      </ol>
      <h3 className="panel-title">{t('events.proof.checkpoint')}</h3>
      <pre className="raw mono">{proof.checkpoint}</pre>
      <p>
        {t('events.proof.key')}
        <br />
        <span className="mono muted">{proof.vkey}</span>
      </p>
      <div>
        <Button
          onClick={() =>
            saveBlob(
              new Blob([proof.tlogProof], { type: 'text/plain;charset=utf-8' }),
              `${proof.log}-${proof.position}.tlog-proof`,
            )
          }
        >
          {t('events.proof.download')}
        </Button>
      </div>
    </div>
  );
}
