import { DownloadOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { upload } from '../../api/client.js';
import type { ImportReport, Problem } from '../../api/types.js';
import { useLanguage } from '../../i18n/index.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { useCommunityChoices } from '../../widgets/units.js';
import { IMPORT_KINDS, type ImportKind, isKind, shownSize } from './import-state.js';
import { ImportSteps } from './import-steps.js';

/** Kind and community, the template, the file: then the server checks it and writes nothing. */
export function NewImport() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [file, setFile] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<'needFile' | 'notXlsx'>();
  const [problem, setProblem] = useState<Problem>();
  const asked = params.get('kind');
  const kind: ImportKind = isKind(asked) ? asked : 'people';
  const community = params.get('community') ?? '';
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );

  function take(chosen: File): void {
    setProblem(undefined);
    const isSheet = chosen.name.toLowerCase().endsWith('.xlsx');
    setFault(isSheet ? undefined : 'notXlsx');
    setFile(isSheet ? chosen : undefined);
  }

  async function send(): Promise<void> {
    if (file === undefined) {
      setFault('needFile');
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const query = new URLSearchParams({ kind, ...(community === '' ? {} : { community }) });
      const { importId } = await upload<ImportReport>(`/imports?${query.toString()}`, file);
      await navigate(`/app/imports/${importId}`);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className="panel" aria-labelledby="import-new">
      <h2 id="import-new">{t('imports.new')}</h2>
      <ImportSteps now={file === undefined ? 'choose' : 'upload'} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Kinds kind={kind} onChange={(next) => set('kind', next)} />
        <div className="import-row">
          <CommunityChoice value={community} onChange={(next) => set('community', next)} />
          <Template kind={kind} />
        </div>
        <div className="import-row">
          <div>
            <FileChoice file={file} onTake={take} />
            <div role="alert" className="bad">
              {fault !== undefined && t(`imports.${fault}`)}
            </div>
          </div>
          <div>
            <Button type="primary" htmlType="submit" loading={busy}>
              {t('imports.upload')}
            </Button>
            <p className="muted small">{t('imports.uploadNote')}</p>
          </div>
        </div>
        {problem !== undefined && <ProblemAlert problem={problem} />}
      </form>
    </section>
  );
}

function Kinds({ kind, onChange }: { readonly kind: ImportKind; readonly onChange: (kind: ImportKind) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="import-kinds">
      <legend>{t('imports.kindLegend')}</legend>
      {IMPORT_KINDS.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="import-kind"
            value={one}
            checked={kind === one}
            aria-describedby={`import-kind-${one}`}
            onChange={() => onChange(one)}
          />
          <b>{t(`imports.kind.${one}`)}</b>
          <small id={`import-kind-${one}`}>{t(`imports.kindNote.${one}`)}</small>
        </label>
      ))}
    </fieldset>
  );
}

function CommunityChoice({ value, onChange }: { readonly value: string; readonly onChange: (code: string) => void }) {
  const { t } = useTranslation();
  const communities = useCommunityChoices();
  return (
    <div>
      <label htmlFor="import-community">{t('imports.community')}</label>
      <Select
        id="import-community"
        aria-label={t('imports.community')}
        style={{ width: '100%' }}
        value={value}
        options={[{ value: '', label: t('imports.communityAny') }, ...communities]}
        onChange={onChange}
      />
      <p className="muted small">{t('imports.communityNote')}</p>
    </div>
  );
}

function Template({ kind }: { readonly kind: ImportKind }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div>
      <Button icon={<DownloadOutlined />} href={`/api/v1/imports/templates/${kind}.xlsx?lang=${language}`} download>
        {t('imports.template', { kind: t(`imports.kind.${kind}`) })}
      </Button>
      <p className="muted small">{t('imports.templateNote')}</p>
    </div>
  );
}

function FileChoice({ file, onTake }: { readonly file: File | undefined; readonly onTake: (file: File) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <fieldset
      aria-label={t('imports.file')}
      className={over ? 'import-drop over' : 'import-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const dropped = event.dataTransfer.files[0];
        if (dropped !== undefined) onTake(dropped);
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx"
        aria-label={t('imports.file')}
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen !== undefined) onTake(chosen);
        }}
      />
      <Button onClick={() => input.current?.click()}>{t('imports.chooseFile')}</Button>
      <span className="muted small">{t('imports.dropHere')}</span>
      <span role="status" className={file === undefined ? 'muted small' : ''}>
        {file === undefined ? t('imports.file') : t('imports.chosen', { name: file.name, size: shownSize(file.size) })}
      </span>
    </fieldset>
  );
}
