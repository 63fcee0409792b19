import { useTranslation } from 'react-i18next';
import { useWords, type Words } from '../i18n/index.js';

/** `第 7 步 确定候选人预备人选`, and the preparation, which has no number, by its title alone. */
export function useStepTitle(): (step: { readonly step: number; readonly title: Words }) => string {
  const words = useWords();
  const stepNumber = useStepNumber();
  return ({ step, title }) => `${stepNumber(step)} ${words(title)}`.trim();
}

/** `第 7 步` or `准备工作`, in a sentence. */
export function useStepWord(): (step: number) => string {
  const { t } = useTranslation();
  const stepNumber = useStepNumber();
  return (step) => (step === 0 ? t('common.preparation') : stepNumber(step));
}

/** `第 7 步`; the preparation before the ten steps has no number. */
export function useStepNumber(): (step: number) => string {
  const { t } = useTranslation();
  return (step) => (step === 0 ? '' : t('common.steps', { n: step }));
}
