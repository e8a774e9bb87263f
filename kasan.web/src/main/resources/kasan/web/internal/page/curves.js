// SPDX-License-Identifier: Apache-2.0
// Curves over time, by uPlot, with the marks of swaps and a table behind each.

import {colour, count, element, memory, table, themed, time} from './words.js';

const FONT = '12px system-ui, sans-serif';
const STILL = matchMedia('(prefers-reduced-motion: reduce)');

/** Steps in powers of two, so that memory has round labels. */
function memorySplits(low, high) {
  let step = 1;
  while ((high - low) / step > 6) step *= 2;
  const splits = [];
  for (let at = Math.ceil(low / step) * step; at <= high; at += step) splits.push(at);
  return splits;
}

/** Counts on an axis, with as many decimals as tell them apart. */
function counts(splits) {
  const step = splits.length > 1 ? splits[1] - splits[0] : 1;
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step));
  return splits.map(at => decimals === 0 ? count(at) : at.toFixed(decimals));
}

export class Curves {
  /**
   * @param box element that the plot fills
   * @param legend list of its curves
   * @param behind table of its points
   * @param lines {label, colour, dash, of: series => values}
   * @param inMemory true if the figures are kB
   */
  constructor(box, legend, behind, lines, inMemory) {
    Object.assign(this, {box, legend, behind, lines, inMemory, marks: [], plot: null, due: 0, series: null});
    legend.replaceChildren(...lines.map(line => element('li', {}, this.key(line), line.label + ' ', element('output', {}, ''))));
    this.outputs = Array.from(legend.querySelectorAll('output'));
    themed.add(() => this.again());
    new ResizeObserver(() => {
      if (this.plot && box.clientWidth) this.plot.setSize({width: box.clientWidth, height: box.clientHeight});
    }).observe(box);
    behind.closest('details').addEventListener('toggle', () => this.fillTable());
  }

  key(line) {
    const swatch = element('canvas', {class: 'swatch', width: 26, height: 10, 'aria-hidden': 'true'});
    const draw = () => {
      const context = swatch.getContext('2d');
      context.clearRect(0, 0, 26, 10);
      context.strokeStyle = colour(line.colour);
      context.lineWidth = 2;
      context.setLineDash(line.dash ?? []);
      context.beginPath();
      context.moveTo(0, 5);
      context.lineTo(26, 5);
      context.stroke();
    };
    draw();
    themed.add(draw);
    return swatch;
  }

  label(value) {
    return value === null || value === undefined ? '–' : this.inMemory ? memory(value) : value >= 10 ? count(value) : value.toFixed(2);
  }

  /** Shows a series from now on. */
  show(series, marks) {
    this.series = series;
    this.marks = marks;
    this.again();
  }

  again() {
    if (this.plot) this.plot.destroy();
    this.plot = null;
    if (this.series) this.draw();
  }

  /** The series has more; drawn a few times a second at most. */
  changed(marks) {
    this.marks = marks;
    if (this.due) return;
    this.due = setTimeout(() => { this.due = 0; this.draw(); }, STILL.matches ? 2000 : 250);
  }

  data() {
    const times = Array.from(this.series.values('elapsedMs'), ms => ms / 1000);
    return [times, ...this.lines.map(line => Array.from(line.of(this.series)))];
  }

  draw() {
    if (!this.box.clientWidth || !this.series || this.series.size === 0) return; // an event came before the curves
    const data = this.data();
    if (this.plot) this.plot.setData(data);
    else this.plot = this.make(data);
    this.say(data[0].length - 1, data);
    if (this.behind.closest('details').open) this.fillTable();
  }

  say(index, data) {
    this.outputs.forEach((output, i) => { output.textContent = this.label(data[i + 1][index]); });
  }

  make(data) {
    const axis = {stroke: colour('--soft'), font: FONT, grid: {stroke: colour('--grid'), width: 1},
      ticks: {stroke: colour('--rule'), width: 1, size: 5}};
    return new uPlot({
      width: this.box.clientWidth,
      height: this.box.clientHeight,
      padding: [24, 12, 0, 0],
      legend: {show: false},
      cursor: {points: {size: 7}, drag: {x: true, y: false}},
      scales: {x: {time: false}, y: {range: (u, low, high) => [0, high > 0 ? high * 1.08 : 1]}},
      axes: [
        {...axis, size: 34, values: (u, splits) => splits.map(at => at + ' s')},
        {...axis, size: 74, splits: this.inMemory ? (u, i, low, high) => memorySplits(low, high) : undefined,
          values: (u, splits) => this.inMemory ? splits.map(memory) : counts(splits)}
      ],
      series: [{}, ...this.lines.map(line => ({label: line.label, stroke: colour(line.colour), width: 2, dash: line.dash,
        points: {show: false}, spanGaps: true}))],
      hooks: {
        draw: [u => this.drawMarks(u)],
        setCursor: [u => {
          const data = this.data();
          this.say(u.cursor.idx ?? data[0].length - 1, data);
        }]
      }
    }, data, this.box);
  }

  drawMarks(u) {
    const context = u.ctx, ratio = devicePixelRatio;
    context.save();
    context.strokeStyle = context.fillStyle = colour('--ink');
    context.font = 12 * ratio + 'px system-ui, sans-serif';
    context.textAlign = 'left'; // uPlot leaves it as its last axis had it
    context.setLineDash([4 * ratio, 4 * ratio]);
    let free = -Infinity;
    for (const mark of this.marks) {
      const x = Math.round(u.valToPos(mark.elapsedMs / 1000, 'x', true));
      if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) continue;
      context.beginPath();
      context.moveTo(x, u.bbox.top - 4 * ratio);
      context.lineTo(x, u.bbox.top + u.bbox.height);
      context.stroke();
      const text = mark.status === 'ok' || mark.status === 'unsound' ? mark.to : mark.to + ': ' + mark.status;
      const wide = context.measureText(text).width;
      const left = Math.min(x, u.bbox.left + u.bbox.width - wide);
      if (left > free) {
        context.fillText(text, left, u.bbox.top - 9 * ratio);
        free = left + wide + 6 * ratio;
      }
    }
    context.restore();
  }

  /** A hundred rows at most: a table is for reading. */
  fillTable() {
    if (!this.series || !this.behind.closest('details').open) return;
    const data = this.data(), rows = [], step = Math.max(1, Math.ceil(data[0].length / 100));
    for (let i = data[0].length - 1; i >= 0; i -= step) {
      rows.push([time(data[0][i] * 1000), ...this.lines.map((line, k) => this.label(data[k + 1][i]))]);
    }
    table(this.behind, 'newest first', ['#time', ...this.lines.map(line => '#' + line.label)], rows);
  }
}
