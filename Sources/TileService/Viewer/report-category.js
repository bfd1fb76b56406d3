// Step 2: the category, out of those in use today, by group or by search.
import { button, el } from './dom.js';
import { dayIn, local, number, plural, t } from './language.js';

/** As `validFrom` and `validTo` have it: from the one day on, until before the other. */
export const inUse = (category, today) => (category.validFrom ?? '') <= today && (!category.validTo || today < category.validTo);

/** Letters without what is above, below and through them: who types "smieci" finds "śmieci". */
const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');

export function categoryStep({ catalogue, draft, chosen }) {
  const today = () => dayIn(catalogue.timeZone);
  const usable = () => catalogue.categories.filter((category) => inUse(category, today()));
  const groupOf = (category) => catalogue.groups.find((group) => group.key === category.group);

  function matches(words) {
    return usable().filter((category) => {
      const text = plain([category.pl, category.en, local(groupOf(category))].join(' '));
      return words.every((word) => text.includes(word));
    });
  }
  function list(found) {
    const choice = (category) => el('li', {}, button(local(category), () => chosen(category.key), { class: 'choice', 'data-category': category.key, 'aria-pressed': String(draft().category === category.key) }));
    const section = (name, members) => (members.length ? [el('section', { 'aria-label': name }, el('h3', {}, name), el('ul', {}, ...members.map(choice)))] : []);
    const loose = found.filter((category) => !groupOf(category));
    return [...catalogue.groups.flatMap((group) => section(local(group), found.filter((category) => category.group === group.key))), ...section(t('others'), loose)];
  }

  return {
    title: () => t('stepCategory'),
    show() {
      const results = el('div', { class: 'categories' }), told = el('p', { class: 'unseen', role: 'status' });
      const search = el('input', { type: 'search', id: 'report-search', autocomplete: 'off', placeholder: t('searchHint') });
      const update = () => {
        const found = matches(plain(search.value).split(/\s+/).filter(Boolean));
        results.replaceChildren(...(found.length ? list(found) : [el('p', { class: 'hint' }, t('noCategory'))]));
        told.textContent = search.value ? `${number(found.length)} ${plural('found', found.length)}` : '';
        return found;
      };
      search.addEventListener('input', update);
      search.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        const found = update();
        if (search.value.trim() && found.length === 1) chosen(found[0].key);
        else results.querySelector('button')?.focus();
      });
      update();
      return [el('label', { for: 'report-search' }, t('search')), search, told, results];
    },
  };
}
