// SPDX-License-Identifier: Apache-2.0
// The list of runs, and the form that starts one.

import {byId, count, element} from './words.js';

/** What is chosen stays chosen where it is still offered. */
export function offer(select, names, first) {
  const before = select.value || first;
  select.replaceChildren(...names.map(name => element('option', {value: name}, name)));
  if (names.includes(before)) select.value = before;
}

/** How far a run is, in words. */
export function progress(status) {
  if (!status.operations) return count(status.operation) + ' operations';
  return Math.floor(status.operation / status.operations * 100) + '% of ' + count(status.operations) + ' operations';
}

export class RunList {
  constructor(attempt, choose) {
    Object.assign(this, {attempt, choose, chosen: null, rows: new Map()});
    const form = byId('start');
    const open = wanted => {
      form.hidden = !wanted;
      if (wanted) byId('start-workload').focus();
      else byId('start-open').focus();
    };
    byId('start-open').addEventListener('click', () => open(form.hidden));
    byId('start-close').addEventListener('click', () => open(false));
    form.addEventListener('keydown', event => { if (event.key === 'Escape') open(false); });
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const started = await attempt('runs', {
        source: byId('start-workload').value,
        scheme: byId('start-scheme').value,
        ramMib: Number(byId('start-ram').value),
        cpus: Number(byId('start-cpus').value),
        seed: Number(byId('start-seed').value)
      });
      if (started) {
        open(false);
        this.update(started, true);
      }
    });
  }

  /** What runs can be started of. */
  offer(inventory) {
    offer(byId('start-workload'), inventory.workloads.map(each => each.name));
    offer(byId('start-scheme'), inventory.schemes.map(each => each.name), 'original');
  }

  /** All that there are. */
  fill(statuses) {
    const names = statuses.map(status => status.run);
    for (const name of [...this.rows.keys()]) {
      if (!names.includes(name)) {
        this.rows.get(name).item.remove();
        this.rows.delete(name);
      }
    }
    statuses.forEach(status => this.update(status, false));
    if (!names.includes(this.chosen)) this.pick(names.at(-1) ?? null);
  }

  /** One as it is now; the newest is shown when it begins. */
  update(status, begins) {
    let row = this.rows.get(status.run);
    if (!row) {
      const name = element('b', {}, status.run), state = element('span', {class: 'state'}), line = element('span', {class: 'soft'});
      const button = element('button', {type: 'button', on: {click: () => this.pick(status.run)}}, name, ' ', state, line);
      row = {item: element('li', {}, button), button, state, line};
      this.rows.set(status.run, row);
      byId('runs').prepend(row.item);
    }
    const line = status.program + ' · ' + status.scheme + ' · ' + progress(status);
    if (row.line.textContent !== line) row.line.textContent = line;
    if (row.state.textContent !== status.state) {
      row.state.textContent = status.state;
      row.state.dataset.state = status.state;
    }
    byId('no-runs').hidden = true;
    if (begins && this.chosen !== status.run) this.pick(status.run);
  }

  pick(name) {
    this.chosen = name;
    for (const [each, row] of this.rows) row.button.setAttribute('aria-current', each === name ? 'true' : 'false');
    byId('no-runs').hidden = this.rows.size > 0;
    this.choose(name);
  }
}

