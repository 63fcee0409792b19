import { useOverview } from '../api/queries.js';
import { useSession } from '../session/session.js';

/** Names of units by code: communities and street as the overview tells them; the code where they are not known. */
export function useUnitName(): (code: string | undefined) => string {
  const { may } = useSession();
  const { data } = useOverviewIf(may('elections.read'));
  const names = new Map(data?.communities.map(({ code, name }) => [code, name]));
  if (data?.street !== undefined) names.set(data.street.unit, data.street.name);
  return (code) => (code === undefined ? '' : (names.get(code) ?? code));
}

/** Communities that the present role sees, for choices. */
export function useCommunityChoices(): readonly { readonly value: string; readonly label: string }[] {
  const { may } = useSession();
  const { data } = useOverviewIf(may('elections.read'));
  return data?.communities.map(({ code, name }) => ({ value: code, label: name })) ?? [];
}

/** Code of the street. */
export function useStreet(): string | undefined {
  const { may } = useSession();
  return useOverviewIf(may('elections.read')).data?.street?.unit;
}

function useOverviewIf(enabled: boolean) {
  return useOverview(undefined, enabled);
}
