import {html, useEffect, useState} from '../../lib/htm-preact.js';
import {proxiesText} from '../model/contact.js';
import {recentParties} from '../keep.js';
import {CallsView} from './calls.js';
import {CommandsView} from './commands.js';
import {Contact} from './contact.js';
import {MessagesView} from './messages.js';
import {MethodsView} from './methods.js';
import {still} from './parts.js';
import {ProxiesView} from './proxies.js';

const VIEWS = {
  calls: ['Calls', CallsView],
  commands: ['Commands', CommandsView],
  proxies: ['Proxies', ProxiesView],
  messages: ['Messages', MessagesView],
  methods: ['Methods', MethodsView],
};

/** #commands/ID is the view "commands" with that entry open. */
const place = () => {
  const [view, ...rest] = location.hash.slice(1).split('/');
  return {view: VIEWS[view] ? view : 'calls', entry: rest.length ? decodeURIComponent(rest.join('/')) : undefined};
};

export function App({desk, redraw}) {
  const [{view, entry}, setPlace] = useState(place());
  useEffect(() => {
    const onHash = () => setPlace(place());
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => {
    document.title = `${VIEWS[view][0]} – Call API`;
  }, [view]);
  const [, View] = VIEWS[view];
  return html`
    <a class="skip" href="#main" onClick=${skip}>To the content</a>
    <header>
      <h1>Call API</h1>
      <${Contact} desk=${desk} redraw=${redraw} />
    </header>
    <nav aria-label="Views">
      ${Object.entries(VIEWS).map(([name, [title]]) => html`
        <a key=${name} href=${`#${name}`} aria-current=${name === view ? 'page' : undefined}>${title}${badge(desk, name)}</a>`)}
    </nav>
    <main id="main" tabindex="-1" class=${desk.isOpen ? '' : 'stale'}>
      <${View} key=${view} desk=${desk} entry=${entry} redraw=${redraw} />
    </main>
    <${Parties} recent=${recentParties()} phones=${desk.phones} />
    <p class="unseen" role="status">${desk.word}</p>
    <${Alarm} desk=${desk} redraw=${redraw} />`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function badge(desk, view) {
  switch (view) {
    case 'calls': return count(desk.calls.size, 'live');
    case 'commands': return count(desk.commands.running.length, 'running');
    case 'proxies': return desk.status && !proxiesText(desk.status).isGood
      ? html` <span class="badge bad">!<span class="unseen"> ${proxiesText(desk.status).text}</span></span>` : '';
    default: return '';
  }
}

const count = (number, what) => number ? html` <span class="badge">${number}<span class="unseen"> ${what}</span></span>` : '';

/** What went wrong; it stays until somebody has read it. */
function Alarm({desk, redraw}) {
  const close = () => {
    desk.alarm = '';
    redraw();
    document.getElementById('main').focus();
  };
  return html`<div class="alarm" role="alert">${desk.alarm && html`
    <p>${desk.alarm}</p>
    <button type="button" class="small" onClick=${close}>Dismiss</button>`}</div>`;
}

/** Suggestions for addresses: what was typed before, and the phones of the simulator. */
const Parties = still(({recent, phones}) => html`<datalist id="parties">
    ${recent.map(address => html`<option key=${address} value=${address} />`)}
    ${phones.filter(({address}) => !recent.includes(address)).map(({address, does}) =>
      html`<option key=${address} value=${address}>${does}</option>`)}
  </datalist>`);

