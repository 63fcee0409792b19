import { useTranslation } from 'react-i18next';

const LOGS = ['process', 'cases', 'access'] as const;
const VERDICTS = ['intact', 'tampered', 'incomplete'] as const;

/** The log as people call it; an unknown one by its own name. */
export function useLogName(): (log: string) => string {
  const { t } = useTranslation();
  return (log) => {
    const known = LOGS.find((name) => name === log);
    return known === undefined ? log : t(`integrity.log.${known}`);
  };
}

export function verdictName(verdict: string): (typeof VERDICTS)[number] | 'other' {
  return VERDICTS.find((name) => name === verdict) ?? 'other';
}
