import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client.js';
import { queryClient } from '../../api/query-client.js';
import type { ImportReport } from '../../api/types.js';
import { useLanguage } from '../../i18n/index.js';
import { problemOf } from '../../problems/problem-alert.js';
import { wordProblem } from '../../problems/problem-words.js';

type Choice = 'commit' | 'drop';

/** Commits all rows at once or forgets the upload; each asked once more. A file with faults can only be dropped. */
export function Decision({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Choice>();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const { importId, rows, state } = report;

  async function send(choice: Choice): Promise<void> {
    setBusy(true);
    try {
      const given = reason.trim();
      const body = choice === 'drop' && given !== '' ? { reason: given } : {};
      const next = await post<ImportReport>(`/imports/${importId}/commands/${choice}`, body);
      queryClient.setQueryData([`/imports/${importId}`], next);
      setAsked(undefined);
      void queryClient.invalidateQueries({ queryKey: ['/imports'] });
    } catch (error) {
      setAsked(undefined);
      void message.error(wordProblem(problemOf(error), t, language));
      void queryClient.invalidateQueries({ queryKey: [`/imports/${importId}`] });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button onClick={() => setAsked('drop')}>{t('imports.drop')}</Button>
      {state === 'ready' && (
        <Button type="primary" onClick={() => setAsked('commit')}>
          {t('imports.commit')}
        </Button>
      )}
      <Modal
        open={asked !== undefined}
        title={asked === 'drop' ? t('imports.dropTitle') : t('imports.commitTitle', { n: rows })}
        okText={asked === 'drop' ? t('imports.drop') : t('imports.commit')}
        cancelText={t('common.cancel')}
        confirmLoading={busy}
        onOk={() => {
          if (asked !== undefined) void send(asked);
        }}
        onCancel={() => setAsked(undefined)}
      >
        <p>{asked === 'drop' ? t('imports.dropNote') : t('imports.commitNote')}</p>
        {asked === 'drop' && (
          <Input
            aria-label={t('imports.dropReason')}
            placeholder={t('imports.dropReason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Modal>
    </>
  );
}
