import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';

/** Opens an event's drawer over the present page; everything else in the address stays. */
export function EventLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  params.set('event', id);
  return <Link to={`${pathname}?${params.toString()}`}>{children}</Link>;
}
