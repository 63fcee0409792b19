import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { useCommandForms, usePerson } from '../../api/queries.js';
import type { PersonPage as Person } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { Facts } from '../../widgets/facts.js';
import { LinkButton } from '../../widgets/link-button.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { PanelHead } from '../../widgets/panel-head.js';
import { useUnitName } from '../../widgets/units.js';
import { useChoices } from '../community/nominee-table.js';
import { EventRows } from '../events/event-rows.js';
import { Kin } from './kin.js';
import { PersonalPanel } from './personal-panel.js';

/** What the ledger says of one person; personal values only on asking. */
export function PersonPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const reading = usePerson(id);
  return (
    <Page
      title={reading.data?.person.name ?? t('shell.page.person')}
      crumbs={[{ to: '/app/people', title: t('shell.page.people') }]}
      actions={reading.data !== undefined && <Actions page={reading.data} />}
    >
      <Loaded reading={reading}>{(page) => <Contents key={id} page={page} />}</Loaded>
    </Page>
  );
}

const ACTIONS = [
  ['amend-person', 'amend'],
  ['record-post', 'recordPost'],
  ['end-post', 'endPost'],
  ['record-sanction', 'recordSanction'],
  ['record-conduct-finding', 'recordConduct'],
] as const;

/** What the present role may record about the person. */
function Actions({ page }: { readonly page: Person }) {
  const { t } = useTranslation();
  const { data } = useCommandForms();
  const { personId, community } = page.person;
  const here = `/app/people/${personId}`;
  return (
    <>
      {ACTIONS.filter(
        ([verb]) => data?.commands.some((form) => form.plural === 'people' && form.verb === verb) === true,
      ).map(([verb, word]) => {
        const query = new URLSearchParams({ id: personId, rev: String(page.revision), from: here });
        if (community !== undefined) query.set('community', community);
        return (
          <LinkButton key={verb} to={`/app/entry/people/${verb}?${query.toString()}`}>
            {t(`people.${word}`)}
          </LinkButton>
        );
      })}
    </>
  );
}

function Contents({ page }: { readonly page: Person }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { person } = page;
  return (
    <div className="stack">
      <section className="panel" aria-labelledby="person-facts">
        <h2 id="person-facts">{t('people.facts')}</h2>
        <PersonFacts page={page} />
      </section>
      {may('people.personal') && <PersonalPanel personId={person.personId} />}
      <div className="person-columns">
        <section className="panel" aria-labelledby="person-posts">
          <h2 id="person-posts">{t('people.postsHeld')}</h2>
          <Posts posts={page.posts} />
        </section>
        <section className="panel" aria-labelledby="person-sanctions">
          <h2 id="person-sanctions">{t('people.sanctions')}</h2>
          <Sanctions sanctions={page.sanctions} />
        </section>
      </div>
      <Kin page={page} />
      <section className="panel" aria-labelledby="person-history">
        <PanelHead id="person-history" title={t('people.history')}>
          {may('events.read') && (
            <Link to={`/app/objects/${encodeURIComponent(page.stream)}`}>{t('people.object')}</Link>
          )}
        </PanelHead>
        {page.history.length === 0 ? <Nothing /> : <EventRows rows={page.history} />}
      </section>
    </div>
  );
}

function PersonFacts({ page }: { readonly page: Person }) {
  const { t } = useTranslation();
  const choice = useChoices();
  const unitName = useUnitName();
  const { person } = page;
  return (
    <Facts
      columns={3}
      items={[
        [t('people.gender'), choice(person.gender, 'gender')],
        [
          t('people.birthMonth'),
          <span key="b" className="tabular">
            {person.birthMonth}
          </span>,
        ],
        [t('people.education'), choice(person.education, 'education')],
        [t('people.membership'), choice(person.membership, 'membership')],
        [t('people.memberSince'), page.memberSince ?? t('common.none')],
        [t('people.community'), person.community === undefined ? t('common.none') : unitName(person.community)],
        [
          t('people.listedIn'),
          page.listedIn.length === 0 ? (
            t('people.notListed')
          ) : (
            <ul key="l" className="row">
              {page.listedIn.map(({ community, election }) => (
                <li key={election}>
                  <Link to={`/app/communities/${community}?tab=people`}>
                    {unitName(community)} {t('people.election')}
                  </Link>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}

function Posts({ posts }: { readonly posts: Person['posts'] }) {
  const { t } = useTranslation();
  const choice = useChoices();
  const unitName = useUnitName();
  if (posts.length === 0) return <Nothing text={t('people.noPosts')} />;
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('people.post')}</th>
            <th scope="col">{t('people.unit')}</th>
            <th scope="col">{t('people.from')}</th>
            <th scope="col">{t('people.until')}</th>
          </tr>
        </thead>
        <tbody>
          {posts.map(({ body, post, unit, from, until }) => (
            <tr key={`${body} ${post} ${unit} ${from ?? ''} ${until ?? ''}`}>
              <th scope="row">
                {choice(post, 'post')}
                <div className="muted small">{choice(body, 'body')}</div>
              </th>
              <td>{unitName(unit)}</td>
              <td className="tabular nowrap">{from ?? t('common.none')}</td>
              <td className="tabular nowrap">{until ?? t('people.inOffice')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sanctions({ sanctions }: { readonly sanctions: Person['sanctions'] }) {
  const { t } = useTranslation();
  const choice = useChoices();
  if (sanctions.length === 0) {
    return (
      <>
        <Nothing text={t('people.noSanctions')} />
        <p className="muted small">{t('people.noSanctionsNote')}</p>
      </>
    );
  }
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('people.sanctionKind')}</th>
            <th scope="col">{t('common.number')}</th>
            <th scope="col">{t('people.imposedOn')}</th>
            <th scope="col">{t('people.barUntil')}</th>
            <th scope="col">{t('people.workRelated')}</th>
          </tr>
        </thead>
        <tbody>
          {sanctions.map(({ kind, number, imposedOn, barUntil, workRelated }) => (
            <tr key={`${kind} ${number} ${imposedOn}`}>
              <th scope="row">{choice(kind, 'kind')}</th>
              <td>{number}</td>
              <td className="tabular nowrap">{imposedOn}</td>
              <td className="tabular nowrap">{barUntil ?? t('common.none')}</td>
              <td>{workRelated ? t('common.yes') : t('common.no')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
