import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { RuleInfo } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { OUTCOME_LOOK } from '../../theme.js';
import { Facts } from '../../widgets/facts.js';
import { lookStyle, OutcomeWord } from '../../widgets/outcome.js';
import { useUnitName } from '../../widgets/units.js';
import { useRuleWords } from './rule-words.js';

/** One rule: what it is, where it stands in each community, and when opened what it asks and with which numbers. */
export function RuleRows({
  rule,
  communities,
  open,
  onToggle,
}: {
  readonly rule: RuleInfo;
  readonly communities: readonly string[];
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { force, mode } = useRuleWords();
  const details = `rule-${rule.id}`;
  return (
    <>
      <tr>
        <th scope="row" className="sticky rule-name">
          <button
            type="button"
            className="link-button"
            aria-expanded={open}
            aria-controls={details}
            aria-label={t(open ? 'rules.hide' : 'rules.show', { id: rule.id, title: words(rule.title) })}
            onClick={onToggle}
          >
            <span aria-hidden="true" className="rule-arrow">
              {open ? '▾' : '▸'}
            </span>
            <span className="tabular rule-id">{rule.id}</span> {words(rule.title)}
          </button>
        </th>
        <td className="tabular">¶{rule.paragraph}</td>
        <td>{force(rule.force)}</td>
        <td>{mode(rule.mode)}</td>
        <Coverage rule={rule} communities={communities} />
      </tr>
      {open && (
        <tr id={details}>
          <td colSpan={communities.length + 4} className="rule-details">
            <Details rule={rule} />
          </td>
        </tr>
      )}
    </>
  );
}

function Coverage({ rule, communities }: { readonly rule: RuleInfo; readonly communities: readonly string[] }) {
  const { t } = useTranslation();
  const unitName = useUnitName();
  if (rule.scope === 'street') {
    const [outcome] = Object.values(rule.coverage);
    return (
      <td colSpan={communities.length} className="street-cell">
        <span className="muted">{t('rules.streetWide')}</span>
        {outcome === undefined ? t('rules.notJudged') : <OutcomeWord outcome={outcome} />}
      </td>
    );
  }
  return (
    <>
      {communities.map((code) => {
        const outcome = rule.coverage[code];
        if (outcome === undefined) {
          return (
            <td key={code}>
              <span className="cell muted">{t('rules.notJudged')}</span>
            </td>
          );
        }
        const word = t(`common.outcome.${outcome}`);
        return (
          <td key={code}>
            <Link
              to={`/app/communities/${code}`}
              style={lookStyle(OUTCOME_LOOK[outcome])}
              aria-label={t('rules.openCommunity', { name: unitName(code), rule: rule.id, outcome: word })}
            >
              {word}
            </Link>
          </td>
        );
      })}
    </>
  );
}

function Details({ rule }: { readonly rule: RuleInfo }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="stack">
      <p>{words(rule.explanation)}</p>
      <Facts
        columns={3}
        items={[
          [t('rules.pack'), rule.pack],
          [t('rules.scope'), t(`rules.scopes.${rule.scope}`)],
          [
            t('rules.step'),
            rule.step === undefined
              ? t('common.none')
              : rule.step === 0
                ? t('common.preparation')
                : t('common.steps', { n: rule.step }),
          ],
        ]}
      />
      {rule.parameters.length === 0 ? (
        <p className="muted">{t('rules.noParameters')}</p>
      ) : (
        <table className="plain-table parameters">
          <thead>
            <tr>
              <th scope="col">{t('rules.parameter')}</th>
              <th scope="col">{t('rules.value')}</th>
              <th scope="col">{t('rules.source')}</th>
            </tr>
          </thead>
          <tbody>
            {rule.parameters.map(({ name, value, source }) => (
              <tr key={name}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td className="tabular">
                  {typeof value === 'boolean' ? t(value ? 'common.yes' : 'common.no') : String(value)}
                </td>
                <td>{words(source)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
