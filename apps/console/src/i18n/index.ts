import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { zh } from './zh.js';

export type Language = 'zh' | 'en';
const STORED = 'jianzheng.language';

void i18next.use(initReactI18next).init({
  resources: { zh: { translation: zh }, en: { translation: en } },
  lng: localStorage.getItem(STORED) === 'en' ? 'en' : 'zh',
  // A missing key must be seen, never papered over with another language.
  fallbackLng: false,
  interpolation: { escapeValue: false },
});

export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'zh';
}

export async function setLanguage(next: Language): Promise<void> {
  localStorage.setItem(STORED, next);
  await i18next.changeLanguage(next);
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
}
