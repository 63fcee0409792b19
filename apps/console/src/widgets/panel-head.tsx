import type { ReactNode } from 'react';
import './panel-head.css';

/** The heading of a panel with what can be done there on the right; `id` is what the panel is named by. */
export function PanelHead({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="panel-head">
      <h2 id={id}>{title}</h2>
      {children}
    </div>
  );
}
