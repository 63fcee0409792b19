import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useCommandForms } from '../../api/queries.js';
import type { Overview } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { useRoleTitle } from '../../widgets/roles.js';
import './first-steps.css';

interface Step {
  readonly key: 'street' | 'communities' | 'people' | 'term';
  readonly done: boolean;
  /** Who usually does it. */
  readonly role: string;
  /** Where the present person does it; undefined for those who may not. */
  readonly to: string | undefined;
}

/** The way from an empty ledger to the first open term; gone once there is one. */
export function FirstSteps({ data }: { readonly data: Overview }) {
  const { t } = useTranslation();
  const roleTitle = useRoleTitle();
  const { may } = useSession();
  const { data: forms } = useCommandForms(may('elections.record'));
  if (data.communities.some(({ term }) => term !== undefined)) return null;
  const can = (verb: string) => forms?.commands.some((form) => form.verb === verb) === true;
  const isStreetKnown = data.street !== undefined;
  const hasCommunities = data.communities.length > 0;
  const first = data.communities[0]?.code;
  const from = `from=${encodeURIComponent('/app/street')}`;
  const steps: readonly Step[] = [
    {
      key: 'street',
      done: isStreetKnown,
      role: 'street-lead',
      to: can('register-street') ? `/app/entry/streets/register-street?${from}` : undefined,
    },
    {
      key: 'communities',
      done: hasCommunities,
      role: 'street-lead',
      to: can('register-community') ? `/app/entry/streets/register-community?${from}` : undefined,
    },
    { key: 'people', done: false, role: 'election-clerk', to: may('import') ? '/app/imports' : undefined },
    {
      key: 'term',
      done: false,
      role: 'election-clerk',
      to: can('open-term') && first !== undefined ? `/app/entry/terms/open-term?community=${first}&${from}` : undefined,
    },
  ];
  const next = steps.find(({ done }) => !done)?.key;
  // People may be imported before or after the term is opened: both stand open together.
  const isOpen = ({ key, done }: Step) => !done && (key === next || (hasCommunities && key === 'term'));
  return (
    <section className="panel" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('street.first.title')}</h2>
      <ol className="first-steps">
        {steps.map((step) => (
          <li key={step.key}>
            <span className={step.done ? 'first-step-state good' : 'first-step-state muted'}>
              {step.done ? t('street.first.done') : isOpen(step) ? t('street.first.next') : t('street.first.later')}
            </span>
            <span>
              {isOpen(step) && step.to !== undefined ? (
                <Link className="first-step-link" to={step.to}>
                  {t(`street.first.${step.key}`)}
                </Link>
              ) : (
                <b>{t(`street.first.${step.key}`)}</b>
              )}
              <span className="muted small"> {t('street.first.who', { role: roleTitle(step.role) })}</span>
              <span className="muted small first-step-note">{t(`street.first.${step.key}Note`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
