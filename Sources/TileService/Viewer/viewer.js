// The Threatmap viewer. Everything that comes from the server is set as text, never as HTML; every address is relative,
// so that the page works behind any proxy prefix. The whole state lives in the URL hash: a link shows what its sender saw.
import { $, WEEKDAYS, el, wide } from './dom.js';
import { dayIn, isLanguage, language, local, number, plural, t } from './language.js';
import { startReporting } from './report.js';
import { startCoordinator } from './coordinator.js';

const CHOICES = ['category', 'status', 'source']; // null = all, [] = none, otherwise the chosen keys
const TABLE_ROWS = 500, FRAME = 17; // FRAME: width of the map's frame in pixels
const CLEAR = { category: null, status: null, source: null, from: '', to: '', hours: '', weekdays: [] };
const state = { style: 'heat', filters: { ...CLEAR }, cells: false, opacity: 100, basemap: 'map', view: null, version: 0 };
const shown = { heat: null, legend: null, cells: null }; // the request each part shows now, so that a refresh repeats nothing
let catalogue, tileJSON, map, heat, cellLayer, graticule, basemap, legend, cellData, readout, reporting, coordinating;

// --- small tools ---
const rounded = (value) => number(value, { maximumSignificantDigits: 3 });
const reportsText = (n) => `${number(n)} ${plural('reports', n)}`;
const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// --- names from the catalogue ---
const entries = (name) => ({ category: catalogue.categories, status: catalogue.statuses.filter((s) => s.public !== false), source: catalogue.sources })[name];
const keysOf = (name) => entries(name).map((entry) => entry.key);
const nameOf = (list, key) => local(list.find((entry) => entry.key === key)) || key;

// --- requests: a newer one of the same kind cancels the older, so stale answers never arrive ---
const pending = new Map();
let busyCount = 0;
function busy(change) {
  busyCount = Math.max(0, busyCount + change);
  document.body.classList.toggle('busy', busyCount > 0);
  $('status').textContent = busyCount > 0 ? t('loading') : t('loaded');
}
async function getJSON(kind, url) {
  pending.get(kind)?.abort();
  const controller = new AbortController();
  pending.set(kind, controller);
  busy(1);
  try {
    const response = await fetch(url, { signal: controller.signal });
    if (!response.ok) throw await problem(response);
    return await response.json();
  } catch (error) {
    if (error.name !== 'AbortError') toast(error.shown ? error.message : `${t('error')}.`, () => (map ? refreshAll() : location.reload()));
    return null;
  } finally { busy(-1); }
}
async function problem(response) {
  const { title = `${t('error')} (${response.status})`, detail, parameter } = await response.json().catch(() => ({}));
  return Object.assign(new Error([title, detail].filter(Boolean).join(': ') + (parameter ? ` [${parameter}]` : '')), { shown: true });
}
function toast(message, retry) {
  for (const old of $('toasts').children) if (old.firstChild.textContent === message) old.remove();
  const node = el('div', { class: retry ? 'toast' : 'toast good' }, el('p', {}, message));
  if (retry) node.append(el('button', { type: 'button', onclick: () => { node.remove(); retry(); } }, t('retry')));
  node.append(el('button', { type: 'button', class: 'icon', 'aria-label': t('close'), onclick: () => node.remove() }, $('close-panel').firstElementChild.cloneNode(true)));
  $('toasts').append(node);
  setTimeout(() => node.remove(), retry ? 12000 : 4000);
}

// --- filters <-> query ---
/** Whole groups are sent as `group`: the address is shorter, more people share a cached tile, and new categories are included. */
function categoryQuery() {
  const chosen = state.filters.category;
  if (!chosen) return {};
  const members = (group) => catalogue.categories.filter((c) => c.group === group).map((c) => c.key);
  const groups = catalogue.groups.map((g) => g.key).filter((g) => members(g).length && members(g).every((key) => chosen.includes(key)));
  const covered = groups.flatMap(members).length === chosen.length;
  return covered && groups.length ? { group: groups } : { category: chosen };
}
function filterParts() {
  const { status, source, from, to, hours, weekdays } = state.filters;
  const all = { ...categoryQuery(), status, source, from, to, hours, weekdays };
  return Object.entries(all).filter(([key, value]) => value && (value.length || CHOICES.includes(key)))
    .map(([key, value]) => `${key}=${[value].flat().map(encodeURIComponent).join(',') || '-'}`);
}
const query = (...more) => { const parts = [...more, ...filterParts()]; return parts.length ? `?${parts.join('&')}` : ''; };
const versionPart = () => (state.version ? [`v=${state.version}`] : []);
const nothingChosen = () => CHOICES.some((name) => state.filters[name]?.length === 0);

