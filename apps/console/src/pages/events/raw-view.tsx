import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EventDetail } from '../../api/types.js';
import { fromBase64, toHex } from '../../proof/bytes.js';
import { leafHash } from '../../proof/merkle.js';

/** The stored bytes as they are, and their hash computed here and held against the one that the server states. */
export function RawView({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const bytes = fromBase64(detail.bytes);
  if (bytes === undefined) return <p className="bad">{t('events.proof.unreadable')}</p>;
  const own = toHex(leafHash(bytes));
  const same = own === detail.leafHash;
  // What is shown is decoded here from the bytes that were hashed, not a second text of the server.
  const text = new TextDecoder().decode(bytes);
  return (
    <div className="stack">
      <p className="muted">{t('events.rawNote', { bytes: bytes.length })}</p>
      <pre className="raw mono">{text}</pre>
      {navigator.clipboard !== undefined && (
        <div>
          <Button
            onClick={() =>
              navigator.clipboard.writeText(text).then(
                () => message.success(t('common.copied')),
                () => undefined,
              )
            }
          >
            {t('events.copyRaw')}
          </Button>
        </div>
      )}
      <p>
        {t('events.leafHash')}
        <br />
        <span className="mono">{own}</span>
        <br />
        <span className={same ? 'good-word' : 'bad'}>
          {same ? `✓ ${t('events.hashSame')}` : `✗ ${t('events.hashDiffers', { stated: detail.leafHash })}`}
        </span>
      </p>
    </div>
  );
}
