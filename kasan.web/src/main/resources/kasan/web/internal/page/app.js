// SPDX-License-Identifier: Apache-2.0
// The page: what the server tells goes to the list of runs and to the run that is shown.

import {byId, themed} from './words.js';
import {act, ask, listen, mayAct} from './server.js';
import {RunList} from './runs.js';
import {RunView} from './run.js';
import {BundleList} from './bundles.js';

const refused = byId('refused');
let hiding = 0;

/** Does something, and says why not. */
async function attempt(path, body) {
  refused.hidden = true;
  try {
    return await act(path, body);
  } catch (problem) {
    refused.textContent = problem.message;
    refused.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => { refused.hidden = true; }, 15000);
    return null;
  }
}

const view = new RunView(attempt);
const list = new RunList(attempt, name => view.show(name));
const bundles = new BundleList(attempt);

byId('reading').hidden = mayAct();
document.querySelectorAll('[data-acts]').forEach(control => { control.disabled = !mayAct(); });

const themes = ['system', 'light', 'dark'];
const button = byId('theme');
let theme = localStorage.getItem('kasan.theme') ?? 'system';
function applyTheme() {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  button.textContent = 'Theme: ' + theme;
  themed.forEach(draw => draw());
}
button.addEventListener('click', () => {
  theme = themes[(themes.indexOf(theme) + 1) % themes.length];
  localStorage.setItem('kasan.theme', theme);
  applyTheme();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
applyTheme();

async function refresh() {
  const [runs, inventory] = await Promise.all([ask('runs'), ask('inventory'), bundles.refresh()]);
  list.fill(runs.runs);
  list.offer(inventory);
  view.offer(inventory);
  await view.refresh();
}

let inventoryDue = 0;
const link = byId('link');
listen({
  hello: refresh,
  missed: missed => { if (missed.dropped > 0) refresh(); },
  run: status => list.update(status, true),
  sample: sample => { list.update(sample, false); view.sample(sample); },
  ended: status => { list.update(status, false); view.ended(status); },
  swap: swap => view.swapped(swap),
  finding: finding => view.found(finding),
  bundles: () => {
    clearTimeout(inventoryDue);
    inventoryDue = setTimeout(async () => {
      await bundles.refresh();
      const inventory = await ask('inventory');
      list.offer(inventory);
      view.offer(inventory);
    }, 200);
  }
}, there => {
  link.textContent = there ? 'live' : 'no connection; trying again';
  link.classList.toggle('bad', !there);
});
