// SPDX-License-Identifier: Apache-2.0
// Bundles that extend the laboratory, to start and to stop.

import {byId, element} from './words.js';
import {ask, mayAct, part} from './server.js';

export class BundleList {
  constructor(attempt) {
    this.attempt = attempt;
  }

  async refresh() {
    const answer = await ask('bundles');
    const focused = document.activeElement?.dataset?.bundle;
    byId('bundles').replaceChildren(...answer.bundles.map(bundle => this.row(bundle)));
    if (focused) byId('bundles').querySelector('[data-bundle="' + CSS.escape(focused) + '"]')?.focus();
  }

  row(bundle) {
    const verb = bundle.state === 'active' ? 'stop' : 'start';
    return element('li', {},
      element('span', {}, element('b', {}, bundle.name), ' ', element('span', {class: 'state', 'data-state': bundle.state}, bundle.state),
        element('span', {class: 'soft line'}, bundle.extensions.join(', '))),
      element('button', {type: 'button', class: 'quiet', 'data-bundle': bundle.name, disabled: !mayAct(),
        'aria-label': (verb === 'stop' ? 'Stop ' : 'Start ') + bundle.name,
        on: {click: () => this.attempt('bundles/' + part(bundle.name) + '/' + verb)}}, verb === 'stop' ? 'Stop' : 'Start'));
  }
}
