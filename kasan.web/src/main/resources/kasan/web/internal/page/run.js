// SPDX-License-Identifier: Apache-2.0
// The run that is shown: its state, its curves, its map, its swaps and findings, and the acts on it.

import {byId, count, element, memory, table, time} from './words.js';
import {ask, mayAct, part} from './server.js';
import {Curves} from './curves.js';
import {Findings} from './findings.js';
import {ShadowMap} from './map.js';
import {offer, progress} from './runs.js';
import {Series} from './series.js';

const OVER = ['ended', 'failed'];
const MEMORY = [
  {label: 'all', colour: '--ink', of: s => s.values('totalKb')},
  {label: 'static', colour: '--scheme-0', of: s => s.values('staticKb')},
  {label: 'tables', colour: '--scheme-1', dash: [8, 3], of: s => s.values('tablesKb')},
  {label: 'on demand', colour: '--scheme-2', dash: [3, 3], of: s => s.values('onDemandKb')},
  {label: 'stacks', colour: '--scheme-3', dash: [10, 3, 2, 3], of: s => s.values('stacksKb')},
  {label: 'image and vmalloc', colour: '--scheme-4', dash: [2, 5], of: s => {
    const image = s.values('imageKb'), vmalloc = s.values('vmallocKb');
    return Array.from(image, (kb, i) => kb + vmalloc[i]);
  }}];
const RATES = [
  {label: 'maps', colour: '--scheme-0', of: s => s.perThousand('maps')},
  {label: 'unmaps', colour: '--scheme-1', dash: [8, 3], of: s => s.perThousand('unmaps')},
  {label: 'flushes', colour: '--scheme-2', dash: [3, 3], of: s => s.perThousand('flushes')},
  {label: 'flushes on other CPUs', colour: '--scheme-3', dash: [10, 3, 2, 3], of: s => s.perThousand('remoteFlushes')}];

export class RunView {
  constructor(attempt) {
    this.attempt = attempt;
    this.name = null;
    this.series = new Series();
    this.swaps = [];
    this.memory = new Curves(byId('memory'), byId('memory-legend'), byId('memory-table'), MEMORY, true);
    this.rates = new Curves(byId('rates'), byId('rates-legend'), byId('rates-table'), RATES, false);
    this.map = new ShadowMap();
    this.findings = new Findings();
    for (const verb of ['hold', 'resume', 'end']) {
      byId(verb).addEventListener('click', async () => this.status(await attempt(this.path(verb))));
    }
    byId('swap').addEventListener('click', () => this.swap());
  }

  path(rest) {
    return 'runs/' + part(this.name) + '/' + rest;
  }

  async swap() {
    const scheme = byId('swap-to').value;
    byId('swap').disabled = true;
    const answer = await this.attempt(this.path('swap'), {scheme});
    byId('swap').disabled = !mayAct();
    const row = answer?.rows?.[0];
    if (row) {
      byId('told').textContent = row.status === 'ok' ? 'Swapped to ' + row.to + '.'
        : 'Swap to ' + row.to + ': ' + row.status + (row.reason ? ': ' + row.reason : '') + '.';
    }
  }

  /** Schemes to swap to. */
  offer(inventory) {
    offer(byId('swap-to'), inventory.schemes.map(each => each.name), 'page');
  }

  /** Shows another run; null for none. */
  async show(name) {
    this.name = name;
    byId('nothing').hidden = name !== null;
    byId('run').hidden = name === null;
    if (name === null) {
      this.map.show(null);
      return;
    }
    byId('run-name').textContent = name;
    byId('told').textContent = '';
    this.map.show(name);
    await this.refresh();
  }

  /** Asks for all that there is of it. */
  async refresh() {
    const name = this.name;
    if (name === null) return;
    const [now, history, swaps, findings] = await Promise.all(
      ['', '/history', '/swaps', '/findings'].map(rest => ask('runs/' + part(name) + rest)));
    if (name !== this.name) return; // another one has been chosen meanwhile
    this.series = new Series();
    this.series.load(history);
    this.swaps = swaps.swaps;
    this.memory.show(this.series, this.swaps);
    this.rates.show(this.series, this.swaps);
    this.findings.fill(findings.findings);
    this.fillSwaps();
    this.status(now);
    if (now.sample) this.figures(now.sample);
  }

