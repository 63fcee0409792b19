import { useEffect, useState } from 'react';
import { queryClient } from '../api/query-client.js';

/** What changes elsewhere is asked again at most this often. */
const GATHER_MS = 800;

/**
 * Listens to the server while somebody is signed in. A change by others makes the readings on the page ask again;
 * forms keep what was typed, because they hold their own state.
 */
export function useLive(signedIn: boolean): { readonly connected: boolean; readonly at: string | undefined } {
  const [connected, setConnected] = useState(false);
  const [at, setAt] = useState<string>();
  useEffect(() => {
    if (!signedIn) return;
    const source = new EventSource('/api/v1/live');
    let timer: number | undefined;
    const ask = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.['live'] === true });
      }, GATHER_MS);
    };
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    source.addEventListener('position', (message) => {
      const signal = JSON.parse((message as MessageEvent<string>).data) as { at?: string };
      if (signal.at !== undefined) setAt(signal.at);
      ask();
    });
    source.addEventListener('sealed', ask);
    source.addEventListener('job', ask);
    return () => {
      window.clearTimeout(timer);
      source.close();
      setConnected(false);
    };
  }, [signedIn]);
  return { connected, at };
}
