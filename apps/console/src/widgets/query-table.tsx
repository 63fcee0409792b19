import { Button, Checkbox, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { useKept } from './kept.js';
import { useListQuery } from './list-query.js';
import { Nothing } from './loaded.js';
import { type QueryField, QueryForm } from './query-form.js';
import { SavedViews } from './saved-views.js';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly draw: (row: Row) => ReactNode;
  readonly className?: string;
  /** Cannot be hidden: the first and the last column of a list. */
  readonly fixed?: boolean;
}

/** A page of rows: `next` is the cursor of the following page. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly more?: boolean;
  readonly next?: string;
}

/** Query form on top, table with 共 N 条, columns to choose, saved queries, export of exactly this query. */
export function QueryTable<Row>({
  name,
  fields,
  columns,
  rowKey,
  page,
  busy = false,
  views = true,
  exportLinks = [],
  above,
  children,
}: {
  readonly name: string;
  readonly fields: readonly QueryField[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly page: Rows<Row> | undefined;
  readonly busy?: boolean;
  /** Off where queries hold names of persons. */
  readonly views?: boolean;
  readonly exportLinks?: readonly { readonly title: string; readonly href: string }[];
  /** Between form and table: a histogram, chips. */
  readonly above?: ReactNode;
  /** Instead of the table, while there is nothing to show in it. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { values, set, reset } = useListQuery(fields.map((field) => field.name));
  const [hidden, setHidden] = useKept<readonly string[]>(`columns.${name}`, []);
  const shown = columns.filter(({ key, fixed }) => fixed === true || !hidden.includes(key));
  return (
    <>
      <QueryForm fields={fields} values={values} onQuery={set} onReset={reset} />
      {above}
      <div className="table-card" aria-busy={busy}>
        <div className="table-bar no-print">
          <span className="tabular" role="status">
            {page !== undefined &&
              t(page.more === true ? 'common.totalMore' : 'common.total', { n: page.total.toLocaleString('en') })}
          </span>
          <span className="row">
            {exportLinks.map(({ title, href }) => (
              <Button key={href} href={href} title={t('common.exportNote')}>
                {title}
              </Button>
            ))}
            {views && <SavedViews list={name} values={values} onOpen={set} />}
            <ColumnSettings columns={columns} hidden={hidden} onChange={setHidden} />
          </span>
        </div>
        {children}
        {page !== undefined &&
          children === undefined &&
          (page.rows.length === 0 ? <Nothing /> : <Body columns={shown} rowKey={rowKey} rows={page.rows} />)}
        {page !== undefined && <Pager next={page.next} />}
      </div>
    </>
  );
}

function Body<Row>({
  columns,
  rows,
  rowKey,
}: {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}) {
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            {columns.map(({ key, title, className }) => (
              <th key={key} scope="col" className={className}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, draw, className }) => (
                <td key={key} className={className}>
                  {draw(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnSettings<Row>({
  columns,
  hidden,
  onChange,
}: {
  readonly columns: readonly Column<Row>[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const free = columns.filter(({ fixed }) => fixed !== true);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-list"
          value={free.map(({ key }) => key).filter((key) => !hidden.includes(key))}
          onChange={(kept) => onChange(free.map(({ key }) => key).filter((key) => !kept.includes(key)))}
          options={free.map(({ key, title }) => ({ value: key, label: title }))}
        />
      }
    >
      <Button>{t('common.columns')}</Button>
    </Popover>
  );
}

/** Pages by cursor: forward as far as there are rows, back through those that were seen. */
function Pager({ next }: { readonly next: string | undefined }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [seen, setSeen] = useState<readonly string[]>([]);
  const cursor = params.get('cursor');
  if (next === undefined && cursor === null) return null;
  const go = (to: string | undefined) =>
    setParams((old) => {
      const changed = new URLSearchParams(old);
      if (to === undefined || to === '') changed.delete('cursor');
      else changed.set('cursor', to);
      return changed;
    });
  return (
    <div className="table-bar no-print">
      <span className="muted tabular">{t('common.page', { n: seen.length + 1 })}</span>
      <span className="row">
        <Button
          disabled={cursor === null}
          onClick={() => {
            go(seen.at(-1));
            setSeen(seen.slice(0, -1));
          }}
        >
          {t('common.previous')}
        </Button>
        <Button
          disabled={next === undefined}
          onClick={() => {
            setSeen([...seen, cursor ?? '']);
            go(next);
          }}
        >
          {t('common.next')}
        </Button>
      </span>
    </div>
  );
}
