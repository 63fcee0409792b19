import { useTranslation } from 'react-i18next';

/** `第 7 步`; the preparation before the ten steps has no number. */
export function useStepNumber(): (step: number) => string {
  const { t } = useTranslation();
  return (step) => (step === 0 ? '' : t('common.steps', { n: step }));
}
