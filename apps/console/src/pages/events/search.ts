import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { get } from '../../api/client.js';
import type { EventList } from '../../api/types.js';

/** Filters that other pages' links put into the address, beside the typed query. */
const PLAIN = ['stream', 'community', 'type', 'actor', 'person', 'from', 'to'] as const;
export type PlainFilter = (typeof PLAIN)[number];

const NAMES = ['q', ...PLAIN] as const;

export const PAGE_SIZE = 50;

export interface Search {
  readonly q: string;
  readonly plain: readonly (readonly [name: PlainFilter, value: string])[];
  /** The same filter as query parameters of the API: the list and its export take exactly these. */
  readonly params: Readonly<Record<string, string>>;
  setQuery(q: string): void;
  dropPlain(name: PlainFilter): void;
  /** Puts another query in the place of this one; an empty one shows everything. */
  open(values: Readonly<Record<string, string>>): void;
}

/** The query in the address, so that it can be sent on, marked and gone back to. */
export function useSearch(): Search {
  const [address, setAddress] = useSearchParams();
  const q = address.get('q') ?? '';
  const plain = PLAIN.flatMap((name) => {
    const value = address.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  const change = (edit: (next: URLSearchParams) => void) =>
    setAddress((old) => {
      const next = new URLSearchParams(old);
      edit(next);
      return next;
    });
  return {
    q,
    plain,
    params: { ...(q === '' ? {} : { q }), ...Object.fromEntries(plain) },
    setQuery: (text) =>
      change((next) => {
        if (text.trim() === '') next.delete('q');
        else next.set('q', text.trim());
      }),
    dropPlain: (name) => change((next) => next.delete(name)),
    open: (values) =>
      change((next) => {
        for (const name of NAMES) {
          const value = values[name] ?? '';
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
      }),
  };
}

/** Pages of the list by the keyset of the server: what is recorded meanwhile never shifts a page. */
export function useEventPages(params: Readonly<Record<string, string>>) {
  return useInfiniteQuery({
    queryKey: ['/events', 'pages', params],
    queryFn: ({ pageParam }) => get<EventList>('/events', { ...params, limit: PAGE_SIZE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    meta: { live: true },
  });
}
