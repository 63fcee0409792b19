import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { CommandForm } from '../api/types.js';
import { useWords } from '../i18n/index.js';

/** One command in a list of what can be recorded or done: its name, its kind, and what the page says of it. */
export function CommandItem({
  form,
  to,
  children,
}: {
  readonly form: CommandForm;
  readonly to: string;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <li>
      <Link to={to}>
        <span className="command-name">{words(form.title)}</span>
        <span className="muted small">
          {form.twinOf !== undefined
            ? t('community.step.onPaper')
            : form.kind === 'act'
              ? t('community.step.act')
              : t('community.step.record')}
        </span>
        <span className="small">{children}</span>
      </Link>
    </li>
  );
}
