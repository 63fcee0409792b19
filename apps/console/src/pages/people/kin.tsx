import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useCommandForms } from '../../api/queries.js';
import type { PersonPage } from '../../api/types.js';
import { byName } from '../../format/pinyin-order.js';
import { useSession } from '../../session/session.js';
import { EventLink } from '../../widgets/event-link.js';
import { LinkButton } from '../../widgets/link-button.js';
import { Nothing } from '../../widgets/loaded.js';
import { useChoices } from '../community/nominee-table.js';
import { KinGraph } from './kin-graph.js';
import './people.css';
import { PanelHead } from '../../widgets/panel-head.js';

type Relation = PersonPage['relations'][number];

/** Near relatives first, then by pinyin. */
const inOrder = (x: Relation, y: Relation): number => Number(y.near) - Number(x.near) || byName(x, y);

/** The kin on record: a list, and the same as a small drawing. */
export function Kin({ page }: { readonly page: PersonPage }) {
  const { t } = useTranslation();
  const { data: forms } = useCommandForms();
  const choice = useChoices();
  const mayAdd = forms?.commands.some(({ verb }) => verb === 'record-kinship') === true;
  const relations = page.relations.toSorted(inOrder);
  const worded = relations.map((relation) => ({ ...relation, kind: choice(relation.kind, 'kind') }));
  return (
    <section className="panel" aria-labelledby="person-kin">
      <PanelHead id="person-kin" title={t('people.kin')}>
        {mayAdd && <LinkButton to={`/app/people/${page.person.personId}/kinship`}>{t('people.addKin')}</LinkButton>}
      </PanelHead>
      {relations.length === 0 ? (
        <>
          <Nothing text={t('people.noKin')} />
          <p className="muted small">{t('people.noKinNote')}</p>
        </>
      ) : (
        <div className="kin-columns">
          <KinTable relations={worded} />
          <KinGraph name={page.person.name} relations={worded} />
        </div>
      )}
    </section>
  );
}

function KinTable({ relations }: { readonly relations: readonly Relation[] }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const choice = useChoices();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <caption className="visually-hidden">{t('people.kin')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('people.kinPerson')}</th>
            <th scope="col">{t('people.kinKind')}</th>
            <th scope="col">{t('people.kinSource')}</th>
            {may('events.read') && <th scope="col">{t('people.kinEvidence')}</th>}
          </tr>
        </thead>
        <tbody>
          {relations.map(({ personId, name, kind, near, source, event }) => (
            <tr key={`${personId} ${event}`}>
              <th scope="row">
                <Link to={`/app/people/${personId}`}>{name}</Link>
              </th>
              <td>
                {kind}
                <div className="small">
                  {near ? (
                    <b className="warn">{t('people.kinNear')}</b>
                  ) : (
                    <span className="muted">{t('people.kinOther')}</span>
                  )}
                </div>
              </td>
              <td>{choice(source, 'source')}</td>
              {may('events.read') && (
                <td>
                  <EventLink id={event}>{t('common.open')}</EventLink>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