// --- state <-> hash ---
function writeHash() {
  const { lat, lng } = map.getCenter();
  const digits = Math.max(2, Math.ceil(map.getZoom() / 3));
  const parts = [`map=${map.getZoom()}/${lat.toFixed(digits)}/${lng.toFixed(digits)}`, `style=${encodeURIComponent(state.style)}`, ...filterParts()];
  if (state.cells) parts.push('cells=1');
  if (state.opacity !== 100) parts.push(`opacity=${state.opacity}`);
  if (state.basemap !== 'map') parts.push(`basemap=${state.basemap}`);
  history.replaceState(null, '', `#${parts.join('&')}&lang=${language.code}`);
}
function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const list = (key) => (hash.get(key) ?? '').split(',').filter(Boolean);
  const known = (key, keys) => (hash.has(key) ? list(key).filter((k) => keys.includes(k)) : null);
  const date = (key) => (/^\d{4}-\d\d-\d\d$/.test(hash.get(key)) ? hash.get(key) : '');
  const groups = list('group');
  const ofGroups = catalogue.categories.filter((c) => groups.includes(c.group)).map((c) => c.key);
  state.filters = {
    category: groups.length ? ofGroups : known('category', keysOf('category')), status: known('status', keysOf('status')), source: known('source', keysOf('source')),
    from: date('from'), to: date('to'), hours: /^\d\d-\d\d$/.test(hash.get('hours')) ? hash.get('hours') : '', weekdays: known('weekdays', WEEKDAYS) ?? [],
  };
  if (isLanguage(hash.get('lang'))) language.code = hash.get('lang');
  state.style = (styles().find((style) => style.name === hash.get('style')) ?? styles()[0]).name;
  state.cells = hash.get('cells') === '1';
  state.opacity = Math.min(100, Math.max(20, Number(hash.get('opacity')) || 100));
  state.basemap = hash.get('basemap') === 'none' ? 'none' : 'map';
  const view = (hash.get('map') ?? '').split('/').map(Number);
  state.view = view.length === 3 && view.every(Number.isFinite) ? { zoom: view[0], centre: [view[1], view[2]] } : null;
}

