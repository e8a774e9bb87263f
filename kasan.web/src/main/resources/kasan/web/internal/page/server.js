// SPDX-License-Identifier: Apache-2.0
// Talks to the server: questions, acts that need the token, and events.

const KEY = 'kasan.token';
const given = new URLSearchParams(location.hash.slice(1)).get('token');
if (given) {
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, '', location.pathname); // not for shoulders and bookmarks
}

/** True if this window may act. */
export const mayAct = () => sessionStorage.getItem(KEY) !== null;

async function answer(response) {
  let tree = {};
  try { tree = await response.json(); } catch { tree = {error: 'the server answered ' + response.status}; }
  if (!response.ok) throw Object.assign(new Error(tree.error), {status: response.status});
  return tree;
}

/** Asks for something below /api/. */
export const ask = path => fetch('api/' + path).then(answer);

/** Does something below /api/. */
export function act(path, body = {}) {
  return fetch('api/' + path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Kasan-Token': sessionStorage.getItem(KEY) ?? ''},
    body: JSON.stringify(body)
  }).then(answer);
}

/** A path's part that is a name. */
export const part = name => encodeURIComponent(name);

/**
 * Listens. Handlers by kind of event; `link` is told true and false as the server is there or not. After `hello`
 * and `missed` a listener asks for what it has not been told.
 */
export function listen(handlers, link) {
  const events = new EventSource('api/events');
  events.addEventListener('error', () => link(false));
  events.addEventListener('hello', () => link(true));
  for (const [kind, handler] of Object.entries(handlers)) {
    events.addEventListener(kind, event => handler(JSON.parse(event.data)));
  }
  addEventListener('pagehide', () => events.close());
}
