// SPDX-License-Identifier: Apache-2.0
// The shadow map: a canvas of cells, each some blocks; zoom to one block a cell, then to a block, a page, its bytes.
// The server counts the blocks of each cell, so a picture costs as much for a gigabyte as for a terabyte.

import {byId, colour, count, element, table, themed} from './words.js';
import {ask, part} from './server.js';

const STATES = ['no-ram', 'unmapped', 'black', 'zero', 'shared', 'real', 'on-demand'];
const WORDS = {'no-ram': 'no RAM', unmapped: 'unmapped', black: 'black page', zero: 'zero page', shared: 'other shared page',
  real: 'real, to stay', 'on-demand': 'real, on demand', stale: 'stale in a TLB'};
const PERIOD = 1000;
const MOST_CELLS = 4096;
const LARGEST = 24; // pixels of a cell
const FEWEST_BLOCKS = 64; // the nearest that one comes
const LINE = 16; // shadow bytes in a line of Linux's dump (mm/kasan/report.c)

export class ShadowMap {
  constructor() {
    this.canvas = byId('map');
    this.name = null;
    this.over = false;
    this.map = null;
    this.cursor = 0;
    this.range = null; // [first, blocks]; null for all
    this.columns = 1;
    this.size = 8;
    this.asking = false;
    this.fingers = new Map();
    themed.add(() => this.draw());
    new ResizeObserver(() => this.refreshSoon(100)).observe(this.canvas.parentElement);
    this.listen();
    setInterval(() => {
      if (this.name && !this.over && byId('map-live').checked && document.visibilityState === 'visible' && this.seen) this.refresh();
    }, PERIOD);
    this.seen = false;
    new IntersectionObserver(entries => {
      this.seen = entries.at(-1).isIntersecting;
      if (this.seen && !this.map) this.refresh();
    }).observe(this.canvas);
    this.legend();
  }

  legend() {
    byId('map-legend').replaceChildren(...[...STATES, 'stale'].map(state =>
      element('li', {}, element('span', {class: 'cell c-' + state, 'aria-hidden': 'true'}), WORDS[state] + ' ',
        element('output', {'data-state': state}, ''))));
  }