// --- map ---
function createMap() {
  const animate = !matchMedia('(prefers-reduced-motion: reduce)').matches, controls = { zoomControl: false, attributionControl: false };
  const zooms = { minZoom: Math.max(2, tileJSON.minzoom ?? 0), maxZoom: Math.min(19, tileJSON.maxzoom ?? 19) };
  map = L.map('map', { ...controls, ...zooms, zoomAnimation: animate, fadeAnimation: animate, inertia: animate, worldCopyJump: true });
  map.createPane('cells').style.zIndex = 420;
  L.control.zoom({ position: 'topright' }).addTo(map);
  $('scalebar').append(L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map).getContainer());
  cellLayer = L.layerGroup().addTo(map);
  map.on('moveend', () => { writeHash(); refresh(); });
  map.on('move zoomend resize', () => { drawFrame(map.getCenter(), map.getZoom()); showPosition(map.getCenter()); });
  map.on('zoomanim', (event) => drawFrame(event.center, event.zoom));
  map.on('mousemove', (event) => showPosition(event.latlng));
  map.on('click', (event) => { if (!reporting?.takes(event.latlng)) openReadout(event.latlng); });
  map.getContainer().addEventListener('pointerdown', () => map.getContainer().classList.remove('keyed'));
  map.getContainer().addEventListener('keydown', (event) => {
    map.getContainer().classList.add('keyed'); // shows the cross at the centre, which Enter asks about
    if (event.key === 'Enter' && event.target === map.getContainer() && !reporting?.takes(map.getCenter())) openReadout(map.getCenter());
  });
  goHome();
}
function goHome() {
  if (state.view) return map.setView(state.view.centre, Math.round(state.view.zoom));
  const [west, south, east, north] = tileJSON.bounds ?? [-180, -60, 180, 75];
  return map.fitBounds([[south, west], [north, east]], { paddingTopLeft: [wide() ? 380 : 24, 70], paddingBottomRight: [24, wide() ? 24 : 190], maxZoom: 15 });
}
const showPosition = ({ lat, lng }) => { $('pointer').textContent = placeText(lat, lng); };
const placeText = (lat, lng) => `${degrees(lat, 'N', 'S', 60)} ${degrees(L.Util.wrapNum(lng, [-180, 180], true), 'E', 'W', 60)}`;
function degrees(value, positive, negative, unit) {
  const seconds = Math.round(Math.abs(value) * 3600 / unit) * unit;
  const [d, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const pad = (n) => String(n).padStart(2, '0');
  return `${d}°${m || s || unit === 60 ? `${pad(m)}′` : ''}${s ? `${pad(s)}″` : ''}${seconds === 0 ? '' : value < 0 ? negative : positive}`;
}

// --- graticule: lines in a grid layer below the heat, and an atlas frame with degrees around the window ---
/** The step in seconds of arc that keeps the lines 80 to 200 pixels apart. */
function stepFor(zoom) {
  const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000, 72000];
  const pixelsPerSecond = 256 * 2 ** zoom / 1296000;
  return steps.find((step) => step * pixelsPerSecond >= 80) ?? 72000;
}
/** Parts that a reader can count: a degree into 10 minutes, 2 into quarters, 5 into fifths, 30 into thirds. */
function partsOf(step) {
  const amount = step / [3600, 60, 1].find((unit) => step >= unit);
  return amount === 1 ? 6 : { 1: 5, 2: 4, 3: 3, 5: 5 }[String(amount)[0]];
}
function multiples(low, high, step) {
  const result = [];
  for (let k = Math.ceil(low * 3600 / step); k * step <= high * 3600; k += 1) result.push(k * step);
  return result;
}
function createGraticule() {
  const layer = L.gridLayer({ zIndex: 1, className: 'graticule' });
  layer.createTile = (coords) => {
    const canvas = el('canvas', { class: 'graticule', width: 512, height: 512 });
    const context = canvas.getContext('2d');
    const origin = coords.scaleBy(L.point(256, 256));
    context.scale(2, 2);
    context.strokeStyle = cssColour('--graticule');
    const step = stepFor(coords.z);
    strokeLines(context, coords.z, origin, step / partsOf(step), 0.18);
    strokeLines(context, coords.z, origin, step, 0.55);
    return canvas;
  };
  return layer;
}
function strokeLines(context, zoom, origin, step, alpha) {
  const northWest = map.unproject(origin, zoom), southEast = map.unproject(origin.add([256, 256]), zoom);
  context.globalAlpha = alpha;
  context.lineWidth = alpha > 0.5 ? 0.8 : 0.5;
  context.beginPath();
  for (const second of multiples(northWest.lng, southEast.lng, step)) {
    const x = map.project([0, second / 3600], zoom).x - origin.x;
    context.moveTo(x, 0); context.lineTo(x, 256);
  }
  for (const second of multiples(southEast.lat, northWest.lat, step)) {
    const y = map.project([second / 3600, 0], zoom).y - origin.y;
    context.moveTo(0, y); context.lineTo(256, y);
  }
  context.stroke();
}
function drawFrame(centre, zoom) {
  const canvas = $('frame'), ratio = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  const context = canvas.getContext('2d');
  context.fillStyle = cssColour('--card');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.clearRect(FRAME * ratio, FRAME * ratio, (width - 2 * FRAME) * ratio, (height - 2 * FRAME) * ratio);
  const corner = map.project(centre, zoom).subtract([width / 2, height / 2]);
  const northWest = map.unproject(corner, zoom), southEast = map.unproject(corner.add([width, height]), zoom), step = stepFor(zoom);
  const x = (second) => map.project([0, second / 3600], zoom).x - corner.x, y = (second) => map.project([second / 3600, 0], zoom).y - corner.y;
  const mark = (position, name) => (second) => ({ name: name(second / 3600), from: position(second), to: position(second + step), dark: Math.round(second / step) % 2 === 0 });
  const longitude = (value) => degrees(L.Util.wrapNum(value, [-180, 180], true), 'E', 'W', 1), latitude = (value) => degrees(value, 'N', 'S', 1);
  const columns = multiples(northWest.lng - step / 3600, southEast.lng, step), rows = multiples(southEast.lat - step / 3600, northWest.lat, step);
  const side = (left, top, turn, inward, length, marks) => {
    context.setTransform(ratio, 0, 0, ratio, left * ratio, top * ratio);
    context.rotate(turn);
    drawSide(context, inward, length, marks);
  };
  side(0, 0, 0, 1, width, columns.map(mark(x, longitude)));
  side(0, height, 0, -1, width, columns.map(mark(x, longitude)));
  side(0, height, -Math.PI / 2, 1, height, rows.map(mark((second) => height - y(second), latitude)));
  side(width, 0, Math.PI / 2, 1, height, rows.map(mark(y, latitude)));
}
/** One side of a printed map's frame, along the x axis: names of the degrees, a bar for every other step, two lines. */
function drawSide(context, inward, length, marks) {
  const thick = FRAME, bar = 3, end = length - thick, ink = cssColour('--ink');
  Object.assign(context, { fillStyle: ink, strokeStyle: ink, lineWidth: 0.6, font: `italic 10px ${cssColour('--serif')}`, textAlign: 'center', textBaseline: 'middle' });
  for (const { name, from, to, dark } of marks) {
    const low = Math.max(thick, Math.min(from, to)), high = Math.min(end, Math.max(from, to));
    if (dark && high > low) context.fillRect(low, inward * thick, high - low, -inward * bar);
    if (from > 40 && from < length - 40) context.fillText(name, from, inward * 7);
  }
  context.beginPath();
  for (const offset of [thick, thick - bar]) { context.moveTo(offset, inward * offset); context.lineTo(length - offset, inward * offset); }
  context.stroke();
}
function showBasemap() {
  const wanted = tileJSON.basemap && state.basemap === 'map';
  if (tileJSON.basemap && !basemap) basemap = L.tileLayer(tileJSON.basemap.url, { zIndex: 2, maxNativeZoom: tileJSON.basemap.maxzoom ?? 19 });
  graticule ??= createGraticule();
  if (wanted) { graticule.remove(); basemap.addTo(map); } else { basemap?.remove(); graticule.addTo(map); }
  document.documentElement.classList.toggle('with-basemap', Boolean(wanted)); // most base maps are light, also at night
  const credits = [tileJSON.attribution, wanted ? tileJSON.basemap.attribution : ''].filter(Boolean).flatMap((html) => [' · ', ...safeText(html)]);
  $('attribution').replaceChildren(el('a', { href: 'https://leafletjs.com', rel: 'noopener' }, 'Leaflet'), ...credits);
}
/** TileJSON lets an attribution hold HTML: keep its text and its http links, nothing else. */
function safeText(html) {
  const source = new DOMParser().parseFromString(html ?? '', 'text/html').body;
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node.textContent];
    const inner = [...node.childNodes].flatMap(copy);
    return node.localName === 'a' && /^https?:\/\//i.test(node.getAttribute('href')) ? [el('a', { href: node.getAttribute('href'), rel: 'noopener' }, ...inner)] : inner;
  };
  return [...source.childNodes].flatMap(copy);
}

