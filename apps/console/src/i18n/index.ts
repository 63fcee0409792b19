import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en/index.js';
import { zh } from './zh/index.js';

export type Language = 'zh' | 'en';
/** A text of the server in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh };
  }
}

const STORED = 'jianzheng.language';
const first: Language = localStorage.getItem(STORED) === 'en' ? 'en' : 'zh';

void i18next.use(initReactI18next).init({
  resources: { zh: { translation: zh }, en: { translation: en } },
  lng: first,
  // A missing key must be seen, never papered over with another language.
  fallbackLng: false,
  interpolation: { escapeValue: false },
});
document.documentElement.lang = first === 'zh' ? 'zh-CN' : 'en';

export async function setLanguage(next: Language): Promise<void> {
  localStorage.setItem(STORED, next);
  await i18next.changeLanguage(next);
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
}

/** The language shown now; a component that calls this is drawn again when it changes. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh';
}

/** Words of the server in the language shown now. */
export function useWords(): (words: Words | undefined) => string {
  const language = useLanguage();
  return (words) => words?.[language] ?? '';
}

/** Persons of a list, parted as the language does. */
export function useJoin(): (items: readonly string[]) => string {
  const language = useLanguage();
  return (items) => items.join(language === 'zh' ? '、' : ', ');
}
