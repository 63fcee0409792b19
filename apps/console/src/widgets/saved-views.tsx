import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKept } from './kept.js';
import type { Values } from './list-query.js';

interface View {
  readonly name: string;
  readonly values: Values;
}

/** A query that names a person stays out of the browser's storage. */
function namesSomebody(values: Values): boolean {
  return values['person'] !== undefined || /(?:人员|经办|person|actor)[:：]/iu.test(values['q'] ?? '');
}

export function SavedViews({
  list,
  values,
  onOpen,
}: {
  readonly list: string;
  readonly values: Values;
  readonly onOpen: (values: Values) => void;
}) {
  const { t } = useTranslation();
  const [views, setViews] = useKept<readonly View[]>(`views.${list}`, []);
  const [name, setName] = useState('');
  const refused = namesSomebody(values);
  const content = (
    <div className="stack saved-views">
      {views.length === 0 ? (
        <p className="muted">{t('common.noViews')}</p>
      ) : (
        <ul>
          {views.map((view) => (
            <li key={view.name} className="row spread">
              <Button type="link" onClick={() => onOpen(view.values)}>
                {view.name}
              </Button>
              <Button
                size="small"
                aria-label={t('common.deleteView', { name: view.name })}
                onClick={() => setViews(views.filter((one) => one !== view))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          const title = name.trim();
          if (title === '' || refused) return;
          setViews([...views.filter((view) => view.name !== title), { name: title, values }]);
          setName('');
        }}
      >
        <Input
          aria-label={t('common.viewName')}
          placeholder={t('common.viewName')}
          maxLength={30}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button htmlType="submit" disabled={refused}>
          {t('common.saveView')}
        </Button>
      </form>
      <p className="muted small">{refused ? t('common.viewRefused') : t('common.viewHint')}</p>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content} title={t('common.savedViews')}>
      <Button>{t('common.savedViews')}</Button>
    </Popover>
  );
}
