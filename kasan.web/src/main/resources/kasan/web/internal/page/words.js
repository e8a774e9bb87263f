// SPDX-License-Identifier: Apache-2.0
// Figures and elements. Text from elsewhere becomes text nodes, never markup.

const whole = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});

/** A count with separators; a dash for what was not measured. */
export const count = value => value === null || value === undefined ? '–' : whole.format(value);

/** kB as people read them. */
export function memory(kb) {
  if (kb === null || kb === undefined) return '–';
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = kb, unit = 0;
  while (Math.abs(value) >= 1023.5 && unit < units.length - 1) { value /= 1024; unit++; }
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits) + ' ' + units[unit];
}

/** Milliseconds as a time. */
export function time(ms) {
  const seconds = ms / 1000;
  if (seconds < 100) return seconds.toFixed(1) + ' s';
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? minutes + ' min ' + Math.floor(seconds % 60) + ' s'
    : Math.floor(minutes / 60) + ' h ' + minutes % 60 + ' min';
}

export const byId = id => document.getElementById(id);

/** An element with attributes and children; strings are text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'on') for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.map(child => child instanceof Node ? child : String(child)));
  return made;
}

/** Fills a table; each cell is text or an element, columns marked # are numbers. */
export function table(target, caption, columns, rows) {
  const numeric = columns.map(column => column.startsWith('#'));
  target.replaceChildren(
    element('caption', {class: 'hidden'}, caption),
    element('thead', {}, element('tr', {}, ...columns.map((column, i) =>
      element('th', {scope: 'col', class: numeric[i] ? 'num' : null}, column.replace(/^#/, ''))))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map((cell, i) =>
      element('td', {class: numeric[i] ? 'num' : null}, cell ?? '–'))))));
}

/** Colours as the theme has them. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Told when the theme has changed. */
export const themed = new Set();