  listen() {
    const canvas = this.canvas;
    byId('map-in').addEventListener('click', () => this.zoom(1 / 4, this.cursor));
    byId('map-out').addEventListener('click', () => this.zoom(4, this.cursor));
    byId('map-all').addEventListener('click', () => this.all());
    canvas.addEventListener('wheel', event => {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1 / 2 : 2, this.at(event));
    }, {passive: false});
    canvas.addEventListener('pointermove', event => {
      if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, event);
      if (this.fingers.size === 2) this.pinch();
      else this.point(this.at(event));
    });
    canvas.addEventListener('pointerdown', event => this.fingers.set(event.pointerId, event));
    for (const kind of ['pointerup', 'pointercancel', 'pointerleave']) {
      canvas.addEventListener(kind, event => { this.fingers.delete(event.pointerId); this.spread = 0; });
    }
    canvas.addEventListener('click', event => {
      this.point(this.at(event));
      this.enter();
    });
    canvas.addEventListener('keydown', event => {
      const page = this.columns * 10;
      const moves = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.columns, ArrowDown: this.columns, PageUp: -page, PageDown: page};
      if (event.key in moves) this.point(this.cursor + moves[event.key]);
      else if (event.key === 'Home') this.point(0);
      else if (event.key === 'End') this.point(Infinity);
      else if (event.key === '+' || event.key === '=') this.zoom(1 / 4, this.cursor);
      else if (event.key === '-') this.zoom(4, this.cursor);
      else if (event.key === '0') this.all();
      else if (event.key === 'Enter') this.enter();
      else return;
      event.preventDefault();
    });
    byId('map-table').closest('details').addEventListener('toggle', () => this.fillTable());
  }

  pinch() {
    const [a, b] = [...this.fingers.values()];
    const spread = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    if (this.spread && spread > this.spread * 1.4) { this.zoom(1 / 2, this.at(a)); this.spread = spread; }
    else if (this.spread && spread < this.spread / 1.4) { this.zoom(2, this.at(a)); this.spread = spread; }
    else if (!this.spread) this.spread = spread;
  }

  /** Another run; null for none. */
  show(name) {
    Object.assign(this, {name, map: null, range: null, cursor: 0, over: false});
    byId('block').hidden = true;
    byId('page').hidden = true;
    byId('map-line').textContent = '';
    byId('map-cell').textContent = '';
    this.refresh();
  }

  /** How the run is. */
  stands(status) {
    this.over = ['ended', 'failed'].includes(status.state);
    if (this.over && !this.map) byId('map-line').textContent = 'The run is over: its shadow has gone with its kernel.';
  }

  refreshSoon(millis = 50) {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.refresh(), millis);
  }

  /** Cells that have room at the least size. */
  room() {
    const {width, height, least} = this.space();
    return Math.min(MOST_CELLS, Math.floor(width / least) * Math.floor(height / least));
  }

  space() {
    const width = this.canvas.parentElement.clientWidth, narrow = width < 600;
    return {width, height: narrow ? 210 : 288, least: narrow ? 7 : 9};
  }

  /** Cells as large as they can be where they are few. */
  layOut() {
    const {width, height, least} = this.space();
    this.size = least;
    while (this.size < LARGEST && Math.floor(width / (this.size + 1)) * Math.floor(height / (this.size + 1)) >= this.map.cells.length) {
      this.size++;
    }
    this.columns = Math.max(1, Math.floor(width / this.size));
  }

  async refresh() {
    if (!this.name || this.over || this.asking) return;
    const name = this.name, cells = this.room();
    this.asking = true;
    try {
      const range = this.range ? '&first=' + this.range[0] + '&blocks=' + this.range[1] : '';
      const map = await ask('runs/' + part(name) + '/map?cells=' + cells + range);
      if (name !== this.name) return;
      this.map = map;
      this.layOut();
      this.cursor = Math.min(this.cursor, map.cells.length - 1);
      this.draw();
      this.tell();
    } catch (problem) {
      if (problem.status !== 503 && problem.status !== 409) byId('map-line').textContent = problem.message;
    } finally {
      this.asking = false;
    }
  }

  tell() {
    const map = this.map;
    byId('map-line').textContent = map.blocksPerCell === 1
      ? 'A cell is a block of ' + map.pagesPerBlock + ' pages; blocks ' + count(map.firstBlock) + ' to '
        + count(map.firstBlock + map.blocks - 1) + ' of ' + count(map.blocksOfRam) + ', scheme ' + map.scheme + '.'
      : 'A cell is ' + count(map.blocksPerCell) + ' blocks of ' + map.pagesPerBlock + ' pages, real if one of them is, fainter the fewer; ' + count(map.blocks) + ' of ' + count(map.blocksOfRam) + ' blocks, scheme ' + map.scheme + '.';
    const sums = map.cells.reduce((sum, cell) => sum.map((value, i) => value + cell[i]), Array(map.states.length + 1).fill(0));
    byId('map-legend').querySelectorAll('output').forEach(output => {
      const at = map.states.indexOf(output.dataset.state);
      output.textContent = count(sums[at < 0 ? map.states.length : at]);
    });
    this.describe();
    this.fillTable();
  }

  /** What a cell is drawn as: the rarest news wins over the shared pages, so that no real page drowns. */
  stateOf(cell) {
    const of = state => cell[this.map.states.indexOf(state)];
    const own = of('on-demand') >= of('real') ? 'on-demand' : 'real';
    if (of(own) > 0) return own;
    return ['shared', 'zero', 'black', 'unmapped', 'no-ram'].reduce((best, state) => of(state) > of(best) ? state : best);
  }

  draw() {
    if (!this.map) return;
    const {canvas, columns, size} = this, ratio = devicePixelRatio, cells = this.map.cells;
    const width = columns * size, height = Math.ceil(cells.length / columns) * size;
    canvas.style.width = width + 'px';
    canvas.style.height = height + 'px';
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    const fills = Object.fromEntries(STATES.map(state => [state, colour('--' + state)]));
    const stale = colour('--stale'), ink = colour('--ink'), gap = size > 5 ? 1 : 0;
    cells.forEach((cell, i) => {
      const x = i % columns * size, y = Math.floor(i / columns) * size, state = this.stateOf(cell);
      const own = cell[this.map.states.indexOf(state)], all = cell.slice(0, -1).reduce((a, b) => a + b, 0);
      context.fillStyle = fills[state];
      context.globalAlpha = state === 'real' || state === 'on-demand' ? 0.45 + 0.55 * own / all : 1;
      context.fillRect(x, y, size - gap, size - gap);
      context.globalAlpha = 1;
      if (cell.at(-1) > 0) {
        context.fillStyle = stale;
        context.fillRect(x + 2, y + 2, size - gap - 4, size - gap - 4);
      }
    });
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.strokeRect(this.cursor % columns * size, Math.floor(this.cursor / columns) * size, size - gap, size - gap);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return Math.floor((event.clientY - box.top) / this.size) * this.columns + Math.floor((event.clientX - box.left) / this.size);
  }

  point(cell) {
    if (!this.map) return;
    const to = Math.max(0, Math.min(cell, this.map.cells.length - 1));
    if (to === this.cursor) return;
    this.cursor = to;
    this.draw();
    this.describe();
  }

  describe() {
    const map = this.map, cell = map.cells[this.cursor];
    const first = map.firstBlock + this.cursor * map.blocksPerCell;
    const last = Math.min(first + map.blocksPerCell, map.firstBlock + map.blocks) - 1;
    const parts = STATES.map(state => [state, cell[map.states.indexOf(state)]]).filter(([, blocks]) => blocks > 0)
      .map(([state, blocks]) => map.blocksPerCell === 1 ? WORDS[state] : count(blocks) + ' ' + WORDS[state]);
    byId('map-cell').textContent = (first === last ? 'Block ' + count(first) : 'Blocks ' + count(first) + ' to ' + count(last)) + ': '
      + parts.join(', ') + (cell.at(-1) ? '; ' + count(cell.at(-1)) + ' stale entries' : '') + '.';
  }

  all() {
    this.range = null;
    this.cursor = 0;
    this.refresh();
  }

  /** Shows some times as many blocks around a cell. */
  zoom(factor, cell) {
    if (!this.map) return;
    const map = this.map;
    const centre = map.firstBlock + Math.max(0, Math.min(cell, map.cells.length - 1)) * map.blocksPerCell;
    const blocks = Math.round(Math.min(map.blocksOfRam, Math.max(FEWEST_BLOCKS, map.blocks * factor)));
    const first = Math.max(0, Math.min(Math.round(centre - blocks * (centre - map.firstBlock) / map.blocks), map.blocksOfRam - blocks));
    this.range = blocks >= map.blocksOfRam ? null : [first, blocks];
    const perCell = Math.ceil(blocks / this.room());
    this.cursor = Math.floor((centre - first) / perCell);
    this.refresh();
  }

  /** Into the cell: nearer, or the block itself. */
  async enter() {
    if (!this.map) return;
    if (this.map.blocksPerCell > 1) this.zoom(1 / 8, this.cursor);
    else await this.openBlock(this.map.firstBlock + this.cursor);
  }

  async openBlock(number) {
    const block = await this.look('block?block=' + number);
    if (!block) return;
    const box = byId('block');
    box.replaceChildren(
      element('h4', {tabindex: '-1'}, 'Block ' + count(block.block)),
      element('p', {}, 'Its page of shadow: ' + WORDS[block.state] + '. '
        + (block.staleOn.length ? 'Stale on CPU ' + block.staleOn.join(', ') + '.' : 'No CPU sees it stale.')),
      element('ul', {class: 'pages'}, ...block.pages.map((kind, i) => element('li', {},
        element('button', {type: 'button', class: 'quiet', on: {click: () => this.openPage(block.firstPfn + i)}},
          'page ' + (block.firstPfn + i), element('span', {class: 'soft'}, kind))))));
    box.hidden = false;
    byId('page').hidden = true;
    box.firstChild.focus();
  }

  async openPage(pfn) {
    const page = await this.look('page?pfn=' + pfn);
    if (!page) return;
    const box = byId('page'), dump = element('pre', {class: 'dump', tabindex: '0', 'aria-label': 'Shadow bytes of page ' + pfn});
    const say = element('p', {class: 'told', role: 'status'});
    box.replaceChildren(element('h4', {tabindex: '-1'}, 'Page ' + pfn + ', ' + page.kind),
      element('p', {class: 'soft'}, 'Shadow bytes as Linux prints them, ' + LINE + ' a line; a byte stands for ' + page.granuleBytes
        + ' bytes of memory. Arrow keys or a click move the caret.'), dump, say,
      element('ul', {class: 'meanings'}, ...Object.entries(page.meanings).map(([value, meaning]) =>
        element('li', {}, element('code', {}, value), ' ' + meaning))));
    let at = 0;
    const address = i => (BigInt('0x' + page.address) + BigInt(i * page.granuleBytes)).toString(16).padStart(16, '0');
    const show = () => {
      const lines = [];
      for (let first = 0; first < page.shadow.length; first += LINE) {
        const here = at >= first && at < first + LINE;
        lines.push((here ? '>' : ' ') + address(first) + ': ' + page.shadow.slice(first, first + LINE)
          .map(byte => byte < 0 ? '--' : byte.toString(16).padStart(2, '0')).join(' '));
        if (here) lines.push(' '.repeat(19 + 3 * (at - first)) + '^');
      }
      dump.textContent = lines.join('\n');
      const byte = page.shadow[at], hex = byte < 0 ? null : byte.toString(16).padStart(2, '0');
      say.textContent = address(at) + ': ' + (hex === null ? 'no shadow' : hex + ', ' + (page.meanings[hex] ?? 'unknown'))
        + '; in truth ' + page.truth[at] + '.';
    };
    dump.addEventListener('keydown', event => {
      const moves = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -LINE, ArrowDown: LINE, Home: -page.shadow.length, End: page.shadow.length};
      if (!(event.key in moves)) return;
      event.preventDefault();
      at = Math.max(0, Math.min(at + moves[event.key], page.shadow.length - 1));
      show();
    });
    dump.addEventListener('click', event => {
      const place = document.caretPositionFromPoint?.(event.clientX, event.clientY)?.offset
        ?? document.caretRangeFromPoint?.(event.clientX, event.clientY)?.startOffset;
      if (place === undefined) return;
      const before = dump.textContent.slice(0, place), line = before.split('\n').length - 1;
      const caret = Math.floor(at / LINE);
      const row = line > caret + 1 ? line - 1 : Math.min(line, caret === line - 1 ? caret : line);
      const column = Math.floor((before.length - before.lastIndexOf('\n') - 1 - 19) / 3);
      at = Math.max(0, Math.min(row * LINE + Math.max(0, Math.min(column, LINE - 1)), page.shadow.length - 1));
      show();
    });
    show();
    box.hidden = false;
    box.firstChild.focus();
  }

  async look(what) {
    try {
      return await ask('runs/' + part(this.name) + '/' + what);
    } catch (problem) {
      byId('map-cell').textContent = problem.message;
      return null;
    }
  }

  /** Runs of cells of one colour: what the picture shows, to be read. */
  fillTable() {
    const box = byId('map-table');
    if (!this.map || !box.closest('details').open) return;
    const map = this.map, rows = [];
    let from = 0;
    for (let i = 1; i <= map.cells.length && rows.length < 200; i++) {
      if (i < map.cells.length && this.stateOf(map.cells[i]) === this.stateOf(map.cells[from])) continue;
      const first = map.firstBlock + from * map.blocksPerCell;
      const last = Math.min(map.firstBlock + i * map.blocksPerCell, map.firstBlock + map.blocks) - 1;
      const cells = map.cells.slice(from, i);
      rows.push([count(first), count(last), WORDS[this.stateOf(map.cells[from])],
        count(cells.reduce((sum, cell) => sum + cell.at(-1), 0))]);
      from = i;
    }
    table(box, 'ranges of blocks that look alike, the first 200', ['#first block', '#last block', 'mostly', '#stale entries'], rows);
  }
}
