// Between category and details: the same threat that others reported here, to be seconded instead of filed again.
import { reason, send } from './api.js';
import { button, el } from './dom.js';
import { dateText, local, number, plural, t } from './language.js';
import { pin } from './pin.js';

const MOST = 3, PATIENCE = 4000; // ms

/** The same threat within the service's radius and days, nearest first; `null` where no answer came in time. */
export async function nearby(draft) {
  const { place, category } = draft;
  const query = new URLSearchParams({ lon: place.lng.toFixed(7), lat: place.lat.toFixed(7), category });
  const answer = await send('GET', `reports/nearby?${query}`, { patience: PATIENCE });
  return answer.ok ? answer.body.reports : null;
}

/** Seconds a report; gives what to say, and whether it is done. */
export async function second(id) {
  const answer = await send('POST', `reports/${id}/confirmations`);
  if (answer.ok) return { done: true, text: t('seconded')(number(answer.body.confirmations)) };
  if (answer.status === 409) return { done: true, text: t('secondedBefore') };
  return { done: false, text: reason(answer) };
}

export function nearbyStep({ map, catalogue, panel, found, anyway, seconded }) {
  let pins = [];
  const away = (report) => t('away')(number(Math.max(10, Math.round(report.distance / 10) * 10)), dateText(report.reported ?? report.occurred, catalogue.timeZone));
  function entry(report) {
    const status = local(catalogue.statuses.find((s) => s.key === report.status));
    const already = report.confirmations ? ` · ${number(report.confirmations)} ${plural('confirmations', report.confirmations)}` : '';
    const confirm = async (event) => {
      event.target.disabled = true;
      const result = await second(report.id);
      if (result.done) seconded(report.id, result.text); else { event.target.disabled = false; panel.problem(result.text); }
    };
    return el('li', {}, el('p', {}, away(report)), el('p', { class: 'sub' }, `${t('number')} ${report.id} · ${status}${already}`), button(t('second'), confirm, { class: 'main', 'data-second': String(report.id) }));
  }
  return {
    title: () => t('alreadyReported'),
    show() {
      const shown = found().slice(0, MOST);
      this.remove();
      pins = shown.map((report) => pin(map, [report.latitude, report.longitude], away(report)));
      return [el('p', { class: 'chosen' }, t('sameThreat')), el('ul', { class: 'found' }, ...shown.map(entry))];
    },
    remove() { pins.forEach((marker) => marker.remove()); pins = []; },
    foot: () => [button(t('fileAnyway'), anyway, { id: 'report-anyway' })],
  };
}
