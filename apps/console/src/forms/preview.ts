import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../api/client.js';
import type { PreviewAnswer, Problem } from '../api/types.js';
import { problemOf } from '../problems/problem-alert.js';
import type { Body } from './draft.js';

const PAUSE_MS = 500;

/** Asks the rules about what is typed, once nobody types for half a second; asked again when the ledger changes. */
export function usePreview(
  path: string,
  body: Body,
  ready: boolean,
): { readonly preview: PreviewAnswer | undefined; readonly problem: Problem | undefined; readonly busy: boolean } {
  const text = JSON.stringify(body);
  const [asked, setAsked] = useState<string>();
  useEffect(() => {
    if (!ready) return;
    const timer = window.setTimeout(() => setAsked(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text, ready]);
  const enabled = ready && asked !== undefined;
  const { data, error, isFetching } = useQuery<PreviewAnswer>({
    queryKey: ['preview', path, asked],
    queryFn: () => post<PreviewAnswer>(`${path}?preview=true`, JSON.parse(asked ?? '{}')),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
    meta: { live: true },
  });
  return {
    preview: enabled ? data : undefined,
    problem: error === null || !enabled ? undefined : problemOf(error),
    // While fields are missing nothing is under way: a region that stays busy is never read out.
    busy: ready && (isFetching || asked !== text),
  };
}
