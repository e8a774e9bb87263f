'use strict';
(function () {
  const root = document.documentElement;
  root.classList.add('js');
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // Theme: that of the system until somebody chooses.
  const redraw = [];
  const themed = () => redraw.forEach(draw => draw());
  all('.theme input').forEach(choice => choice.addEventListener('change', () => {
    if (choice.value === 'system') delete root.dataset.theme;
    else root.dataset.theme = choice.value;
    themed();
  }));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', themed);
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();

  // Tables: a column's heading sorts by it, a second time the other way round. What was not measured comes last.
  const key = cell => cell.dataset.value !== undefined ? Number(cell.dataset.value)
    : cell.classList.contains('none') ? null : cell.textContent;
  all('table.data').forEach(table => {
    const heads = all('thead th', table);
    const original = all('tbody tr', table);
    heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
      const numbers = head.classList.contains('num');
      const was = head.getAttribute('aria-sort');
      const first = numbers ? 'descending' : 'ascending';
      const second = numbers ? 'ascending' : 'descending';
      const now = was === null ? first : was === first ? second : null;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      const rows = original.slice();
      if (now !== null) {
        head.setAttribute('aria-sort', now);
        const sign = now === 'ascending' ? 1 : -1;
        rows.sort((a, b) => {
          const x = key(a.cells[column]), y = key(b.cells[column]);
          if (x === null || y === null) return (x === null) - (y === null);
          return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)));
        });
      }
      const body = table.tBodies[0];
      rows.forEach(row => body.appendChild(row));
    }));
  });

  // The data, as it was put in.
  const save = document.getElementById('save');
  if (save) save.addEventListener('click', () => {
    const text = document.getElementById('kasan-result').textContent;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type: 'application/json'}));
    link.download = save.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  // The matrix: one stop of the tab key, arrow keys from cell to cell, the reason below.
  all('table.matrix').forEach(table => {
    const reason = document.getElementById('reason');
    const heads = all('thead th', table).map(head => head.textContent);
    const tell = cell => {
      reason.textContent = cell.parentNode.cells[0].textContent + ' on ' + heads[cell.cellIndex] + ': '
        + cell.lastChild.textContent;
    };
    const shown = () => all('tbody tr:not(.quiet)', table);
    const go = cell => {
      all('td[tabindex="0"]', table).forEach(other => other.tabIndex = -1);
      cell.tabIndex = 0;
      cell.focus();
    };
    table.addEventListener('focusin', event => event.target.closest('td') && tell(event.target.closest('td')));
    table.addEventListener('click', event => event.target.closest('td') && go(event.target.closest('td')));
    table.addEventListener('mouseover', event => event.target.closest('td') && tell(event.target.closest('td')));
    table.addEventListener('keydown', event => {
      const cell = event.target.closest('td');
      if (!cell) return;
      const rows = shown();
      let row = rows.indexOf(cell.parentNode);
      let column = cell.cellIndex;
      const last = cell.parentNode.cells.length - 1;
      switch (event.key) {
        case 'ArrowRight': column++; break;
        case 'ArrowLeft': column--; break;
        case 'ArrowDown': row++; break;
        case 'ArrowUp': row--; break;
        case 'PageDown': row += 10; break;
        case 'PageUp': row -= 10; break;
        case 'Home': column = 1; if (event.ctrlKey) row = 0; break;
        case 'End': column = last; if (event.ctrlKey) row = rows.length - 1; break;
        default: return;
      }
      event.preventDefault();
      row = Math.min(Math.max(row, 0), rows.length - 1);
      column = Math.min(Math.max(column, 1), last);
      go(rows[row].cells[column]);
    });
    const only = document.getElementById('only-missed');
    if (only) only.addEventListener('change', () => {
      all('tbody tr', table).forEach(row => {
        const bad = row.querySelector('.v-missed, .v-false-report') !== null;
        row.classList.toggle('quiet', only.checked && !bad);
      });
      const focus = table.querySelector('td[tabindex="0"]');
      if (focus && focus.parentNode.classList.contains('quiet') && shown().length) {
        focus.tabIndex = -1;
        shown()[0].cells[1].tabIndex = 0;
      }
    });
  });

  // Curves: drawn from the table behind them.
  const digits = value => {
    const three = Number(value.toPrecision(3));
    return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(three);
  };
  const memory = kb => {
    if (kb === 0) return '0';
    const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
    let unit = 0, value = kb;
    while (Math.abs(value) >= 1023.5 && unit < units.length - 1) { value /= 1024; unit++; }
    return digits(value) + ' ' + units[unit];
  };
  const memoryTicks = (low, high, log) => {
    const ticks = [];
    if (log) {
      for (let unit = 1; unit <= high; unit *= 1024)
        for (let step = 1; step <= 100; step *= 10)
          if (step * unit >= low && step * unit <= high) ticks.push(step * unit);
      return ticks;
    }
    let unit = 1;
    while ((high - low) / 6 / unit > 500) unit *= 1024;
    const step = ([1, 2, 5, 10, 20, 50, 100, 200, 500].find(s => s * unit >= (high - low) / 6) || 1024) * unit;
    for (let at = Math.ceil(low / step) * step; at <= high; at += step) ticks.push(at);
    return ticks;
  };
  all('figure.lines').forEach(figure => {
    const box = figure.querySelector('.plot');
    const inMemory = figure.dataset.memory === 'true';
    const label = inMemory ? memory : digits;
    const rows = all('.behind tbody tr', figure);
    const number = cell => cell.dataset.value === undefined
      ? (cell.classList.contains('none') ? null : Number(cell.textContent.replace(/,/g, '')))
      : Number(cell.dataset.value);
    const choices = all('.curves label', figure);
    const data = [rows.map(row => number(row.cells[0]))];
    choices.forEach((choice, i) => data.push(rows.map(row => number(row.cells[i + 1]))));
    const marks = all('.marks li', figure).map(li => ({at: Number(li.dataset.at), text: li.dataset.text}));
    const log = figure.querySelector('.log');
    log.checked = figure.dataset.log === 'true';
    const at = figure.querySelector('.at');
    const when = figure.querySelector('.when');
    const unit = figure.dataset.axis.replace(/^.*, /, '');
    let plot = null;

    const say = index => {
      when.textContent = digits(data[0][index]) + ' ' + unit;
      choices.forEach((choice, i) => {
        const value = data[i + 1][index];
        choice.querySelector('output').textContent = value === null ? '–' : label(value);
      });
    };
    const drawMarks = u => {
      const context = u.ctx;
      context.save();
      context.strokeStyle = context.fillStyle = colour('--ink');
      context.font = (12 * devicePixelRatio) + 'px system-ui, sans-serif';
      context.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
      let free = -Infinity; // labels that have no room are in the list below
      marks.forEach(mark => {
        const x = Math.round(u.valToPos(mark.at, 'x', true));
        if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
        context.beginPath();
        context.moveTo(x, u.bbox.top - 6 * devicePixelRatio);
        context.lineTo(x, u.bbox.top + u.bbox.height);
        context.stroke();
        const wide = context.measureText(mark.text).width;
        const left = x > u.bbox.left + u.bbox.width / 2 ? x - wide : x;
        if (left < free) return;
        context.textAlign = 'left';
        context.fillText(mark.text, left, u.bbox.top - 11 * devicePixelRatio);
        free = left + wide + 6 * devicePixelRatio;
      });
      context.restore();
    };
    const draw = () => {
      if (plot) plot.destroy();
      const axis = {stroke: colour('--soft'), grid: {stroke: colour('--grid'), width: 1},
        ticks: {stroke: colour('--rule'), width: 1, size: 5}, font: '12px system-ui, sans-serif'};
      const shown = data.map((values, i) => i > 0 && log.checked
        ? values.map(value => value !== null && value > 0 ? value : null) : values);
      plot = new uPlot({
        width: box.clientWidth,
        height: box.clientHeight,
        padding: [marks.length ? 26 : 10, 14, 0, 0],
        legend: {show: false},
        cursor: {points: {size: 7}, drag: {x: true, y: false}},
        scales: {x: {time: false}, y: {
          distr: log.checked ? 3 : 1,
          range: (u, low, high) => log.checked
            ? [(low || 1) / 1.25, (high || 10) * 1.25] : [0, high > 0 ? high * 1.05 : 1]
        }},
        axes: [
          Object.assign({values: (u, splits) => splits.map(v => digits(v)), label: figure.dataset.axis,
            labelSize: 20, labelFont: '12px system-ui, sans-serif', size: 34}, axis),
          Object.assign({size: 74,
            splits: inMemory ? (u, i, low, high) => memoryTicks(low, high, log.checked) : undefined,
            filter: (u, splits) => splits,
            values: (u, splits) => splits.map(v => v === null ? '' : label(v))}, axis)
        ],
        series: [{}].concat(choices.map(choice => ({
          label: choice.querySelector('.name').textContent,
          show: choice.querySelector('input').checked,
          stroke: colour(choice.dataset.colour),
          width: 2,
          dash: choice.dataset.dash ? choice.dataset.dash.split(' ').map(Number) : undefined,
          points: {show: false},
          spanGaps: false
        }))),
        hooks: {
          draw: [drawMarks],
          setCursor: [u => {
            if (u.cursor.idx === null || u.cursor.idx === undefined) return;
            say(u.cursor.idx);
            at.value = u.cursor.idx;
          }]
        }
      }, shown, box);
    };
    log.addEventListener('change', draw);
    choices.forEach((choice, i) => choice.querySelector('input').addEventListener('change', event =>
      plot.setSeries(i + 1, {show: event.target.checked})));
    at.addEventListener('input', () => {
      const index = Number(at.value);
      say(index);
      plot.setCursor({left: plot.valToPos(data[0][index], 'x'), top: plot.over.clientHeight / 2}, false);
    });
    say(data[0].length - 1);
    draw();
    redraw.push(draw);
    new ResizeObserver(() => {
      if (plot && plot.width !== box.clientWidth) plot.setSize({width: box.clientWidth, height: box.clientHeight});
    }).observe(box);
  });
})();
