import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useCommandForms } from '../../api/queries.js';
import type { CommandForms, CommunityPage } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { EventLink } from '../../widgets/event-link.js';
import { Nothing } from '../../widgets/loaded.js';
import { idOf, pluralOf } from '../entry/target.js';

/** Explanations of softened rules and corrections, each waiting for or decided by a second person. */
export function Explanations({ page }: { readonly page: CommunityPage }) {
  const { may } = useSession();
  const { data } = useCommandForms(may('elections.record'));
  return (
    <div className="stack">
      <Justifications page={page} forms={data} />
      <Corrections page={page} forms={data} />
    </div>
  );
}

interface Props {
  readonly page: CommunityPage;
  readonly forms: CommandForms | undefined;
}

function Justifications({ page, forms }: Props) {
  const { t } = useTranslation();
  const { session } = useSession();
  const may = forms?.commands.some(({ verb }) => verb === 'approve-justification') === true;
  return (
    <section aria-labelledby="justifications">
      <h2 className="panel-title" id="justifications">
        {t('forms.justification.title')}
      </h2>
      {page.justifications.length === 0 ? (
        <Nothing />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('community.rules.rule')}</th>
              <th scope="col">{t('common.reason')}</th>
              <th scope="col">{t('common.recordedBy')}</th>
              <th scope="col">{t('common.status')}</th>
              <th scope="col">{t('common.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {page.justifications.map(({ proposal, rule, reason, by, byName, approved, approver }) => (
              <tr key={proposal}>
                <td>{rule}</td>
                <td>
                  <EventLink id={proposal}>{reason}</EventLink>
                </td>
                <td>{byName}</td>
                <td>
                  {approved
                    ? t('forms.justification.approved', { name: approver ?? '' })
                    : t('forms.justification.waiting')}
                </td>
                <td>
                  {!approved &&
                    may &&
                    (by === session?.account?.personId ? (
                      <span className="muted">{t('forms.correction.own')}</span>
                    ) : (
                      <Link to={entry('terms', 'approve-justification', page, { 'f.proposal': proposal })}>
                        {t('forms.justification.approve')}
                      </Link>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Corrections({ page, forms }: Props) {
  const { t } = useTranslation();
  const { session } = useSession();
  return (
    <section aria-labelledby="corrections">
      <h2 className="panel-title" id="corrections">
        {t('forms.correction.proposals')}
      </h2>
      {page.corrections.length === 0 ? (
        <Nothing />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('forms.correction.entry')}</th>
              <th scope="col">{t('common.reason')}</th>
              <th scope="col">{t('common.recordedBy')}</th>
              <th scope="col">{t('common.status')}</th>
              <th scope="col">{t('common.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {page.corrections.map(({ proposal, stream, corrects, reason, by, byName, state }) => {
              const plural = pluralOf(stream) ?? '';
              const may = forms?.commands.some((form) => form.plural === plural && form.verb === 'approve-correction');
              const own = by === session?.account?.personId;
              const to = (verb: string) => entry(plural, verb, page, { 'f.proposal': proposal, id: idOf(stream) });
              return (
                <tr key={proposal}>
                  <td>
                    <EventLink id={corrects}>{t('forms.correction.entry')}</EventLink>
                  </td>
                  <td>
                    <EventLink id={proposal}>{reason}</EventLink>
                  </td>
                  <td>{byName}</td>
                  <td>{t(`forms.correction.${state}`)}</td>
                  <td>
                    {state === 'open' && may === true && (
                      <span className="row">
                        {own ? (
                          <span className="muted">{t('forms.correction.own')}</span>
                        ) : (
                          <Link to={to('approve-correction')}>{t('forms.correction.approve')}</Link>
                        )}
                        <Link to={to('refuse-correction')}>
                          {t(own ? 'forms.correction.takeBack' : 'forms.correction.refuse')}
                        </Link>
                      </span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function entry(plural: string, verb: string, page: CommunityPage, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({
    community: page.code,
    from: `/app/communities/${page.code}?tab=explanations`,
    ...more,
  });
  return `/app/entry/${plural}/${verb}?${query.toString()}`;
}
