import './ledger.css';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage, useWords } from '../../i18n/index.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { useSession } from '../../session/session.js';
import { Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { SavedViews } from '../../widgets/saved-views.js';
import { EventTable } from './event-table.js';
import { ExportButtons } from './export-buttons.js';
import { Histogram } from './histogram.js';
import { QueryBar } from './query-bar.js';
import { type Qualifier, spanOf, withCondition } from './query-text.js';
import { PAGE_SIZE, useEventPages, useSearch } from './search.js';
import { Waiting } from './waiting.js';

/** The whole history: query, bars by day, sentences, export of exactly what is found. */
export function EventsPage() {
  const { t } = useTranslation();
  const words = useWords();
  const zh = useLanguage() === 'zh';
  const { may } = useSession();
  const search = useSearch();
  const pages = useEventPages(search.params);
  const narrow = (name: Qualifier, value: string) => search.setQuery(withCondition(search.q, name, value, zh));
  const lists = pages.data?.pages ?? [];
  const newest = lists[0];
  const rows = lists.flatMap(({ items }) => items);
  const total = newest?.total ?? 0;
  const counted = t(newest?.more === true ? 'common.totalMore' : 'common.total', { n: total.toLocaleString('en') });
  const goesOn = pages.hasNextPage && (newest?.more === true || rows.length < total);
  return (
    <Page
      title={t('shell.page.events')}
      {...(newest && { sub: counted })}
      actions={
        <>
          {may('events.export') && <ExportButtons params={search.params} />}
          <SavedViews list="events" values={search.params} onOpen={search.open} />
        </>
      }
    >
      <QueryBar search={search} titles={new Map(rows.map(({ type, title }) => [type, words(title)]))} />
      {pages.isError && (
        <ProblemAlert
          problem={problemOf(pages.error)}
          action={<Button onClick={() => void pages.refetch()}>{t('common.retry')}</Button>}
        />
      )}
      {pages.isPending && <Waiting />}
      {newest !== undefined && (
        <div className="stack" aria-busy={pages.isFetching}>
          <Histogram days={newest.histogram} onSpan={(from, to) => narrow('time', spanOf(from, to))} />
          <div className="table-card">
            {rows.length === 0 ? (
              <div className="table-bar">
                <Nothing />
              </div>
            ) : (
              <>
                <EventTable rows={rows} caption={t('shell.page.events')} onNarrow={narrow} />
                <div className="table-bar">
                  <span className="muted" role="status">
                    {goesOn ? t('events.shownOf', { shown: rows.length }) : t('events.allShown')} · {counted}
                  </span>
                  {goesOn && (
                    <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                      {t('events.loadMore', {
                        n: newest.more ? PAGE_SIZE : Math.min(PAGE_SIZE, total - rows.length),
                      })}
                    </Button>
                  )}
                </div>
              </>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}
