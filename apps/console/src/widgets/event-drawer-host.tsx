import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useSession } from '../session/session.js';

const Drawer = lazy(() => import('../pages/events/event-drawer.js').then(({ EventDrawer: it }) => ({ default: it })));

/** The drawer of the event that the address names, on any page. */
export function EventDrawer() {
  const { may } = useSession();
  const [params, setParams] = useSearchParams();
  const id = params.get('event');
  if (id === null || !may('events.read')) return null;
  const close = () =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      next.delete('event');
      return next;
    });
  return (
    <Suspense fallback={null}>
      <Drawer id={id} onClose={close} />
    </Suspense>
  );
}
