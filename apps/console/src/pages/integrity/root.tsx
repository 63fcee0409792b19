import { useTranslation } from 'react-i18next';
import { toBase64, toHex } from '../../proof/bytes.js';
import { Facts } from '../../widgets/facts.js';

const HEX = /^(?:[0-9a-f]{2})+$/;

/** The bytes of a hash in hex; undefined for any other text. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!HEX.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** A root in both spellings: checkpoints and the header say base64, verifiers and proofs say hex. */
export function Root({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation();
  return (
    <Facts
      columns={1}
      items={[
        [
          t('integrity.root'),
          <span key="base64" className="mono">
            {toBase64(bytes)}
          </span>,
        ],
        [
          t('integrity.rootHex'),
          <span key="hex" className="mono">
            {toHex(bytes)}
          </span>,
        ],
      ]}
    />
  );
}
