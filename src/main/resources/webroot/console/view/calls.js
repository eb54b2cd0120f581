import {html, useRef, useState} from '../../lib/htm-preact.js';
import {keyOf, select, SHOWN} from '../model/calls.js';
import {CallList} from './call-list.js';
import {CallPanel} from './call-panel.js';
import {NewCall} from './new-call.js';

const NAMES = {live: 'All live', ringing: 'Ringing', answered: 'Talking', held: 'On hold', setup: 'Being set up', ended: 'Ended'};

const STILL_MS = 2000;

export function CallsView({desk, redraw}) {
  const [choice, setChosen] = useState({state: 'live', text: '', newestFirst: true});
  const [key, setKey] = useState(desk.selected);
  const [hold, onPointer] = useStillRows(redraw);
  const setChoice = next => {
    onPointer({type: 'pointerleave'});
    setChosen(next);
  };
  const open = (call, mayFocus = true) => {
    desk.selected = call && keyOf(call);
    setKey(desk.selected);
    call && mayFocus && requestAnimationFrame(() => document.getElementById('call-title')?.focus());
  };
  const close = () => {
    open(undefined);
    requestAnimationFrame(() => document.querySelector('#calls [role=row][tabindex="0"]')?.focus());
  };
  const chosen = select(desk.calls, choice);
  const calls = hold(chosen, found => desk.calls.get(found));
  const call = key && desk.calls.get(key);
  return html`
    <${NewCall} desk=${desk} onCall=${open} />
    <div class=${key ? 'split open' : 'split'}>
      <section aria-labelledby="calls-title" class="list">
        <div class="bar">
          <h2 id="calls-title">Calls</h2>
          <label class="field"><span>Show</span>
            <select value=${choice.state} onChange=${event => setChoice({...choice, state: event.target.value})}>
              ${SHOWN.map(state => html`<option key=${state} value=${state}>${NAMES[state]} (${
                state === 'live' ? desk.calls.size : desk.calls.count(state)})</option>`)}
            </select></label>
          <label class="field grow"><span>Search</span>
            <input type="search" value=${choice.text} placeholder="name, Call-ID, tag" spellcheck="false"
              onInput=${event => setChoice({...choice, text: event.target.value})} /></label>
          <label class="field"><span>Order</span>
            <select value=${String(choice.newestFirst)} onChange=${event => setChoice({...choice, newestFirst: event.target.value === 'true'})}>
              <option value="true">Newest first</option>
              <option value="false">Oldest first</option>
            </select></label>
          ${choice.state === 'ended' && html`<button type="button" onClick=${() => {
            desk.calls.clearEnded();
            redraw();
          }}>Clear</button>`}
        </div>
        <${CallList} desk=${desk} calls=${calls} onPointer=${onPointer} selected=${key} onOpen=${open} empty=${emptyText(desk, choice)} />
      </section>
      ${key && html`<${CallPanel} key=${key} desk=${desk} call=${call} onClose=${close} onCall=${open} />`}
    </div>`;
}

/**
 * While a pointer moves over the list its rows stay where they are, so that nobody hits another call
 * than the one that was aimed at. Calls that end meanwhile are shown as such; new ones wait.
 */
function useStillRows(redraw) {
  const state = useRef({keys: undefined, isWanted: false}).current;
  const release = () => {
    clearTimeout(state.timer);
    if (state.isWanted) {
      state.isWanted = false;
      redraw();
    }
  };
  const onPointer = event => {
    if (event.type === 'pointerleave') {
      release();
    } else if (event.pointerType === 'mouse') {
      state.isWanted = true;
      clearTimeout(state.timer);
      state.timer = setTimeout(release, STILL_MS);
    }
  };
  const hold = (calls, find) => {
    if (!state.isWanted) {
      state.keys = undefined;
      return calls;
    }
    state.keys ??= calls.map(keyOf);
    return state.keys.map(find).filter(Boolean);
  };
  return [hold, onPointer];
}

function emptyText(desk, {state, text}) {
  if (!desk.calls.isComplete) {
    return desk.isOpen ? 'Reading the calls …' : 'Not connected.';
  }
  if (text || (state !== 'live' && desk.calls.size)) {
    return 'No call fits.';
  }
  return state === 'ended' ? 'No call has ended since this page was opened.' : 'No calls.';
}