// --- heat ---
/** The new picture loads unseen over the old one and replaces it when complete: no blank map between two filters. */
function updateHeat(force) {
  const url = nothingChosen() ? '' : `tiles/${encodeURIComponent(state.style)}/{z}/{x}/{y}{r}.png${query(...versionPart())}`;
  if (url === shown.heat && !force) return;
  shown.heat = url;
  if (heat) outgoing.push(heat);
  heat = null;
  if (!url) { dropOutgoing(); return; }
  const opacity = outgoing.length ? 0 : state.opacity / 100;
  const layer = heat = L.tileLayer(url, { crossOrigin: true, zIndex: 5, maxNativeZoom: tileJSON.maxzoom ?? 22, opacity });
  const count = (on) => { if (on !== Boolean(layer.counted)) busy(on ? 1 : -1); layer.counted = on; };
  layer.on('loading', () => count(true)).on('load remove', () => count(false)).on('tileerror', explainTile);
  layer.once('load', () => { if (layer === heat) { layer.setOpacity(state.opacity / 100); dropOutgoing(); } }).addTo(map);
}
const outgoing = [];
const dropOutgoing = () => outgoing.splice(0).forEach((layer) => layer.remove());
let explained = 0;
function explainTile(event) { // an <img> does not say why it failed: ask once more, for the words
  if (Date.now() - explained > 5000) getJSON('tile', event.tile.src);
  explained = Date.now();
}

// --- legend ---
/** Asks for what a part of the page needs now, unless it shows that already; '' means that it needs nothing. */
async function update(kind, url, force, show) {
  if (url === shown[kind] && !force) return;
  shown[kind] = url;
  if (!url) pending.get(kind)?.abort();
  const answer = url ? await getJSON(kind, url) : {};
  if (url !== shown[kind]) return;
  if (answer) show(url ? answer : null); else shown[kind] = null;
}
function updateLegend(force) {
  const url = nothingChosen() ? '' : `legend/${encodeURIComponent(state.style)}.json${query(`zoom=${map.getZoom()}`)}`;
  return update('legend', url, force, (answer) => { legend = answer; showLegend(); });
}
function showLegend() {
  const classes = legend?.classes ?? [];
  $('legend-title').textContent = local(legend?.title) || styleTitle(state.style);
  $('legend-unit').textContent = classes.length ? local(legend.unitText) || legend.unit : '';
  $('legend-scale').replaceChildren(...(classes.length ? scaleBar(classes) : [el('p', { class: 'empty' }, t(nothingChosen() ? 'nothingChosen' : 'nothing'))]));
  const [amount, ...noun] = legend ? reportsText(legend.reports).match(/^(.*) (\S+)$/).slice(1) : [];
  $('legend-count').replaceChildren(...(legend ? [el('b', {}, amount), ` ${noun}`] : []));
  $('legend-filter').textContent = local(legend?.filter?.text);
  $('legend-weights').textContent = local(legend?.weights?.text);
  $('legend-kernel').textContent = local(legend?.kernel?.text);
  $('legend-more').hidden = !legend;
}
function scaleBar(classes) {
  const share = 100 / classes.length, smooth = legend.shading === 'smooth';
  const colour = (i) => classes[Math.min(i, classes.length - 1)].color;
  const parts = classes.map((c, i) => el('div', { title: `${limits(c)} ${local(legend.unitText)}` }, el('div')));
  parts.forEach((part, i) => { // The same opacity as on the map, over the same paper: what you compare is what you see.
    Object.assign(part.firstChild.style, { height: '100%', opacity: state.opacity / 100, background: smooth ? `linear-gradient(90deg, ${colour(i)}, ${colour(i + 1)})` : colour(i) });
  });
  const marks = classes.flatMap((c, i) => [el('i', { style: `left:${i * share}%` }), el('span', { style: `left:${i * share}%` }, rounded(c.from))]);
  const words = classes.map((c) => `${limits(c)} ${local(legend.unitText)}`).join('; ');
  if (classes[classes.length - 1].to == null) marks.push(el('span', { style: 'left:98%' }, '→'));
  return [el('div', { class: 'bar', role: 'img', 'aria-label': words }, ...parts), el('div', { class: 'limits', 'aria-hidden': 'true' }, ...marks)];
}
const limits = (c) => (c.to == null ? `≥ ${rounded(c.from)}` : `${rounded(c.from)} – ${rounded(c.to)}`);

