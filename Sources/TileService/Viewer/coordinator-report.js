// One report for a key holder: text, rhythm, card, history; legal moves and visits.
import { WEEKDAYS, button, el } from './dom.js';
import { local, number, t, timeText } from './language.js';
import { pin } from './pin.js';

let marker; // of the report that was looked up last

export function forgetPin() {
  marker?.remove();
  marker = undefined;
}

/** The nodes of a report; `again` fetches it anew. */
export function reportCard(desk, report, again) {
  const { catalogue, request, say } = desk;
  const time = (iso) => timeText(iso, catalogue.timeZone);
  const named = (entries, key) => local(entries.find((entry) => entry.key === key)) || key;
  const note = el('textarea', { id: 'coordinator-note', rows: 2 });
  const noteText = () => (note.value.trim() ? { note: note.value.trim() } : {});
  let busy = false; // a second click on the same button is no second visit

  async function write(path, body) {
    if (busy) return;
    busy = true;
    const answer = await request('POST', `reports/${report.id}/${path}`, { ...body, ...noteText() });
    busy = false;
    if (!answer.ok) return;
    desk.changed(answer.body.sequence);
    await again();
    say(t('saved'), true);
  }
  function showOnMap() {
    forgetPin();
    const place = [report.latitude, report.longitude];
    marker = pin(desk.map, place, `${t('report')} ${report.id}`);
    desk.close();
    desk.map.setView(place, Math.max(desk.map.getZoom(), 16));
    desk.map.getContainer().focus();
  }
  function facts() {
    const rhythm = report.rhythm ?? {}, days = rhythm.weekdays?.split(',').map((day) => t('days')[WEEKDAYS.indexOf(day)] ?? day).join(', ');
    const rows = [
      [t('status'), named(catalogue.statuses, report.status)], [t('inWords'), report.text], [t('when'), time(report.occurred)], [t('hoursOfDay'), rhythm.hours], [t('weekdays'), days],
      [t('reportedOn'), time(report.reported)], [t('due'), report.due && `${time(report.due)}${report.overdue ? ` (${t('isOverdue')})` : ''}`], [t('unit'), report.unit],
      [t('secondedBy'), report.confirmations ? number(report.confirmations) : ''],
    ];
    return el('dl', { class: 'facts' }, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
  }
  const lines = (title, entries) => (entries.length ? [el('h4', {}, title), el('ul', { class: 'lines' }, ...entries.map((entry) => el('li', {}, entry)))] : []);
  const visits = report.card.visits.map((visit) => [time(visit.at), t(visit.found ? 'yes' : 'no'), visit.unit, visit.note].filter(Boolean).join(' · '));
  const events = report.events.map((event) => [time(event.at), `${named(catalogue.statuses, event.from)} → ${named(catalogue.statuses, event.to)}`, event.note].filter(Boolean).join(' · '));
  const moves = report.moves.map((to) => button(named(catalogue.statuses, to), () => write('events', { to }), { 'data-move': to }));
  const look = (found) => button(t(found ? 'yes' : 'no'), () => write('visits', { found }), { 'data-visit': String(found) });
  const actions = [
    el('label', { for: 'coordinator-note' }, t('note')), note,
    el('h4', {}, t('moveTo')), el('div', { class: 'buttons' }, ...moves),
    el('h4', {}, t('addVisit')), el('div', { class: 'buttons' }, look(true), look(false)),
  ];

  return [
    el('div', { class: 'buttons tabs' }, button(`‹ ${t('toList')}`, desk.back), button(t('onMap'), showOnMap)),
    el('h3', { tabIndex: -1 }, `${report.id} · ${named(catalogue.categories, report.category)}`), facts(),
    ...lines(t('visits'), visits), ...lines(t('history'), events),
    ...(report.moves.length ? actions : [el('p', { class: 'hint' }, t('ended'))]),
  ];
}
