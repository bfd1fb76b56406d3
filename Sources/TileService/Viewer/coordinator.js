// For key holders: what is overdue, what is new, and one report at a time.
import { send } from './api.js';
import { $, button, el } from './dom.js';
import { local, t, timeText } from './language.js';
import { forgetPin, reportCard } from './coordinator-report.js';

const KEY = 'threatmap.key', PAGE = 50;
const LISTS = { overdue: 'overdue=true', fresh: 'status=new' };

/** What went wrong, for somebody who knows the life cycle. */
export function coordinatorReason({ status, body }, catalogue) {
  const named = (key) => local(catalogue.statuses.find((entry) => entry.key === key)) || key;
  if (status === 0) return t('noConnection');
  if (status === 401) return t('badKey');
  if (status === 403) return t('notYours');
  if (status === 409 && body.moves) return t('notNow')(body.moves.map(named).join(', '));
  if (status === 404) return t('failGone');
  return `${t('failOther')} (${status}). ${body.detail ?? ''}`.trim();
}

export function startCoordinator({ map, catalogue, changed }) {
  let list = 'overdue', view = showList;
  const key = () => sessionStorage.getItem(KEY);
  const request = async (method, path, body) => {
    const answer = await send(method, path, { body: body && JSON.stringify(body), key: key() });
    if (answer.status === 401) { sessionStorage.removeItem(KEY); view = showList; askForKey(); }
    say(answer.ok ? '' : coordinatorReason(answer, catalogue));
    return answer;
  };
  const desk = { map, catalogue, changed, request, say, close: () => $('coordinator').close(), back: () => { view = showList; view(); } };

  function say(text, isFine = false) {
    $('coordinator-error').classList.toggle('fine', isFine);
    $('coordinator-error').textContent = text;
    $('coordinator-error').hidden = !text;
  }
  const put = (...nodes) => $('coordinator-body').replaceChildren(...nodes);

  function askForKey() {
    const input = el('input', { type: 'password', id: 'coordinator-key', autocomplete: 'off', required: true });
    const enter = (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEY, input.value.trim());
      showList();
    };
    put(el('form', { onsubmit: enter }, el('label', { for: 'coordinator-key' }, t('key')), input, el('p', { class: 'hint' }, t('keyHint')), el('div', { class: 'buttons' }, el('button', { type: 'submit', class: 'main' }, t('enter')))));
    input.focus();
  }
  function leave() {
    sessionStorage.removeItem(KEY);
    view = showList;
    put();
    $('coordinator').close();
  }
  function tabs() {
    const tab = (name) => button(t(name), () => { list = name; showList(); }, { 'aria-pressed': String(list === name), 'data-list': name });
    return el('div', { class: 'buttons tabs' }, tab('overdue'), tab('fresh'), button(t('leave'), leave, { class: 'quiet' }));
  }
  async function showList(query = `${LISTS[list]}&limit=${PAGE}`) {
    if (!key()) { askForKey(); return; }
    const wanted = list, answer = await request('GET', `reports?${query}`);
    if (!answer.ok || wanted !== list || view !== showList) return;
    const { reports, next } = answer.body;
    const more = next ? [el('div', { class: 'buttons' }, button(t('more'), () => showList(new URL(next).search.slice(1))))] : [];
    put(tabs(), ...(reports.length ? [el('ul', { class: 'found' }, ...reports.map(row))] : [el('p', { class: 'hint' }, t('noneHere'))]), ...more);
  }
  function row(report) {
    const named = (entries, value) => local(entries.find((entry) => entry.key === value)) || value;
    const late = report.overdue ? [el('span', { class: 'mark late' }, t('isOverdue'))] : [];
    const due = report.due ? ` · ${t('due')}: ${timeText(report.due, catalogue.timeZone)}` : '';
    return el('li', {}, button(`${report.id} · ${named(catalogue.categories, report.category)}`, () => openReport(report.id), { class: 'choice', 'data-report': String(report.id) }),
      el('p', { class: 'sub' }, `${named(catalogue.statuses, report.status)}${due} `, ...late));
  }
  async function openReport(id) {
    const answer = await request('GET', `reports/${id}`);
    if (!answer.ok) return;
    view = () => openReport(id);
    put(...reportCard(desk, answer.body, view));
    $('coordinator-body').querySelector('h3')?.focus();
  }

  $('coordinator-open').hidden = window.top !== window; // within another page nobody can know who listens to the keys
  $('coordinator-open').addEventListener('click', () => { say(''); forgetPin(); $('coordinator').showModal(); view(); });
  $('coordinator-close').addEventListener('click', () => $('coordinator').close());
  return { translate() { if ($('coordinator').open) view(); } };
}
