// Step 1: the place. A tap, a dragged pin, the keyboard, the device's own position or typed coordinates.
import { button, el } from './dom.js';
import { number, t } from './language.js';
import { lookAt, middle, pin } from './pin.js';

const CLOSE = 15, CLOSER = 16; // zooms below which a tap is too coarse, and to which it then goes

const degrees = (place) => `${place.lat.toFixed(5)}, ${place.lng.toFixed(5)}`;

export function placeStep({ map, draft, panel }) {
  let marker;
  const told = el('p', { class: 'told', 'aria-live': 'polite' });
  const typed = el('input', { id: 'report-typed', type: 'text', inputMode: 'text', autocomplete: 'off', spellcheck: false, placeholder: '52.7368, 15.2288' });

  function put(place, look) {
    draft().place = { lat: place.lat, lng: place.lng };
    panel.problem(null);
    if (marker) marker.setLatLng(place); else marker = pin(map, place, t('pin'), (moved) => put(moved));
    if (look ?? map.getZoom() < CLOSE) lookAt(map, place, Math.max(map.getZoom(), CLOSER));
    tell();
  }
  function tell() {
    const place = draft().place;
    told.textContent = place ? `${t('placed')} ${degrees(place)}. ${t('placedHint')}` : '';
  }
  function locate() {
    const found = ({ coords }) => { put(L.latLng(coords.latitude, coords.longitude), true); told.append(` ${t('within')(number(Math.round(coords.accuracy)))}`); };
    told.textContent = t('locating');
    navigator.geolocation.getCurrentPosition(found, () => { tell(); panel.problem(t('noPosition')); }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
  }
  function readTyped() {
    const parts = typed.value.trim().match(/^(-?\d{1,2}(?:[.,]\d+)?)[\s;,]+(-?\d{1,3}(?:[.,]\d+)?)$/);
    const [lat, lng] = (parts ?? []).slice(1).map((part) => Number(part.replace(',', '.')));
    if (!(Math.abs(lat) <= 85) || !(Math.abs(lng) <= 180)) { panel.problem(t('badCoordinates'), typed); return; }
    put(L.latLng(lat, lng), true);
  }

  return {
    title: () => t('stepPlace'),
    put,
    show() {
      if (draft().place && !marker) put(L.latLng(draft().place), false);
      tell();
      typed.onkeydown = (event) => { if (event.key === 'Enter') readTyped(); };
      const mine = isSecureContext && navigator.geolocation ? [button(t('myPosition'), locate)] : [];
      return [
        el('p', {}, t('placeHint')),
        el('div', { class: 'buttons' }, ...mine, button(t('hereCentre'), () => put(middle(map), false))),
        told,
        el('details', {}, el('summary', {}, t('typeCoordinates')),
          el('label', { for: 'report-typed' }, t('coordinates')), el('div', { class: 'typed' }, typed, button(t('setPin'), readTyped))),
      ];
    },
    remove() { marker?.remove(); marker = undefined; },
    relabel() { const label = t('pin'); marker?.getElement()?.setAttribute('aria-label', label); },
  };
}
