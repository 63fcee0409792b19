import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { get } from '../../api/client.js';
import { useCommandForms } from '../../api/queries.js';
import type { PersonList, PersonRow } from '../../api/types.js';
import { useJoin } from '../../i18n/index.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { useSession } from '../../session/session.js';
import { LinkButton } from '../../widgets/link-button.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useCommunityChoices, useUnitName } from '../../widgets/units.js';
import { useChoices } from '../community/nominee-table.js';

const PAGE = 50;
/** Longer runs of digits are numbers of documents: they stay out of the address and the browser's history. */
const IS_NUMBER = /\d{6}/;

/** The registry: found by name, pinyin, initials or id number, read on page by page. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const { data: forms } = useCommandForms(may('people.write'));
  const search = useSearch();
  const reading = useInfiniteQuery({
    queryKey: ['/people', 'by page', search.q, search.community],
    queryFn: ({ pageParam }) =>
      get<PersonList>('/people', { q: search.q, community: search.community, cursor: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    meta: { live: true },
  });
  const mayRegister = forms?.commands.some(({ verb }) => verb === 'register-person') === true;
  return (
    <Page
      title={t('shell.page.people')}
      actions={
        <>
          {may('import') && <LinkButton to="/app/imports?kind=people">{t('people.bulk')}</LinkButton>}
          {mayRegister && (
            <LinkButton to="/app/entry/people/register-person?from=/app/people" primary>
              {t('people.register')}
            </LinkButton>
          )}
        </>
      }
    >
      <QueryForm search={search} />
      {reading.isError && reading.data === undefined ? (
        <ProblemAlert
          problem={problemOf(reading.error)}
          action={<Button onClick={() => void reading.refetch()}>{t('common.retry')}</Button>}
        />
      ) : (
        // The wrapper tells of loading and failing; the pages read so far stay on the screen.
        <Loaded reading={reading as unknown as Parameters<typeof Loaded<{ pages: PersonList[] }>>[0]['reading']}>
          {({ pages }) => (
            <Found
              pages={pages}
              busy={reading.isFetchingNextPage}
              onMore={reading.hasNextPage ? () => void reading.fetchNextPage() : undefined}
            />
          )}
        </Loaded>
      )}
    </Page>
  );
}

interface Search {
  readonly q: string;
  readonly community: string;
  set(q: string, community: string): void;
}

function useSearch(): Search {
  const [params, setParams] = useSearchParams();
  const [number, setNumber] = useState('');
  const q = number === '' ? (params.get('q') ?? '') : number;
  return {
    q,
    community: params.get('community') ?? '',
    set(text, community) {
      const isNumber = IS_NUMBER.test(text);
      setNumber(isNumber ? text : '');
      setParams((old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries({ q: isNumber ? '' : text, community })) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      });
    },
  };
}

function QueryForm({ search }: { readonly search: Search }) {
  const { t } = useTranslation();
  const communities = useCommunityChoices();
  const [text, setText] = useState(search.q);
  // The address may change by the way back.
  useEffect(() => setText(search.q), [search.q]);
  return (
    <search>
      <form
        className="query-form"
        onSubmit={(event) => {
          event.preventDefault();
          search.set(text.normalize('NFKC').trim(), search.community);
        }}
      >
        <div className="field wide">
          <label htmlFor="people-q">{t('people.q')}</label>
          <Input
            id="people-q"
            allowClear
            maxLength={100}
            autoComplete="off"
            value={text}
            aria-describedby="people-q-hint"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="people-community">{t('people.community')}</label>
          <Select
            id="people-community"
            aria-label={t('people.community')}
            style={{ width: '100%' }}
            value={search.community}
            options={[{ value: '', label: t('common.communityAll') }, ...communities]}
            onChange={(community) => search.set(text.normalize('NFKC').trim(), community)}
          />
        </div>
        <Button htmlType="submit">{t('common.query')}</Button>
        <Button
          onClick={() => {
            setText('');
            search.set('', '');
          }}
        >
          {t('common.reset')}
        </Button>
        <p id="people-q-hint" className="muted small">
          {t('people.qHint')}
        </p>
      </form>
    </search>
  );
}

function Found({
  pages,
  busy,
  onMore,
}: {
  readonly pages: readonly PersonList[];
  readonly busy: boolean;
  readonly onMore: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const rows = pages.flatMap(({ items }) => items);
  const last = pages.at(-1);
  const total = last?.total ?? 0;
  if (rows.length === 0) {
    return (
      <div className="panel">
        <Nothing text={t('people.empty')} />
        <p className="muted small">{t('people.emptyNote')}</p>
      </div>
    );
  }
  return (
    <div className="table-card">
      <div className="table-bar" role="status">
        <span>
          {last?.more === true ? t('common.totalMore', { n: total }) : t('common.total', { n: total })}
          {rows.length < total && <span className="muted"> · {t('people.shown', { n: rows.length })}</span>}
        </span>
      </div>
      <PeopleTable rows={rows} />
      {onMore !== undefined && (
        <div className="table-bar">
          <Button onClick={onMore} loading={busy}>
            {t('people.more', { n: Math.min(PAGE, total - rows.length) })}
          </Button>
        </div>
      )}
    </div>
  );
}

function PeopleTable({ rows }: { readonly rows: readonly PersonRow[] }) {
  const { t } = useTranslation();
  const choice = useChoices();
  const join = useJoin();
  const unitName = useUnitName();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <caption className="visually-hidden">{t('people.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('common.name')}</th>
            <th scope="col">{t('people.gender')}</th>
            <th scope="col">{t('people.birthMonth')}</th>
            <th scope="col">{t('people.education')}</th>
            <th scope="col">{t('people.membership')}</th>
            <th scope="col">{t('people.community')}</th>
            <th scope="col">{t('people.posts')}</th>
            <th scope="col">{t('people.relations')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.personId}>
              <th scope="row" className="nowrap">
                <Link to={`/app/people/${row.personId}`}>{row.name}</Link>
              </th>
              <td className="nowrap">{choice(row.gender, 'gender')}</td>
              <td className="tabular nowrap">{row.birthMonth}</td>
              <td className="nowrap">{choice(row.education, 'education')}</td>
              <td className="nowrap">{choice(row.membership, 'membership')}</td>
              <td className="nowrap">{row.community === undefined ? t('common.none') : unitName(row.community)}</td>
              <td>{row.posts.length === 0 ? t('common.none') : join(row.posts.map((post) => choice(post, 'post')))}</td>
              <td className="tabular">
                {row.relations === 0 ? t('common.none') : t('people.relationsCount', { n: row.relations })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
