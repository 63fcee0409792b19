import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/client.js';
import type { Problem } from '../../api/types.js';
import { useLanguage } from '../../i18n/index.js';
import { problemOf } from '../../problems/problem-alert.js';
import { wordProblem } from '../../problems/problem-words.js';

type Format = 'xlsx' | 'csv';

/** Exports of exactly this filter; a refusal is told in words, never saved as a file. */
export function ExportButtons({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<Format>();
  const run = (format: Format) => {
    setBusy(format);
    download(`/api/v1/exports/events.${format}?${new URLSearchParams({ ...params }).toString()}`, `events.${format}`)
      .catch((error: unknown) => message.error(wordProblem(problemOf(error), t, language)))
      .finally(() => setBusy(undefined));
  };
  return (
    <>
      <Button
        icon={<DownloadOutlined />}
        title={t('common.exportNote')}
        loading={busy === 'xlsx'}
        onClick={() => run('xlsx')}
      >
        {t('events.exportXlsx')}
      </Button>
      <Button
        icon={<DownloadOutlined />}
        title={t('common.exportNote')}
        loading={busy === 'csv'}
        onClick={() => run('csv')}
      >
        {t('events.exportCsv')}
      </Button>
    </>
  );
}

async function download(address: string, otherwise: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin', headers: { 'X-Jianzheng': '1' } });
  } catch {
    throw new ApiProblem(0, { type: 'about:blank', title: '', status: 0, code: 'UNREACHABLE' });
  }
  if (!response.ok) {
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    throw new ApiProblem(
      response.status,
      isJson
        ? ((await response.json()) as Problem)
        : { type: 'about:blank', title: '', status: response.status, code: 'UNEXPECTED' },
    );
  }
  const named = /filename\*=UTF-8''([^;]+)/iu.exec(response.headers.get('content-disposition') ?? '')?.[1];
  saveBlob(await response.blob(), named === undefined ? otherwise : decodeURIComponent(named));
}

/** Gives a file to the browser to keep. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
