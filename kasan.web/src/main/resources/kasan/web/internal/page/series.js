// SPDX-License-Identifier: Apache-2.0
// The curves of one run in bounded space, as the server keeps them: when there is no more room every other point
// goes, and points are kept half as often from then on. A day takes no more room than a minute.

/** Points kept at most. */
export const ROOM = 2048;

/** Names of the figures of a point. */
export const COLUMNS = ['elapsedMs', 'operation', 'operationsPerSecond', 'totalKb', 'staticKb', 'tablesKb', 'onDemandKb',
  'stacksKb', 'imageKb', 'vmallocKb', 'maps', 'unmaps', 'flushes', 'remoteFlushes', 'staleEntries'];

export class Series {
  constructor(columns = COLUMNS, room = ROOM) {
    this.room = room;
    this.size = 0;
    this.gap = 0;
    this.data = Object.fromEntries(columns.map(column => [column, new Float64Array(room)]));
  }

  /** Takes what the server has kept. */
  load(history) {
    const times = history.elapsedMs ?? [];
    this.size = 0;
    this.gap = 0;
    for (let i = 0; i < times.length; i++) {
      this.add(Object.fromEntries(Object.keys(this.data).map(column => [column, history[column]?.[i] ?? 0])));
    }
  }

  /** Adds a sample. The newest is always there; before it, points lie at least a gap apart. */
  add(sample) {
    const times = this.data.elapsedMs;
    if (this.size > 0 && sample.elapsedMs < times[this.size - 1]) return; // asked for twice
    if (this.size > 1 && times[this.size - 1] - times[this.size - 2] < this.gap) this.size--;
    if (this.size === this.room) this.thin();
    for (const column of Object.keys(this.data)) this.data[column][this.size] = sample[column] ?? 0;
    this.size++;
  }

  thin() {
    for (const values of Object.values(this.data)) {
      for (let i = 0; i < this.room / 2; i++) values[i] = values[2 * i];
    }
    this.size = this.room / 2;
    const times = this.data.elapsedMs;
    this.gap = (times[this.size - 1] - times[0]) / (this.size - 1);
  }

  /** The values of a column so far. */
  values(column) {
    return this.data[column].subarray(0, this.size);
  }

  /** Growth of a counter per 1,000 operations from point to point; null where nothing was done or it began anew. */
  perThousand(column) {
    const counts = this.values(column), done = this.values('operation');
    return Array.from(counts, (value, i) => {
      const operations = i === 0 ? 0 : done[i] - done[i - 1];
      const more = i === 0 ? 0 : value - counts[i - 1];
      return operations > 0 && more >= 0 ? more / operations * 1000 : null;
    });
  }
}
