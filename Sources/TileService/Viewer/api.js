// Writes and single reports. Every address is relative, so that the page works behind any proxy prefix.
import { number, plural, t } from './language.js';

const PATIENCE = 20000; // ms until an answer counts as lost

/** Sends a request; `status` is 0 where no answer came. `retryAfter` is in seconds. */
export async function send(method, path, { body, idempotencyKey, key, patience = PATIENCE } = {}) {
  const headers = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  if (key) headers.Authorization = `Bearer ${key}`;
  try {
    const response = await fetch(path, { method, headers, body, cache: 'no-store', credentials: 'omit', signal: timeLimit(patience) });
    const answer = await response.json().catch(() => ({}));
    return { status: response.status, ok: response.ok, body: answer, retryAfter: Number(response.headers.get('Retry-After')) || 0 };
  } catch { return { status: 0, ok: false, body: {}, retryAfter: 0 }; }
}
function timeLimit(patience) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), patience);
  return controller.signal;
}

/** A name that no other request has; browsers keep `randomUUID` from pages that did not come over https. */
export function freshName() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What went wrong, in the person's language. */
export function reason({ status, body, retryAfter }) {
  if (status === 0) return t('failNetwork');
  if (status === 429) return `${t('failLimit')} ${retryAfter ? t('tryIn')(waitText(retryAfter)) : ''}`.trim();
  if (status === 403) return t('failOff');
  if (status === 404) return t('failGone');
  if (status === 400 || status === 422) return t('failFields')[body.parameter] ?? `${t('failInvalid')} ${body.detail ?? ''}`.trim();
  if (status >= 500) return t('failBusy');
  return `${t('failOther')} (${status}) ${body.detail ?? ''}`.trim();
}
function waitText(seconds) {
  const [unit, n] = seconds < 90 ? ['seconds', seconds] : seconds < 5400 ? ['minutes', seconds / 60] : ['hours', seconds / 3600];
  return `${number(Math.ceil(n))} ${plural(unit, Math.ceil(n))}`;
}
