import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { forgetBuiltFrom } from '../api/built-from.js';
import { del, get, post, whenSignedOut } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import type { Session } from '../api/types.js';

/** Capabilities as the server names them. */
export type Capability =
  | 'elections.read'
  | 'elections.record'
  | 'elections.act'
  | 'people.read'
  | 'people.write'
  | 'people.personal'
  | 'import'
  | 'rules.read'
  | 'findings.read'
  | 'print'
  | 'events.read'
  | 'events.export'
  | 'lists.export'
  | 'ledger.proofs'
  | 'access-log.read'
  | 'access-log.export'
  | 'integrity.verify'
  | 'accounts.manage'
  | 'system.operate';

interface SessionValue {
  readonly session: Session | undefined;
  readonly error: unknown;
  /** The session ended while somebody was at work: the sign-in is shown over the page. */
  readonly ended: boolean;
  may(capability: Capability): boolean;
  signIn(login: string, password: string): Promise<Session>;
  signOut(): Promise<void>;
  switchRole(role: { readonly role: string; readonly unit: string }): Promise<void>;
  changePassword(current: string, next: string): Promise<void>;
}

const Context = createContext<SessionValue | undefined>(undefined);
const KEY = ['session'];

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const { data: session, error } = useQuery<Session>({
    queryKey: KEY,
    queryFn: () => get<Session>('/session'),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: false },
  });
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    whenSignedOut(() => {
      if (queryClient.getQueryData<Session>(KEY)?.signedIn === true) setEnded(true);
    });
  }, []);

  const enter = useCallback((next: Session, keep: boolean) => {
    // Another person or role sees nothing of what the one before read.
    if (!keep) {
      forgetBuiltFrom();
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
    }
    queryClient.setQueryData(KEY, next);
    setEnded(false);
    if (keep) void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
  }, []);

  const value = useMemo<SessionValue>(() => {
    const held = new Set(session?.capabilities ?? []);
    return {
      session,
      error,
      ended,
      may: (capability) => held.has(capability),
      async signIn(login, password) {
        const next = await post<Session>('/session', { login, password });
        if (ended && next.account?.id !== session?.account?.id) window.location.assign('/app');
        enter(next, ended);
        return next;
      },
      async signOut() {
        await del('/session');
        enter(await get<Session>('/session'), false);
      },
      async switchRole(role) {
        enter(await post<Session>('/session/role', role), false);
      },
      async changePassword(current, next) {
        enter(await post<Session>('/session/password', { current, next }), false);
      },
    };
  }, [session, error, ended, enter]);

  return <Context value={value}>{children}</Context>;
}

export function useSession(): SessionValue {
  const value = use(Context);
  if (value === undefined) throw new Error('useSession outside its provider');
  return value;
}