  sample(sample) {
    if (sample.run !== this.name) return;
    this.series.add(sample);
    this.memory.changed(this.swaps);
    this.rates.changed(this.swaps);
    this.status(sample);
    this.figures(sample);
  }

  status(status) {
    if (!status || status.run !== this.name) return;
    const over = OVER.includes(status.state);
    byId('run-line').textContent = status.program + ', ' + status.state
      + (status.waitsFor ? ' for ' + status.waitsFor : '') + ', scheme ' + status.scheme + ', ' + progress(status);
    if (status.last) byId('told').textContent = status.last;
    byId('progress').hidden = !status.operations;
    if (status.operations) byId('progress-bar').style.width = status.operation / status.operations * 100 + '%';
    const can = {hold: status.state === 'running' || status.state === 'counting' || status.state === 'starting',
      resume: status.state === 'held', swap: !over, end: !over};
    for (const [verb, possible] of Object.entries(can)) byId(verb).disabled = !possible || !mayAct();
    byId('swap-to').disabled = over || !mayAct();
    this.map.stands(status);
    this.findings.total(status.findings);
  }

  figures(sample) {
    const facts = [
      ['shadow now', memory(sample.totalKb)], ['shadow peak', memory(sample.totalPeakKb)],
      ['operations a second', count(sample.operationsPerSecond)], ['time', time(sample.elapsedMs)],
      ['maps', count(sample.maps)], ['unmaps', count(sample.unmaps)],
      ['flushes, own and all CPUs', count(sample.localFlushes) + ' + ' + count(sample.globalFlushes)],
      ['rechecks', count(sample.rechecks)], ['slab pages', count(sample.slabPages)], ['free pages', count(sample.freePages)],
      ['live objects', count(sample.liveObjects)], ['modelled cost', count(sample.modelledCost)]];
    const list = byId('facts');
    if (list.children.length !== facts.length) {
      list.replaceChildren(...facts.map(([label]) => element('div', {}, element('dt', {}, label), element('dd', {}))));
    }
    facts.forEach(([, value], i) => {
      const shown = list.children[i].lastChild;
      if (shown.textContent !== value) shown.textContent = value;
    });
    this.tlb(sample.staleByCpu ?? []);
  }

  tlb(stale) {
    const most = Math.max(1, ...stale);
    const box = byId('tlb');
    if (box.tBodies[0]?.rows.length !== stale.length) {
      table(box, 'translations of shadow that a TLB holds and the page tables do not', ['CPU', '#stale entries', ''],
        stale.map((entries, cpu) => ['CPU ' + cpu, count(entries), element('span', {class: 'bar-of'})]));
    }
    stale.forEach((entries, cpu) => {
      const row = box.tBodies[0].rows[cpu];
      row.cells[1].textContent = count(entries);
      row.cells[2].firstChild.style.width = entries / most * 100 + '%';
    });
  }

  swapped(swap) {
    if (swap.run !== this.name) return;
    if (this.swaps.some(each => each.atOperation === swap.atOperation && each.to === swap.to && each.status === swap.status)) return;
    this.swaps.push(swap);
    this.fillSwaps();
    this.memory.changed(this.swaps);
    this.rates.changed(this.swaps);
    this.map.refreshSoon();
  }

  fillSwaps() {
    table(byId('swaps'), 'swaps, the newest first',
      ['#operation', 'from', 'to', 'status', '#before', '#after', '#both at once', '#pause', 'reason'],
      this.swaps.slice().reverse().map(swap => [count(swap.atOperation), swap.from, swap.to, swap.status,
        memory(swap.memoryBeforeKb), memory(swap.memoryAfterKb), memory(swap.peakKb),
        swap.pauseMicros === undefined ? '–' : count(swap.pauseMicros) + ' µs', swap.reason ?? '']));
  }

  found(finding) {
    if (finding.run === this.name) this.findings.add(finding);
  }

  ended(status) {
    this.status(status);
    if (status.run === this.name) this.map.refreshSoon();
  }
}
