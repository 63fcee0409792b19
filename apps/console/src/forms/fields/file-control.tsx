import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../../api/client.js';
import type { Problem } from '../../api/types.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { type Attachment, controlId, useFormSurroundings } from '../form-context.js';
import type { FieldProps } from './field.js';

/** A scan or photo: uploaded at once, recorded by its digest. */
export function FileControl({ name, pointer, value, onChange, label }: FieldProps & { readonly label?: string }) {
  const { t } = useTranslation();
  const { labels, attach } = useFormSurroundings();
  const [file, setFile] = useState<Attachment>();
  const sha256 = typeof value === 'string' ? value : undefined;
  return (
    <div className="row">
      <UploadButton
        id={controlId(pointer)}
        label={t('forms.uploadFor', { name: label ?? labels.field(name) })}
        onUploaded={(attachment) => {
          setFile(attachment);
          attach(attachment);
          onChange(attachment.sha256);
        }}
      />
      {sha256 !== undefined && (
        <span>
          {file?.sha256 === sha256 ? file.name : ''} <span className="mono">{shortDigest(sha256)}</span>{' '}
          <Button size="small" onClick={() => onChange(undefined)}>
            {t('forms.remove')}
          </Button>
        </span>
      )}
    </div>
  );
}

/** Digests as people compare them: the first 12 and the last 4 characters. */
export function shortDigest(sha256: string): string {
  return `${sha256.slice(0, 12)}…${sha256.slice(-4)}`;
}

export function UploadButton({
  id,
  label,
  onUploaded,
}: {
  readonly id?: string;
  readonly label: string;
  readonly onUploaded: (file: Attachment) => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const input = useRef<HTMLInputElement>(null);
  async function send(file: File): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      onUploaded(await upload<Attachment>('/attachments', file));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <div>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void send(file);
        }}
      />
      <Button id={id} loading={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      {problem !== undefined && <ProblemAlert problem={problem} />}
    </div>
  );
}
