// Pins on the map, and the map beside or above an open panel.
import { $, el, wide } from './dom.js';

const STEP = 10; // pixels that an arrow key moves a pin; 1 with shift

function picture(kind) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 32');
  path.setAttribute('d', 'M12 31C12 31 2 18.5 2 11.5a10 10 0 1 1 20 0C22 18.5 12 31 12 31Zm0-15a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Z');
  svg.append(path);
  return el('span', { class: `pin ${kind}` }, svg);
}

/** A pin; with `onmove` it can be dragged, and moved with the arrow keys. */
export function pin(map, place, label, onmove) {
  const icon = L.divIcon({ html: picture(onmove ? 'mine' : 'shown'), className: '', iconSize: [44, 52], iconAnchor: [22, 50] });
  const marker = L.marker(place, { icon, title: label, alt: label, draggable: Boolean(onmove), keyboard: Boolean(onmove), interactive: Boolean(onmove), autoPan: true, zIndexOffset: onmove ? 1000 : 0 }).addTo(map);
  const node = marker.getElement();
  node.setAttribute('aria-label', label);
  if (!onmove) { node.setAttribute('role', 'img'); return marker; }
  marker.on('dragend', () => onmove(marker.getLatLng().wrap()));
  node.addEventListener('keydown', (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (x === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // else the map moves too
    const point = map.latLngToContainerPoint(marker.getLatLng()).add(L.point(x, y).multiplyBy(event.shiftKey ? 1 : STEP));
    marker.setLatLng(map.containerPointToLatLng(point));
    onmove(marker.getLatLng().wrap());
  });
  return marker;
}

const NOTE = 60; // pixels of the note about 112 on top of a narrow window

/** What an open panel covers: pixels at the left of a wide window, at the bottom of a narrow one. */
function covered() {
  const box = $('report').getBoundingClientRect();
  return wide() ? L.point(box.right, 0) : L.point(0, NOTE - box.height);
}
/** The place in the middle of what is left of the map. */
export const middle = (map) => map.containerPointToLatLng(map.getSize().divideBy(2).add(covered().divideBy(2))).wrap();

/** Brings a place to the middle of what is left of the map. */
export function lookAt(map, place, zoom) {
  const level = Math.min(zoom ?? map.getZoom(), map.getMaxZoom());
  map.setView(map.unproject(map.project(place, level).subtract(covered().divideBy(2)), level), level, matchMedia('(prefers-reduced-motion: reduce)').matches ? { animate: false } : {});
}