// --- cells: the same numbers as polygons, as a popup and as a table ---
const cellsURL = (w, s, e, n) => `layers/cells.geojson${query(`bbox=${[w, s, e, n].map((v) => +v.toFixed(6)).join(',')}`, `zoom=${Math.max(0, map.getZoom() - 2)}`, ...versionPart())}`;
function viewCells() {
  const clamp = (value, most) => Math.max(-most, Math.min(most, value));
  const b = map.getBounds();
  return cellsURL(clamp(b.getWest(), 180), clamp(b.getSouth(), 85.05), clamp(b.getEast(), 180), clamp(b.getNorth(), 85.05));
}
function updateCells(force) {
  const url = nothingChosen() || !(state.cells || $('table').open) ? '' : viewCells();
  return update('cells', url, force, (answer) => { cellData = answer; drawCells(); showTable(); });
}
function drawCells() {
  cellLayer.clearLayers();
  if (!state.cells) return;
  const ink = { text: cssColour('--cell'), halo: cssColour('--halo') }, renderer = drawCells.renderer ??= L.canvas({ pane: 'cells' });
  const style = { pane: 'cells', renderer, color: ink.text, weight: 0.7, opacity: 0.6, fillColor: ink.text, fillOpacity: 0 };
  for (const feature of cellData?.features ?? []) {
    const polygon = new CellPolygon(L.GeoJSON.coordsToLatLngs(feature.geometry.coordinates, 1), { ...style, ink, label: number(feature.properties.count) });
    polygon.bindTooltip(() => el('div', {}, ...describe(feature, 4)), { sticky: true, opacity: 1 });
    polygon.on('mouseover', () => polygon.setStyle({ weight: 2, fillOpacity: 0.12 })).on('mouseout', () => polygon.setStyle({ weight: 0.7, fillOpacity: 0 }));
    cellLayer.addLayer(polygon);
  }
}
/** A polygon that writes its count in its middle, where there is room. */
const CellPolygon = window.L && L.Polygon.extend({
  _updatePath() {
    L.Polygon.prototype._updatePath.call(this);
    const context = this._renderer._ctx, box = this._rawPxBounds, { label, ink } = this.options;
    if (!this._renderer._drawing || !box) return;
    const width = box.max.x - box.min.x;
    Object.assign(context, { font: `600 ${width > 60 ? 12 : 10.5}px Inter, system-ui, sans-serif`, textAlign: 'center', textBaseline: 'middle' });
    Object.assign(context, { lineWidth: 3, lineJoin: 'round', globalAlpha: 1, strokeStyle: ink.halo, fillStyle: ink.text });
    if (context.measureText(label).width > width - 4) return;
    const middle = box.getCenter();
    context.strokeText(label, middle.x, middle.y);
    context.fillText(label, middle.x, middle.y);
  },
});
const sorted = (counts) => Object.entries(counts ?? {}).sort((a, b) => b[1] - a[1]);
const inWords = (counts, list, most) => sorted(counts).slice(0, most).map(([key, n]) => `${nameOf(list, key)}: ${number(n)}`).join(', ');
function describe(feature, most) {
  const { count, density, byCategory, byStatus } = feature.properties;
  const rows = sorted(byCategory).slice(0, most).map(([key, n]) => [nameOf(catalogue.categories, key), n]);
  const rest = sorted(byCategory).slice(most).reduce((sum, [, n]) => sum + n, 0);
  if (rest) rows.push([t('others'), rest]);
  const bars = rows.flatMap(([name, n]) => [el('dt', { style: `--share:${100 * n / count}%` }, name), el('dd', {}, number(n))]);
  return [
    el('p', { class: 'figure' }, reportsText(count)),
    el('p', { class: 'sub' }, `${rounded(density)} ${t('perKm')} · ${t('cellOf')} ${sideText(feature)}`),
    el('dl', { class: 'bars' }, ...bars),
    el('p', { class: 'caption' }, t('statusCaption')), el('p', { class: 'statuses' }, inWords(byStatus, catalogue.statuses, 7)),
  ];
}
const boxOf = (feature) => L.latLngBounds(L.GeoJSON.coordsToLatLngs(feature.geometry.coordinates[0]));
function sideText(feature) {
  const box = boxOf(feature), metres = map.distance([box.getCenter().lat, box.getWest()], [box.getCenter().lat, box.getEast()]);
  return metres < 1000 ? `${number(Math.round(metres / 10) * 10)} m` : `${number(metres / 1000, { maximumSignificantDigits: 2 })} km`;
}
async function openReadout(latlng, known) {
  const place = latlng.wrap(), e = 1e-5;
  const content = el('div', { class: 'popup', 'aria-live': 'polite' }, el('p', {}, t('loading')));
  const padding = wide() ? { autoPanPaddingTopLeft: [panelOpen() ? 384 : 24, 74], autoPanPaddingBottomRight: [384, 40] } : { autoPanPaddingTopLeft: [24, 144], autoPanPaddingBottomRight: [20, 200] };
  const popup = L.popup({ maxWidth: wide() ? 320 : 280, minWidth: 230, ...padding }).setLatLng(latlng).setContent(content).openOn(map);
  readout = content;
  const inside = (features) => features?.filter((f) => boxOf(f).contains(place)).sort((a, b) => b.properties.level - a.properties.level)[0];
  let feature = known ?? (state.cells ? inside(cellData?.features) : null);
  if (!feature && !nothingChosen()) {
    const answer = await getJSON('readout', cellsURL(place.lng - e, place.lat - e, place.lng + e, place.lat + e));
    if (!answer) { if (readout === content) map.closePopup(); return; }
    feature = inside(answer.features);
  }
  const link = el('a', { href: `https://www.openstreetmap.org/#map=${map.getZoom()}/${place.lat.toFixed(4)}/${place.lng.toFixed(4)}`, target: '_blank', rel: 'noopener' }, t('osm'));
  content.replaceChildren(...(feature ? describe(feature, wide() ? 5 : 3) : [el('p', {}, t('hereNone'))]), el('p', { class: 'sub' }, `${placeText(place.lat, place.lng)} · `, link));
  popup.update();
}
const openTable = () => { $('table').showModal(); updateCells(); showTable(); };
function showTable() {
  if (!$('table').open) return;
  const inView = (cellData?.features ?? []).filter((f) => boxOf(f).intersects(map.getBounds()));
  const rows = [...inView].sort((a, b) => b.properties.count - a.properties.count).slice(0, TABLE_ROWS);
  const note = [t('tableNote')(number(rows.length), number(inView.length)), t('privacy')(number(catalogue.minCount ?? 3)), cellData?.truncated ? t('truncated') : ''];
  $('table-note').textContent = rows.length ? note.join(' ') : t(nothingChosen() ? 'nothingChosen' : busyCount ? 'loading' : 'nothing');
  Object.assign($('geojson'), { href: viewCells(), hidden: nothingChosen() });
  const head = ['place', 'side', 'count', 'density', 'category', 'statusCaption', ''];
  $('table').querySelector('thead').replaceChildren(el('tr', {}, ...head.map((key, i) => (key ? el('th', { scope: 'col', class: i > 0 && i < 4 ? 'number' : '' }, t(key)) : el('td')))));
  $('table').querySelector('tbody').replaceChildren(...rows.map(tableRow));
}
function tableRow(feature) {
  const { count, density, byCategory, byStatus } = feature.properties, centre = boxOf(feature).getCenter();
  const show = () => {
    $('table').close();
    map.setView(centre, Math.max(map.getZoom(), Math.min(feature.properties.level - 1, 15)), { animate: false });
    map.getContainer().focus();
    openReadout(centre, feature);
  };
  const cells = [sideText(feature), number(count), rounded(density)].map((text) => el('td', { class: 'number' }, text));
  const words = [inWords(byCategory, catalogue.categories, 3), inWords(byStatus, catalogue.statuses, 7)].map((text) => el('td', {}, text));
  return el('tr', {}, el('th', { scope: 'row' }, placeText(centre.lat, centre.lng)), ...cells, ...words, el('td', {}, el('button', { type: 'button', onclick: show }, t('show'))));
}

