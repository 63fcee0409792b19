import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { get } from './client.js';
import type * as api from './types.js';

/** Query parameters of a list, as they stand in the address. */
export type Params = Readonly<Record<string, string | number | undefined>>;

/** One reading of the API, kept under its path and parameters; what others change is asked again (see live). */
function useGet<T>(path: string, params?: Params, options: { enabled?: boolean; live?: boolean } = {}) {
  return useQuery<T>({
    queryKey: [path, params ?? {}],
    queryFn: () => get<T>(path, params),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
    meta: { live: options.live ?? true },
  });
}

export type Reading<T> = UseQueryResult<T>;

export const useOverview = (asOf?: string, enabled = true) => useGet<api.Overview>('/overview', { asOf }, { enabled });
export const useCommunity = (code: string, asOf?: string) =>
  useGet<api.CommunityPage>(`/communities/${code}`, { asOf }, { enabled: code !== '' });
export const useJointReview = (code: string, asOf?: string) =>
  useGet<api.JointReview>(`/communities/${code}/joint-review`, { asOf });
export const useStreetRules = (asOf?: string) =>
  useGet<{ builtFrom: api.BuiltFrom; rules: api.RuleRow[] }>('/rules/street', { asOf });
export const useRules = (asOf?: string) =>
  useGet<{ builtFrom: api.BuiltFrom; rules: api.RuleInfo[] }>('/rules', { asOf });
export const useProhibitions = (list?: string, asOf?: string) =>
  useGet<api.ProhibitionMatrix>('/rules/prohibitions', { list, asOf });
export const useFindings = (params: { readonly community?: string; readonly asOf?: string }, enabled = true) =>
  useGet<api.FindingList>('/findings', params, { enabled });
export const usePeople = (params: Params, enabled = true) => useGet<api.PersonList>('/people', params, { enabled });
export const usePerson = (id: string) => useGet<api.PersonPage>(`/people/${id}`);
export const useNotices = (params: Params) =>
  useGet<{ builtFrom: api.BuiltFrom; items: api.NoticeRow[] }>('/notices', params);
export const useEvents = (params: Params, enabled = true) => useGet<api.EventList>('/events', params, { enabled });
export const useEvent = (id: string) => useGet<api.EventDetail>(`/events/${id}`);
export const useObject = (stream: string, asOf?: string) =>
  useGet<api.ObjectHistory>(`/objects/${encodeURIComponent(stream)}`, { asOf });
export const useIntegrity = () => useGet<api.Integrity>('/integrity');
export const useImports = (enabled = true) => useGet<{ imports: api.ImportReport[] }>('/imports', {}, { enabled });
export const useAccounts = () => useGet<{ accounts: api.Account[] }>('/accounts');
export const useAccessLog = (params: Params) =>
  useGet<{ items: api.EventRow[]; nextCursor?: string }>('/access-log', params);
/** Forms change only with the role, and changing it empties everything read. */
export const useCommandForms = (enabled = true) => useGet<api.CommandForms>('/commands', {}, { enabled, live: false });
