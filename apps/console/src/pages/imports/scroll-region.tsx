import type { ReactNode } from 'react';

/** A table that scrolls in its own frame: named, and reached by keyboard, because nothing in it takes the focus. */
export function ScrollRegion({
  className,
  labelledBy,
  children,
}: {
  readonly className: string;
  readonly labelledBy: string;
  readonly children: ReactNode;
}) {
  const reached = { tabIndex: 0, role: 'group', 'aria-labelledby': labelledBy };
  return (
    <div className={className} {...reached}>
      {children}
    </div>
  );
}
