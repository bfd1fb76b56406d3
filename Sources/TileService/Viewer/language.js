// The page's language: words, names, numbers and times in it.
import en from './words-en.js';
import pl from './words-pl.js';

const words = { pl, en };

export const language = { code: 'en' };
export const isLanguage = (code) => Object.hasOwn(words, code ?? '');
export const t = (key) => words[language.code][key];
export const number = (value, options) => new Intl.NumberFormat(language.code, options).format(value);

/** The form of a counted noun: Polish has three. */
export const plural = (key, n) => t(key)[new Intl.PluralRules(language.code).select(n)] ?? t(key).other;

/** The page's language out of `{pl, en}`, as catalogues and styles name things. */
export const local = (texts) => texts?.[language.code] ?? texts?.en ?? texts?.pl ?? '';

/** A day of a time zone, written `2025-06-14`: today, or so many days from it. */
export const dayIn = (timeZone, offset = 0) => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  .format(new Date(Date.now() + offset * 86400000));

/** A time as the service writes it, as precisely as it is known. */
export function timeText(iso, timeZone) {
  if (!iso) return '';
  if (/^\d{4}-\d\d$/.test(iso)) return new Intl.DateTimeFormat(language.code, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${iso}-01`));
  if (/^\d{4}-\d\d-\d\d$/.test(iso)) return new Intl.DateTimeFormat(language.code, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
  return new Intl.DateTimeFormat(language.code, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(new Date(iso));
}
export const dateText = (iso, timeZone) => {
  if (!iso || iso.length <= 10) return timeText(iso, timeZone);
  return new Intl.DateTimeFormat(language.code, { dateStyle: 'long', timeZone }).format(new Date(iso));
};