// --- filter panel ---
const isChosen = (name, key) => !state.filters[name] || state.filters[name].includes(key);
function choose(name, keys, on) {
  const all = keysOf(name), chosen = new Set(state.filters[name] ?? all);
  keys.forEach((key) => (on ? chosen.add(key) : chosen.delete(key)));
  setFilter(name, chosen.size === all.length ? null : all.filter((key) => chosen.has(key)));
}
const setFilter = (name, value) => { state.filters[name] = value; changed(); };
function choiceRow(name, entry) {
  const year = (date) => String(date).slice(0, 4);
  const years = [entry.validFrom && `${t('since')} ${year(entry.validFrom)}`, entry.validTo && `${t('until')} ${year(entry.validTo)}`].filter(Boolean).join(', ');
  const box = el('input', { type: 'checkbox', 'data-filter': name, value: entry.key, onchange: (event) => choose(name, [entry.key], event.target.checked) });
  const only = el('button', { type: 'button', class: 'only', 'aria-label': `${t('only')}: ${local(entry)}`, onclick: () => setFilter(name, [entry.key]) }, t('only'));
  return el('div', { class: 'row' }, el('label', {}, box, el('span', {}, local(entry), years ? el('small', {}, ` (${years})`) : '')), only);
}
function groupRow(group, members, open) {
  const list = el('div', { class: 'list', hidden: !open }, ...members.map((entry) => choiceRow('category', entry)));
  const expand = el('button', { type: 'button', class: 'expand', 'aria-expanded': String(open), 'aria-label': `${t('expand')}: ${local(group)}` }, '›');
  expand.addEventListener('click', () => { list.hidden = !list.hidden; expand.setAttribute('aria-expanded', String(!list.hidden)); });
  const box = el('input', { type: 'checkbox', 'data-group': group.key, onchange: (event) => choose('category', members.map((m) => m.key), event.target.checked) });
  return el('div', { class: 'group' }, el('div', { class: 'row' }, el('label', {}, box, el('span', {}, local(group)), el('span', { class: 'tally', 'data-tally': group.key })), expand), list);
}
/** Built once for each language; `syncPanel` keeps it in step with the state without losing the focus. */
function buildPanel() {
  const isOpen = (key) => $('category').querySelector(`[data-group="${CSS.escape(key)}"]`)?.closest('.group').querySelector('.list').hidden === false;
  const grouped = catalogue.groups.map((group) => [group, catalogue.categories.filter((c) => c.group === group.key)]).filter(([, members]) => members.length);
  const loose = catalogue.categories.filter((c) => !catalogue.groups.some((g) => g.key === c.group));
  $('category').replaceChildren(...grouped.map(([group, members]) => groupRow(group, members, isOpen(group.key))), ...loose.map((entry) => choiceRow('category', entry)));
  for (const name of ['status', 'source']) $(`${name}-list`).replaceChildren(...entries(name).map((entry) => choiceRow(name, entry)));
  for (const links of document.querySelectorAll('[data-all]')) {
    const name = links.dataset.all;
    links.replaceChildren(el('button', { type: 'button', onclick: () => setFilter(name, null) }, t('all')), el('button', { type: 'button', onclick: () => setFilter(name, []) }, t('none')));
  }
  const hours = (last) => [el('option', { value: '' }, t('anyHour')), ...Array.from({ length: 24 }, (_, i) => el('option', { value: String(i + last).padStart(2, '0') }, `${i + last}:00`))];
  $('hour-from').replaceChildren(...hours(0));
  $('hour-to').replaceChildren(...hours(1));
  $('weekdays').replaceChildren(...WEEKDAYS.map((day, i) => el('label', {}, el('input', { type: 'checkbox', value: day, onchange: chooseTime }), t('days')[i])));
  const pick = (event) => { state.style = event.target.value; changed(); };
  const radio = (style) => el('input', { type: 'radio', name: 'style', value: style.name, onchange: pick });
  $('styles').replaceChildren(...styles().map((style) => el('label', {}, radio(style), el('span', {}, styleTitle(style.name)))));
}
/** Those of one period: a difference has no picture before two periods are chosen. */
const styles = () => (tileJSON.styles?.length ? tileJSON.styles.filter((style) => style.kind !== 'difference') : [{ name: 'heat' }, { name: 'density' }]);
const styleTitle = (name) => local(styles().find((style) => style.name === name)?.title) || name;
function chooseTime() {
  const days = [...$('weekdays').querySelectorAll(':checked')].map((box) => box.value), [from, to] = [$('hour-from').value, $('hour-to').value];
  Object.assign(state.filters, { weekdays: days.length === 7 ? [] : days, hours: from || to ? `${from || '00'}-${to || '24'}` : '' });
  changed();
}
/** Dates are days of the catalogue's time zone, not of the reader's. */
const day = (offset) => dayIn(catalogue.timeZone, offset);
const period = (days) => (days ? { from: day(1 - days), to: day(1) } : { from: '', to: '' });
function syncPanel() {
  const f = state.filters;
  for (const box of document.querySelectorAll('[data-filter]')) box.checked = isChosen(box.dataset.filter, box.value);
  for (const group of catalogue.groups) {
    const members = catalogue.categories.filter((c) => c.group === group.key), on = members.filter((c) => isChosen('category', c.key)).length;
    const box = document.querySelector(`[data-group="${CSS.escape(group.key)}"]`);
    if (!box) continue;
    Object.assign(box, { checked: on === members.length, indeterminate: on > 0 && on < members.length });
    document.querySelector(`[data-tally="${CSS.escape(group.key)}"]`).textContent = `${on}/${members.length}`;
  }
  for (const box of $('weekdays').querySelectorAll('input')) box.checked = f.weekdays.includes(box.value);
  for (const radio of $('styles').querySelectorAll('input')) radio.checked = radio.value === state.style;
  Object.assign($('from'), { value: f.from, max: f.to });
  Object.assign($('to'), { value: f.to, min: f.from });
  [$('hour-from').value, $('hour-to').value] = f.hours ? f.hours.split('-') : ['', ''];
  for (const button of $('periods').children) { const p = period(Number(button.dataset.days)); button.setAttribute('aria-pressed', String(p.from === f.from && p.to === f.to)); }
  [$('opacity').value, $('cells').checked, $('basemap').value, $('basemap-row').hidden] = [state.opacity, state.cells, state.basemap, !tileJSON.basemap];
  const active = filterParts().length, badge = document.querySelector('.badge');
  Object.assign(badge, { hidden: !active, textContent: active });
  $('reset').disabled = !active;
}

