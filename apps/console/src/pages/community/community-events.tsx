import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useEvents } from '../../api/queries.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { EventRows } from '../events/event-rows.js';

/** The newest entries of the community; the whole history is in the event stream. */
export function CommunityEvents({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const reading = useEvents({ community: code, limit: 50 });
  return (
    <div className="stack">
      <p>
        <Link to={`/app/events?community=${code}`}>{t('shell.page.events')}</Link>
      </p>
      <Loaded reading={reading}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Nothing />
          ) : (
            <>
              <EventRows rows={items} />
              <p className="muted">{t('common.total', { n: total })}</p>
            </>
          )
        }
      </Loaded>
    </div>
  );
}
