// SPDX-License-Identifier: Apache-2.0
// Findings as they come, each with the report as Linux prints it.

import {byId, count, element} from './words.js';

const SHOWN = 100;

export class Findings {
  constructor() {
    this.numbers = new Set();
    this.all = 0;
  }

  fill(findings) {
    this.numbers.clear();
    byId('findings').replaceChildren();
    findings.forEach(finding => this.add(finding));
    this.tell();
  }

  /** How many there are, those that are not told one by one among them. */
  total(all) {
    if (all === this.all) return;
    this.all = all;
    this.tell();
  }

  tell() {
    byId('findings-line').textContent = this.all === 0 ? 'None so far.'
      : count(this.all) + ' so far' + (this.all > SHOWN ? '; the newest ' + SHOWN + ' of the first 1,000 are here.' : '.');
  }

  add(finding) {
    if (this.numbers.has(finding.number)) return;
    this.numbers.add(finding.number);
    const title = (finding.text || '').split('\n').find(line => line.startsWith('BUG:')) ?? finding.bugClass ?? 'report';
    const box = byId('findings');
    box.prepend(element('details', {class: 'finding'},
      element('summary', {}, element('b', {}, title),
        element('span', {class: 'soft'}, ' operation ' + count(finding.atOperation) + ', ' + finding.scheme
          + ', in truth ' + finding.truth + (finding.falseReport ? ' (false report)' : ''))),
      element('pre', {tabindex: '0'}, finding.text || JSON.stringify(finding, null, 2))));
    while (box.children.length > SHOWN) box.lastChild.remove();
  }
}
