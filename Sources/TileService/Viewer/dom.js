// What every part of the page needs to build itself. Text is set as text, never as HTML.

/** The days as filters and rhythms write them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const $ = (id) => document.getElementById(id);

/** Whether panels stand beside the map; else they are sheets over its lower part. */
export const wide = () => matchMedia('(min-width: 800px)').matches;

/** An element with properties (`onclick` and its kin are listeners, texts are attributes) and children. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key in node && typeof value !== 'string') node[key] = value;
    else if (value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export const button = (text, onclick, properties = {}) => el('button', { type: 'button', onclick, ...properties }, text);

/** Select options for full hours: 0 to 23 as a beginning, 1 to 24 as an end. */
export const hourOptions = (first, unset) => [
  el('option', { value: '' }, unset),
  ...Array.from({ length: 24 }, (_, i) => el('option', { value: String(i + first).padStart(2, '0') }, `${i + first}:00`)),
];
