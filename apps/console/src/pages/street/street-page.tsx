import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useCommandForms, useEvents, useOverview, useStreetRules } from '../../api/queries.js';
import type { CommandForm, Overview } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { CommandItem } from '../../widgets/command-item.js';
import { LinkButton } from '../../widgets/link-button.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { RuleTable } from '../../widgets/rule-table.js';
import { EventRows } from '../events/event-rows.js';
import { FirstSteps } from './first-steps.js';

const HERE = '/app/street';
/** Entries shown on the page itself. */
const FEW = 8;

/** The street's own work: its communities, its posts, groups and training, and the rules judged once for the street. */
export function StreetPage() {
  const { t } = useTranslation();
  const { may, session } = useSession();
  const overview = useOverview();
  const { data: forms } = useCommandForms(may('elections.record'));
  // A street's records are made by somebody of the street; a community's clerk only reads them.
  const isOfStreet = session?.role?.unit.startsWith('S') === true;
  const own = isOfStreet
    ? (forms?.commands.filter(({ plural, verb }) => plural === 'streets' && !verb.endsWith('-correction')) ?? [])
    : [];
  const street = overview.data?.street;
  const register = own.find(({ verb }) => verb === 'register-community');
  return (
    <Page
      title={t('shell.page.street')}
      sub={street === undefined ? undefined : `${street.district} ${street.name}`}
      actions={
        street !== undefined &&
        register !== undefined && (
          <LinkButton to={entry(register)} primary>
            {t('street.registerCommunity')}
          </LinkButton>
        )
      }
    >
      <Loaded reading={overview}>
        {(data) => (
          <div className="stack">
            <FirstSteps data={data} />
            <Communities data={data} />
            <Commands own={own} isKnown={data.street !== undefined} />
            <StreetRules />
            {data.street !== undefined && may('events.read') && <Entries unit={data.street.unit} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function entry({ plural, verb }: CommandForm): string {
  return `/app/entry/${plural}/${verb}?from=${encodeURIComponent(HERE)}`;
}

function Communities({ data }: { readonly data: Overview }) {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <section className="panel" aria-labelledby="street-communities">
      <h2 id="street-communities">{t('street.communities', { n: data.communities.length })}</h2>
      {data.communities.length === 0 ? (
        <Nothing text={t('street.noCommunities')} />
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('street.code')}</th>
                <th scope="col">{t('overview.community')}</th>
                <th scope="col">{t('community.facts.organisation')}</th>
                <th scope="col">{t('community.facts.seats')}</th>
                <th scope="col">{t('community.facts.congress')}</th>
                <th scope="col">{t('street.term')}</th>
              </tr>
            </thead>
            <tbody>
              {data.communities.map(({ code, name, organisation, term, seats, congressOn }) => (
                <tr key={code}>
                  <td className="tabular nowrap">{code}</td>
                  <th scope="row" className="nowrap">
                    <Link to={`/app/communities/${code}`}>{name}</Link>
                  </th>
                  <td className="nowrap">
                    {organisation === undefined
                      ? t('common.none')
                      : t(`common.organisation.${organisation as 'committee'}`)}
                  </td>
                  <td className="tabular">{seats ?? t('common.none')}</td>
                  <td className="tabular nowrap">{congressOn ?? t('common.none')}</td>
                  <td className="nowrap">
                    {term !== undefined ? (
                      t('street.opened')
                    ) : may('elections.record') ? (
                      <Link to={`/app/entry/terms/open-term?community=${code}&from=${encodeURIComponent(HERE)}`}>
                        {t('community.openTerm')}
                      </Link>
                    ) : (
                      t('street.notOpened')
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Before the street itself is on record nothing else can be. */
function Commands({ own, isKnown }: { readonly own: readonly CommandForm[]; readonly isKnown: boolean }) {
  const { t } = useTranslation();
  const shown = own.filter(({ target }) => (target === 'create') !== isKnown);
  return (
    <section className="panel" aria-labelledby="street-commands">
      <h2 id="street-commands">{t('community.step.commands')}</h2>
      {shown.length === 0 ? (
        <Nothing text={t('street.noCommands')} />
      ) : (
        <ul className="command-list">
          {shown.map((form) => (
            <CommandItem key={form.verb} form={form} to={entry(form)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function StreetRules() {
  const { t } = useTranslation();
  const reading = useStreetRules();
  return (
    <section className="panel" aria-labelledby="street-rules">
      <h2 id="street-rules">{t('overview.street')}</h2>
      <Loaded reading={reading}>{({ rules }) => <RuleTable rows={rules} grouped={false} />}</Loaded>
    </section>
  );
}

function Entries({ unit }: { readonly unit: string }) {
  const { t } = useTranslation();
  const stream = `street-${unit}`;
  const reading = useEvents({ stream, limit: FEW });
  return (
    <section className="panel" aria-labelledby="street-events">
      <h2 id="street-events">{t('street.events')}</h2>
      <Loaded reading={reading}>{({ items }) => <EventRows rows={items} />}</Loaded>
      <p>
        <Link to={`/app/objects/${stream}`}>{t('street.allEvents')}</Link>
      </p>
    </section>
  );
}
