import './admin.css';
import '../events/ledger.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { get } from '../../api/client.js';
import type { EventRow } from '../../api/types.js';
import { shownSeconds } from '../../format/dates.js';
import { entryNumber } from '../../format/entry-number.js';
import { useWords } from '../../i18n/index.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useRoleTitle } from '../../widgets/roles.js';
import { Waiting } from '../events/waiting.js';

interface AccessPage {
  readonly items: readonly EventRow[];
  readonly nextCursor?: string;
}

/** Who looked at, exported and printed what, and who was refused; newest first. */
export function AccessLogPage() {
  const { t } = useTranslation();
  const words = useWords();
  const roleTitle = useRoleTitle();
  const [text, setText] = useState('');
  const [address, setAddress] = useSearchParams();
  const days = { from: address.get('from') ?? undefined, to: address.get('to') ?? undefined };
  const pages = useInfiniteQuery({
    queryKey: ['/access-log', 'pages', days],
    queryFn: ({ pageParam }) => get<AccessPage>('/access-log', { ...days, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    meta: { live: true },
  });
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const wanted = text.trim().toLowerCase();
  const shown = rows.filter(({ sentence, title, actor }) =>
    `${words(sentence)} ${words(title)} ${actor.name} ${roleTitle(actor.role)}`.toLowerCase().includes(wanted),
  );
  const day = (name: 'from' | 'to') => (
    <DatePicker
      aria-label={t(`admin.accessLog.${name}`)}
      placeholder={t(`admin.accessLog.${name}`)}
      value={days[name] === undefined ? null : dayjs(days[name])}
      onChange={(value) =>
        setAddress((old) => {
          const next = new URLSearchParams(old);
          if (value === null) next.delete(name);
          else next.set(name, value.format('YYYY-MM-DD'));
          return next;
        })
      }
    />
  );
  return (
    <Page title={t('admin.accessLog.title')} sub={t('admin.accessLog.sub')}>
      {pages.isError && (
        <ProblemAlert
          problem={problemOf(pages.error)}
          action={<Button onClick={() => void pages.refetch()}>{t('common.retry')}</Button>}
        />
      )}
      {pages.isPending && <Waiting />}
      {pages.data !== undefined && (
        <section className="table-card" aria-busy={pages.isFetching}>
          <div className="table-bar">
            <div className="row">
              {day('from')}
              {day('to')}
              <Input
                className="list-search"
                allowClear
                aria-label={t('admin.accessLog.filter')}
                placeholder={t('admin.accessLog.filter')}
                value={text}
                onChange={(change) => setText(change.target.value)}
              />
            </div>
            <span className="muted" role="status">
              {t('admin.accessLog.filtered', { n: rows.length, m: shown.length })}
            </span>
          </div>
          {shown.length === 0 ? (
            <div className="table-bar">
              <Nothing {...(rows.length === 0 ? { text: t('admin.accessLog.empty') } : {})} />
            </div>
          ) : (
            <div className="table-scroll">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col" className="right">
                      {t('admin.accessLog.position')}
                    </th>
                    <th scope="col">{t('admin.accessLog.when')}</th>
                    <th scope="col">{t('admin.accessLog.who')}</th>
                    <th scope="col">{t('admin.accessLog.kind')}</th>
                    <th scope="col">{t('admin.accessLog.what')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map(({ id, position, at, actor, title, sentence }) => (
                    <tr key={id}>
                      <td className="right tabular">{entryNumber(position)}</td>
                      <td className="nowrap tabular">{shownSeconds(at)}</td>
                      <td className="nowrap">
                        {actor.name}
                        <br />
                        <span className="muted small">
                          {roleTitle(actor.role)} {actor.unit}
                        </span>
                      </td>
                      <td className="nowrap">{words(title)}</td>
                      <td>{words(sentence)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <div className="table-bar">
            {pages.hasNextPage ? (
              <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('admin.accessLog.more')}
              </Button>
            ) : (
              <span className="muted">{t('admin.accessLog.allShown')}</span>
            )}
          </div>
        </section>
      )}
    </Page>
  );
}
