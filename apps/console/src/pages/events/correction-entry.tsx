import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { useCommandForms } from '../../api/queries.js';
import type { EventDetail } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { pluralOf } from '../entry/target.js';

/** From any event that stands: the way to propose its correction, for roles that may. */
export function CorrectionEntry({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { pathname } = useLocation();
  const { data } = useCommandForms(may('elections.record'));
  const { row } = detail;
  const plural = pluralOf(row.stream);
  const permitted = data?.commands.some((form) => form.plural === plural && form.verb === 'propose-correction');
  if (permitted !== true || row.supersededBy !== undefined || /^(Entry|Correction|Justification)/.test(row.type)) {
    return null;
  }
  const from = encodeURIComponent(pathname);
  return (
    <p>
      <Link to={`/app/corrections/${row.id}?from=${from}`}>{t('forms.correction.propose')}</Link>
    </p>
  );
}
