// Filing a report: one panel, a few steps, no account. What was typed stays until it was filed, also when the panel closes.
import { reason } from './api.js';
import { $, button } from './dom.js';
import { emptyDraft, fileDraft, flaw } from './draft.js';
import { dayIn, number, t } from './language.js';
import { categoryStep } from './report-category.js';
import { detailsStep } from './report-details.js';
import { nearby, nearbyStep } from './report-nearby.js';
import { placeStep } from './report-place.js';
import { showStep } from './report-show.js';

const FILING = ['place', 'category', 'nearby', 'details'];
const STEP_OF = { longitude: 'place', latitude: 'place', category: 'category' }; // the service's `parameter` to a step
const FIELD_OF = { time: 'report-date', occurred: 'report-date', 'rhythm.hours': 'report-hour-from', 'rhythm.weekdays': 'report-hour-from', text: 'report-text' };

/** Sets up the panel. `page` is the map's side: `map`, `catalogue`, `toast`, `changed(sequence)`, `reporting(on)`. */
export function startReporting(page) {
  const { map, catalogue, toast } = page;
  let draft = emptyDraft(), step = null, found = [], busy = false;
  let canFile = document.querySelector('meta[name=filing]').content === 'on';
  const panel = { problem, show: render };
  const steps = {
    place: placeStep({ map, draft: () => draft, panel }),
    category: categoryStep({ catalogue, draft: () => draft, chosen: (key) => { draft.category = key; leaveCategory(); } }),
    nearby: nearbyStep({ map, catalogue, panel, found: () => found, anyway: () => go('details'), seconded }),
    details: detailsStep({ catalogue, draft: () => draft, panel, file }),
    show: showStep({ map, catalogue, panel, toast, canFile: () => canFile }),
  };

  // --- the panel ---
  function open(name) {
    $('report').hidden = false;
    page.reporting(true);
    $('report-open').setAttribute('aria-expanded', 'true');
    go(name);
  }
  function close() {
    for (const each of Object.values(steps)) each.remove?.();
    if (step === 'show') leaveAddress();
    step = null;
    $('report').hidden = true;
    page.reporting(false);
    $('report-open').setAttribute('aria-expanded', 'false');
    (canFile ? $('report-open') : $('map')).focus();
  }
  /** A reload after the panel was closed shows the map. */
  const leaveAddress = () => { if (location.search) history.replaceState(null, '', location.pathname + location.hash); };
  function go(name) {
    if (step === 'nearby' && name !== 'nearby') steps.nearby.remove();
    step = name;
    render();
    $('report').querySelector('.scroll').scrollTop = 0;
    $('report-title').focus();
  }
  function render() {
    if (!step) return;
    const now = steps[step], index = { place: 1, category: 2, nearby: 2, details: 3 }[step];
    problem(null);
    $('report').dataset.step = step;
    $('report-title').textContent = now.title();
    $('report-step').textContent = index ? t('stepOf')(number(index), number(3)) : '';
    $('report-body').replaceChildren(...now.show());
    $('report-title').textContent = now.title();
    $('report-foot').replaceChildren(...foot(now));
    $('report-foot').hidden = !$('report-foot').children.length;
    setBusy(busy);
  }
  function foot(now) {
    const back = { category: 'place', nearby: 'category', details: found.length ? 'nearby' : 'category' }[step];
    const next = step === 'place' ? [button(t('next'), leavePlace, { class: 'main', id: 'report-next' })] : step === 'show' ? [button(t('closePanel'), close)] : [];
    return [...(back ? [button(t('back'), () => go(back), { class: 'back' })] : []), ...(now.foot?.() ?? []), ...next];
  }
  function problem(text, field) {
    for (const node of $('report').querySelectorAll('[aria-invalid]')) { node.removeAttribute('aria-invalid'); node.removeAttribute('aria-errormessage'); }
    $('report-error').textContent = text ?? '';
    $('report-error').hidden = !text;
    if (!text || !field) return;
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-errormessage', 'report-error');
    field.focus();
  }
  function setBusy(on) {
    busy = on;
    $('report').setAttribute('aria-busy', String(on));
    for (const node of $('report-foot').querySelectorAll('button')) node.disabled = on;
    for (const node of $('report-body').querySelectorAll('[data-category]')) node.disabled = on;
  }

  // --- from step to step ---
  function leavePlace() {
    if (draft.place) go('category'); else problem(t('placeFirst'));
  }
  async function leaveCategory() {
    const asked = [draft.place.lat, draft.place.lng, draft.category].join();
    if (asked !== draft.nearbyOf) {
      setBusy(true);
      const answer = await nearby(draft);
      setBusy(false);
      found = answer ?? []; // a report is not kept back for want of an answer
      if (answer) draft.nearbyOf = asked;
    }
    if (step === 'category') go(found.length ? 'nearby' : 'details');
  }
  function blame(parameter, text) {
    const wanted = STEP_OF[parameter] ?? 'details';
    if (step !== wanted) go(wanted);
    problem(text, $(FIELD_OF[parameter] ?? ''));
  }
  async function file() {
    if (busy) return;
    const wrong = flaw(draft, dayIn(catalogue.timeZone));
    if (wrong) { blame(wrong, t('failFields')[wrong]); return; }
    setBusy(true);
    $('report-send').textContent = t('sending');
    const answer = await fileDraft(draft);
    setBusy(false);
    if (answer.ok) { await filed(answer); return; }
    if (step === null) { toast(reason(answer)); return; }
    if ($('report-send')) $('report-send').textContent = t('send');
    if (answer.status === 403) disable();
    blame(answer.body.parameter, reason(answer));
  }
  async function filed(answer) {
    const place = draft.place;
    draft = emptyDraft();
    found = [];
    page.changed(answer.body.sequence);
    const words = t(answer.earlier ? 'filedEarlier' : 'filed');
    if (step === null) { toast(`${words} ${t('number')} ${answer.body.id}`); return; }
    steps.place.remove();
    await steps.show.load(answer.body.id, words);
    steps.show.receipt({ ...answer.body, longitude: place.lng, latitude: place.lat });
    go('show');
    steps.show.locate();
  }
  async function seconded(id, words) {
    draft = emptyDraft();
    found = [];
    steps.place.remove();
    await show(id, words);
  }
  async function show(id, words) {
    await steps.show.load(id, words);
    open('show');
    steps.show.locate();
  }
  function disable() {
    canFile = false;
    $('report-open').hidden = true;
  }

  $('report-open').hidden = !canFile;
  $('report-open').addEventListener('click', () => open('place'));
  $('report-close').addEventListener('click', close);
  $('report').addEventListener('keydown', (event) => { if (event.key === 'Escape' && !(event.target.type === 'search' && event.target.value)) close(); });
  map.getContainer().addEventListener('keydown', (event) => { if (event.key === 'Escape' && step) close(); });
  const wanted = new URLSearchParams(location.search).get('report');
  if (wanted) show(wanted);

  return {
    /** Whether a click or Enter on the map was meant for the report. */
    takes(place) {
      if (step === 'place') steps.place.put(place.wrap());
      return FILING.includes(step);
    },
    translate() { steps.place.relabel(); render(); },
  };
}
