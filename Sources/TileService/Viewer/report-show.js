// A single report as everybody may see it: number, status, what the states mean; also right after it was filed.
import { reason, send } from './api.js';
import { button, el } from './dom.js';
import { second } from './report-nearby.js';
import { local, number, t, timeText } from './language.js';
import { lookAt, pin } from './pin.js';

export const addressOf = (id) => new URL(`?report=${id}`, new URL('.', location.href)).href;

export function showStep({ map, catalogue, panel, toast, canFile }) {
  let report, words, marker, failure;
  const status = () => catalogue.statuses.find((entry) => entry.key === report.status) ?? { key: report.status };
  function states() {
    const rows = catalogue.statuses.filter((entry) => entry.public !== false).flatMap((entry) => {
      const isNow = entry.key === report.status;
      const name = el('dt', isNow ? { class: 'now' } : {}, local(entry) || entry.key, ...(isNow ? [el('span', { class: 'mark' }, t('now'))] : []));
      return [name, el('dd', {}, t('means')[entry.key] ?? '')];
    });
    return el('details', { open: true }, el('summary', {}, t('whatStatesMean')), el('dl', { class: 'states' }, ...rows));
  }
  function facts() {
    const category = catalogue.categories.find((entry) => entry.key === report.category);
    const rows = [[t('number'), String(report.id)], [t('status'), local(status()) || report.status], [t('threat'), local(category) || report.category]];
    if (report.reported) rows.push([t('reportedOn'), timeText(report.reported, catalogue.timeZone)]);
    if (report.confirmations) rows.push([t('secondedBy'), number(report.confirmations)]);
    return el('dl', { class: 'facts' }, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
  }
  async function copy() {
    try { await navigator.clipboard.writeText(addressOf(report.id)); toast(t('linkCopied')); } catch { prompt(t('copyLink'), addressOf(report.id)); }
  }
  function mayBeSeconded() {
    return canFile() && !words && !status().final && catalogue.sources.find((entry) => entry.key === report.source)?.publicPoints;
  }
  const seconding = async (event) => {
    event.target.disabled = true;
    const result = await second(report.id);
    panel.problem(result.done ? null : result.text);
    if (result.done) { words = result.text; panel.show(); } else event.target.disabled = false;
  };

  return {
    title: () => (failure ? t('noReport') : words ? t('thanks') : `${t('report')} ${report.id}`),
    /** Fetches a report; `said` is what has just happened to it. */
    async load(id, said) {
      words = said;
      const answer = await send('GET', `reports/${encodeURIComponent(id)}`);
      failure = answer.ok ? null : answer.status === 404 ? t('failGone') : reason(answer);
      if (answer.ok) report = answer.body;
    },
    /** What the service's receipt told, where the report itself cannot be read back. */
    receipt(body) { report = { ...report, ...body }; failure = null; },
    locate() { if (report && !failure) lookAt(map, [report.latitude, report.longitude], Math.max(map.getZoom(), 15)); },
    show() {
      if (failure) return [el('p', {}, failure)];
      if (report.longitude !== undefined && !marker) marker = pin(map, [report.latitude, report.longitude], `${t('report')} ${report.id}`);
      const link = el('a', { href: addressOf(report.id), id: 'report-link' }, addressOf(report.id));
      return [
        ...(words ? [el('p', { class: 'good' }, words)] : []), facts(),
        el('p', { class: 'sub' }, `${t('keepLink')} `, link), el('div', { class: 'buttons' }, button(t('copyLink'), copy), ...(mayBeSeconded() ? [button(t('second'), seconding)] : [])),
        ...(catalogue.publicLevel ? [el('p', { class: 'hint' }, t('roughPlace'))] : []), states(),
      ];
    },
    remove() { marker?.remove(); marker = undefined; },
  };
}
