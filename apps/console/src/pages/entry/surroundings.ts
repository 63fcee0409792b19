import { useTranslation } from 'react-i18next';
import type { CommandForm, CommandForms, CommunityPage } from '../../api/types.js';
import { byName } from '../../format/pinyin-order.js';
import type { FormSurroundings, KnownPerson } from '../../forms/form-context.js';
import { labelsOf } from '../../forms/labels.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { useCommunityChoices, useStreet, useUnitName } from '../../widgets/units.js';

/** What the forms of a community know: labels, its people, the units. */
export function useSurroundings(): (
  forms: CommandForms,
  form: Pick<CommandForm, 'records'>,
  page: CommunityPage | undefined,
  more?: readonly KnownPerson[],
) => Pick<FormSurroundings, 'labels' | 'persons' | 'communities' | 'units' | 'community'> {
  const { t } = useTranslation();
  const words = useWords();
  const communities = useCommunityChoices();
  const { session } = useSession();
  // Before the street is on record only the role tells its code.
  const street = useStreet() ?? session?.role?.unit;
  const unitName = useUnitName();
  return (forms, form, page, more = []) => ({
    labels: labelsOf(forms, form, {
      words,
      row: (n) => t('forms.row', { n }),
      on: t('common.statedOn'),
      own: { 'correction-reason': t('forms.correction.reason') },
    }),
    persons: [...more, ...(page === undefined ? [] : peopleOf(page, t('forms.nominee'), t('forms.sitting')))],
    communities,
    units: street === undefined ? communities : [...communities, { value: street, label: unitName(street) }],
    community: page?.code,
  });
}

function peopleOf(page: CommunityPage, nominee: string, sitting: string): readonly KnownPerson[] {
  const known = new Map<string, KnownPerson>();
  for (const { personId, name } of page.nominees) known.set(personId, { personId, name, note: nominee });
  for (const { personId, name } of page.sitting) {
    if (!known.has(personId)) known.set(personId, { personId, name, note: sitting });
  }
  return [...known.values()].sort(byName);
}
