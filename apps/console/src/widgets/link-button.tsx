import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router-dom';

/** A link to a page of the console that looks like a button; opening it in another tab works as with any link. */
export function LinkButton({
  to,
  primary = false,
  children,
}: {
  readonly to: string;
  readonly primary?: boolean;
  readonly children: ReactNode;
}) {
  const navigate = useNavigate();
  const href = useHref(to);
  return (
    <Button
      href={href}
      type={primary ? 'primary' : 'default'}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </Button>
  );
}
