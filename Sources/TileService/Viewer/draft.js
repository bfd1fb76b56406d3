// A report that is being written, and the way it is sent: once, however often an answer is lost.
import { freshName, send } from './api.js';

export const LONGEST_TEXT = 500; // Unicode code points, as the service counts them

export const emptyDraft = () => ({
  place: null, category: null, date: '', time: '', hourFrom: '', hourTo: '', weekdays: [], text: '',
  nearbyOf: '', // what was last looked for nearby, so that going back and forth asks nothing twice
  name: null, unsure: [], // the request's name, and the bodies sent under it that may have arrived
});

export const lengthOf = (text) => [...text].length;

/** What is wrong with the draft, as the service would name it: its `parameter`, or `null`. */
export function flaw(draft, today) {
  if (!draft.place) return 'longitude';
  if (!draft.category) return 'category';
  if (draft.time && !draft.date) return 'time';
  if (draft.date && (draft.date > today || draft.date < '1900-01-01')) return 'occurred';
  if (draft.hourFrom && draft.hourFrom === draft.hourTo) return 'rhythm.hours';
  if (lengthOf(draft.text.trim()) > LONGEST_TEXT) return 'text';
  return null;
}

function bodyOf(draft) {
  const body = { category: draft.category, longitude: +draft.place.lng.toFixed(7), latitude: +draft.place.lat.toFixed(7) };
  if (draft.date) body.occurred = draft.time ? `${draft.date}T${draft.time}` : draft.date;
  const rhythm = {};
  if (draft.hourFrom || draft.hourTo) rhythm.hours = `${draft.hourFrom || '00'}-${draft.hourTo || '24'}`;
  if (draft.weekdays.length) rhythm.weekdays = draft.weekdays.join(',');
  if (Object.keys(rhythm).length) body.rhythm = rhythm;
  if (draft.text.trim()) body.text = draft.text.trim();
  return JSON.stringify(body);
}

/**
 * Files the draft. A try whose answer was lost may have arrived: all further tries bear the same name, and when the
 * service says that it knows the name with another text, the receipt of the earlier text is fetched (`earlier`).
 */
export async function fileDraft(draft) {
  const body = bodyOf(draft);
  draft.name ??= freshName();
  const answer = await send('POST', 'reports', { body, idempotencyKey: draft.name });
  if ((answer.status === 0 || answer.status >= 500) && !draft.unsure.includes(body)) draft.unsure.push(body);
  if (answer.status !== 422 || answer.body.parameter !== 'Idempotency-Key') return answer;
  for (const other of draft.unsure) {
    const receipt = await send('POST', 'reports', { body: other, idempotencyKey: draft.name });
    if (receipt.ok) return { ...receipt, earlier: true };
    if (receipt.status === 0 || receipt.status >= 500) return receipt;
  }
  return answer;
}
