// Step 3: what may be left out: when, how often, and in words.
import { WEEKDAYS, button, el, hourOptions } from './dom.js';
import { LONGEST_TEXT, lengthOf } from './draft.js';
import { dayIn, local, number, t } from './language.js';

export function detailsStep({ catalogue, draft, panel, file }) {
  const keep = (name) => (event) => { draft()[name] = event.target.value; panel.problem(null); };
  const field = (label, input, ...more) => el('label', {}, el('span', {}, label), input, ...more);

  function when() {
    const today = dayIn(catalogue.timeZone);
    const date = el('input', { type: 'date', id: 'report-date', max: today, min: '1900-01-01', value: draft().date, onchange: keep('date') });
    const time = el('input', { type: 'time', id: 'report-time', value: draft().time, onchange: keep('time') });
    return el('fieldset', {}, el('legend', {}, t('when')), el('div', { class: 'pair' }, field(t('date'), date), field(t('time'), time)));
  }
  function rhythm() {
    const hours = (name, id, first) => {
      const select = el('select', { id, onchange: keep(name) }, ...hourOptions(first, t('anyHour')));
      select.value = draft()[name];
      return select;
    };
    const choose = (event) => {
      const days = new Set(draft().weekdays);
      days[event.target.checked ? 'add' : 'delete'](event.target.value);
      draft().weekdays = WEEKDAYS.filter((day) => days.has(day));
    };
    const day = (key, i) => el('label', {}, el('input', { type: 'checkbox', value: key, checked: draft().weekdays.includes(key), onchange: choose }), t('days')[i]);
    return el('fieldset', {}, el('legend', {}, t('rhythm')),
      el('div', { class: 'pair' }, field(t('hourFrom'), hours('hourFrom', 'report-hour-from', 0)), field(t('hourTo'), hours('hourTo', 'report-hour-to', 1))),
      el('div', { class: 'days', role: 'group', 'aria-label': t('weekdays') }, ...WEEKDAYS.map(day)));
  }
  function words() {
    const counter = el('p', { class: 'hint', id: 'report-count' }), warning = el('p', { class: 'unseen', role: 'status' });
    const count = (text) => {
      const left = LONGEST_TEXT - lengthOf(text.trim());
      counter.textContent = left < 0 ? t('tooLong')(number(-left)) : t('charactersLeft')(number(left));
      counter.classList.toggle('wrong', left < 0);
      warning.textContent = left < 50 ? counter.textContent : ''; // a counter read out at every key would drown the typing
    };
    const text = el('textarea', { id: 'report-text', rows: 4, 'aria-describedby': 'report-police report-count', oninput: (event) => { keep('text')(event); count(event.target.value); } });
    text.value = draft().text;
    count(text.value);
    return el('fieldset', {}, el('legend', {}, el('label', { for: 'report-text' }, t('inWords'))), text, counter, warning, el('p', { class: 'hint', id: 'report-police' }, t('policeOnly')));
  }

  return {
    title: () => t('stepDetails'),
    show() {
      const category = catalogue.categories.find((entry) => entry.key === draft().category);
      return [el('p', { class: 'chosen' }, local(category)), el('p', { class: 'hint' }, t('optional')), when(), rhythm(), words(), el('p', { class: 'honest' }, t('jokeHarms'))];
    },
    foot: () => [button(t('send'), file, { class: 'main', id: 'report-send' })],
  };
}
