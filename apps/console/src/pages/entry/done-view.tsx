import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useEvent } from '../../api/queries.js';
import type { CommandAnswer, RuleRow } from '../../api/types.js';
import { entryNumber } from '../../format/entry-number.js';
import { Results } from '../../forms/rule-panel.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { EventLink } from '../../widgets/event-link.js';

/** What was recorded, how the rules judge it now, and its receipt: recorded, then sealed. */
export function DoneView({
  answer,
  before = [],
  back,
  onAgain,
}: {
  readonly answer: CommandAnswer;
  readonly before?: readonly RuleRow[];
  readonly back: { readonly to: string; readonly title: string };
  readonly onAgain?: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { may } = useSession();
  return (
    <div className="stack">
      <Alert
        type="success"
        showIcon
        role="status"
        title={answer.repeated ? t('forms.done.repeated') : t('forms.done.title')}
        description={
          <ul>
            {answer.events.map(({ id, sentence }) => (
              <li key={id}>
                {may('events.read') ? <EventLink id={id}>{words(sentence)}</EventLink> : words(sentence)}
              </li>
            ))}
          </ul>
        }
      />
      <p>
        {t('forms.done.position', { n: entryNumber(answer.position) })}{' '}
        {may('events.read') && <Receipt answer={answer} />}
      </p>
      {answer.results.length > 0 && (
        <section className="panel">
          <h2>{t('forms.rules.after')}</h2>
          <Results preview={{ before: [...before], results: answer.results }} />
        </section>
      )}
      <div className="row">
        <Link to={back.to}>{back.title}</Link>
        {onAgain !== undefined && <Button onClick={onAgain}>{t('forms.done.again')}</Button>}
      </div>
    </div>
  );
}

function Receipt({ answer }: { readonly answer: CommandAnswer }) {
  const { t } = useTranslation();
  const last = answer.events.at(-1)?.id ?? '';
  // Read again when the server says that it has sealed.
  const { data } = useEvent(last);
  const sealed = answer.receipt.state === 'sealed' || data?.sealed === true;
  return <b>{sealed ? t('events.sealed') : t('events.notSealed')}</b>;
}