// --- everything together ---
let waiting;
const refresh = () => { clearTimeout(waiting); waiting = setTimeout(() => refreshAll(false), 250); };
const refreshAll = (force = true) => { updateHeat(force); updateLegend(force); updateCells(force); };
const changed = () => { map.closePopup(); syncPanel(); writeHash(); refresh(); };
function translate() {
  document.documentElement.lang = language.code;
  document.title = [t('title'), catalogue?.name].filter(Boolean).join(' · ');
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-t-label]')) node.setAttribute('aria-label', t(node.dataset.tLabel));
  for (const button of document.querySelectorAll('[data-lang]')) button.setAttribute('aria-pressed', String(button.dataset.lang === language.code));
  for (const name of ['in', 'out']) Object.assign(document.querySelector(`.leaflet-control-zoom-${name}`) ?? {}, { title: t(`zoom-${name}`), ariaLabel: t(`zoom-${name}`) });
  $('dataset').textContent = catalogue?.name ?? '';
}
function setLanguage(lang) {
  language.code = lang;
  translate();
  buildPanel();
  syncPanel();
  map.closePopup();
  for (const show of [showLegend, drawCells, showTable, writeHash]) show();
  reporting?.translate();
  coordinating?.translate();
}
const panelOpen = () => !document.body.classList.contains('panel-closed');
function setPanel(open, focus) {
  document.body.classList.toggle('panel-closed', !open);
  $('panel').inert = !open;
  $('open-panel').setAttribute('aria-expanded', String(open));
  if (focus) $(open ? 'close-panel' : 'open-panel').focus();
}
async function share() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast(t('copied'));
  } catch { prompt(t('share'), location.href); } // the clipboard belongs to https pages only
}
/**
 * Shows a change of the data at once. Tiles may be up to a minute old; asked for by the number of a change they are as new
 * as that, once the server has it. After that minute all people share the same pictures again.
 */
