import { useTranslation } from 'react-i18next';

export const FORCES = ['must', 'softened', 'target'] as const;
export const MODES = ['automatic', 'reply', 'record', 'human'] as const;

/** Force and mode in words; one that this console does not know by its own name. */
export function useRuleWords() {
  const { t } = useTranslation();
  return {
    force: (name: string): string => {
      const known = FORCES.find((one) => one === name);
      return known === undefined ? name : t(`common.force.${known}`);
    },
    mode: (name: string): string => {
      const known = MODES.find((one) => one === name);
      return known === undefined ? name : t(`rules.modes.${known}`);
    },
  };
}
