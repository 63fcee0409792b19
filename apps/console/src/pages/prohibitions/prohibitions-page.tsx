import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { useProhibitions } from '../../api/queries.js';
import type { ProhibitionMatrix } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { CELL_LOOK } from '../../theme.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { lookStyle } from '../../widgets/outcome.js';
import { Page } from '../../widgets/page.js';
import { CellDrawer } from './cell-drawer.js';
import './prohibitions.css';

/** The items of a list of prohibitions against the communities, now or as of a past day. */
export function ProhibitionsPage() {
  const { t } = useTranslation();
  const words = useWords();
  const asOf = useAsOf();
  const [params, setParams] = useSearchParams();
  const list = params.get('list') ?? undefined;
  const matrix = useProhibitions(list, asOf);
  const change = (name: string, value: string | undefined) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value === undefined) next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <Page
      title={t('shell.page.prohibitions')}
      sub={matrix.data?.list.documentNumber}
      actions={
        <>
          <Select
            aria-label={t('prohibitions.list')}
            className="prohibition-list"
            value={matrix.data?.list.id ?? null}
            options={(matrix.data?.lists ?? []).map(({ id, title }) => ({ value: id, label: words(title) }))}
            onChange={(id) => change('list', id)}
          />
          <AsOfPicker />
        </>
      }
    >
      <AsOfStrip />
      <Loaded reading={matrix}>
        {(data) => (
          <div className="stack">
            <Grid data={data} onOpen={(cell) => change('cell', cell)} />
            {data.list.note !== undefined && <p className="muted">{words(data.list.note)}</p>}
            <CellDrawer data={data} cell={params.get('cell')} asOf={asOf} onClose={() => change('cell', undefined)} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** What stands behind the word of a cell: the number of what made it say so. */
function behindOf({ state, counts }: ProhibitionMatrix['communities'][number]['cells'][number]): number {
  if (state === 'confirmed') return counts.confirmed;
  if (state === 'indicated') return counts.indicated;
  return state === 'under-check' ? counts.underCheck : 0;
}

function Grid({ data, onOpen }: { readonly data: ProhibitionMatrix; readonly onOpen: (cell: string) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  if (data.communities.length === 0) return <Nothing text={t('overview.empty')} />;
  return (
    <>
      <div className="table-card table-scroll">
        <table className="matrix prohibition-grid">
          <caption className="visually-hidden">{t('prohibitions.grid')}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky">
                {t('prohibitions.item')}
              </th>
              {data.communities.map(({ code, name }) => (
                <th key={code} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map((item, row) => (
              <tr key={item.no}>
                <th scope="row">
                  <span className="muted tabular">{t('prohibitions.no', { context: item.no, no: item.no })}</span>{' '}
                  {words(item.text)}
                </th>
                {data.communities.map(({ code, name, cells }) => {
                  const cell = cells[row];
                  if (cell === undefined) return <td key={code} />;
                  const count = behindOf(cell);
                  const state = t(`prohibitions.state.${cell.state}`);
                  return (
                    <td key={code}>
                      <button
                        type="button"
                        className={cell.state === 'not-evaluable' ? 'ringed' : undefined}
                        style={lookStyle({ ...CELL_LOOK[cell.state], border: undefined })}
                        onClick={() => onOpen(`${code}:${item.no}`)}
                      >
                        <span className="visually-hidden">
                          {t('prohibitions.cell', { community: name, item: words(item.text) })}
                        </span>
                        {state}
                        {count > 0 && <b className="tabular">{count}</b>}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted">{t('prohibitions.note')}</p>
    </>
  );
}