async function dataChanged(sequence) {
  for (let tries = 0; tries < 12; tries += 1) {
    const news = await fetch('tiles/heat.json', { cache: 'no-cache' }).then((response) => response.json()).catch(() => ({}));
    if (Number(news.version?.split('.')[2]) >= sequence) break;
    await new Promise((resolve) => { setTimeout(resolve, 250); });
  }
  state.version = sequence;
  refreshAll();
  setTimeout(() => { if (state.version === sequence) state.version = 0; }, 60000);
}
function setReporting(on) {
  map.closePopup();
  document.body.classList.toggle('reporting', on);
  $('panel').inert = on || !panelOpen();
}
function applyOpacity() {
  state.opacity = Number($('opacity').value);
  heat?.setOpacity(state.opacity / 100);
  showLegend();
  writeHash();
}
function listen() {
  for (const button of document.querySelectorAll('[data-lang]')) button.addEventListener('click', () => setLanguage(button.dataset.lang));
  for (const name of ['from', 'to']) $(name).addEventListener('change', (event) => setFilter(name, event.target.value));
  for (const button of $('periods').children) button.addEventListener('click', () => { Object.assign(state.filters, period(Number(button.dataset.days))); changed(); });
  for (const id of ['hour-from', 'hour-to']) $(id).addEventListener('change', chooseTime);
  const click = {
    share, reset: () => { state.filters = { ...CLEAR }; changed(); }, skip: (event) => { event.preventDefault(); openTable(); },
    'open-table': openTable, 'close-table': () => $('table').close(), 'open-panel': () => setPanel(true, true), 'close-panel': () => setPanel(false, true),
  };
  for (const [id, action] of Object.entries(click)) $(id).addEventListener('click', action);
  $('table').addEventListener('click', (event) => { if (event.target === $('table')) $('table').close(); });
  $('opacity').addEventListener('input', applyOpacity);
  $('cells').addEventListener('change', (event) => { state.cells = event.target.checked; writeHash(); updateCells(true); });
  $('basemap').addEventListener('change', (event) => { state.basemap = event.target.value; showBasemap(); drawCells(); writeHash(); });
  $('panel').addEventListener('keydown', (event) => { if (event.key === 'Escape') setPanel(false, true); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { graticule.redraw(); drawFrame(map.getCenter(), map.getZoom()); drawCells(); }); // canvases know no CSS variables
  addEventListener('hashchange', () => { readHash(); if (state.view) goHome(); setLanguage(language.code); showBasemap(); refreshAll(false); });
}
async function start() {
  language.code = navigator.language?.startsWith('pl') ? 'pl' : 'en';
  translate(); // the note about 112 has to be readable also when nothing else works
  if (!window.L) return toast(t('noLeaflet'), () => location.reload());
  [catalogue, tileJSON] = await Promise.all([getJSON('catalogue', 'catalogue.json'), getJSON('tilejson', 'tiles/heat.json')]);
  if (!catalogue || !tileJSON) return;
  document.body.classList.add('ready');
  readHash();
  setPanel(wide());
  $('legend-more').open = wide() && innerHeight > 760;
  createMap();
  setLanguage(language.code);
  showBasemap();
  listen();
  const page = { map, catalogue, toast, changed: dataChanged, reporting: setReporting };
  reporting = startReporting(page);
  coordinating = startCoordinator(page);
  refreshAll(false);
}
start();
