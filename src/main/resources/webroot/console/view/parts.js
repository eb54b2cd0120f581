// Small parts that several views use.

import {Component, html, useEffect, useRef, useState} from '../../lib/htm-preact.js';
import {durationText, talkMs} from '../model/words.js';

const COPIED_MS = 2000;

// One clock for all that runs, so that all change at once.
const listeners = new Set();
setInterval(() => document.hidden || listeners.forEach(listener => listener()), 1000);

/** How long people have talked, running. */
export function Duration({call, desk}) {
  const [, tick] = useState(0);
  const isRunning = call.answered && call.state !== 'ended';
  useEffect(() => {
    if (!isRunning) {
      return undefined;
    }
    const listener = () => tick(number => number + 1);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, [isRunning]);
  const ms = talkMs(call, desk.now);
  return html`<span class="duration">${ms === null ? '' : durationText(ms)}</span>`;
}

/** Drawn again only when one of its properties is another one. */
export const still = View => class extends Component {
  shouldComponentUpdate(next) {
    return Object.keys({...next, ...this.props}).some(name => next[name] !== this.props[name]);
  }

  render(props) {
    return html`<${View} ...${props} />`;
  }
};

export function CopyButton({text, label}) {
  const [done, setDone] = useState('');
  const copy = async () => {
    setDone(await copyText(typeof text === 'function' ? text() : text) ? 'Copied' : 'Not copied');
    setTimeout(() => setDone(''), COPIED_MS);
  };
  return html`<button type="button" class="small" onClick=${copy} aria-label=${done ? undefined : label}>${done || 'Copy'}</button>`;
}

/** Without TLS, and elsewhere than on localhost, a page has no clipboard but that of an input. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    const before = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    before?.focus();
    return copied;
  }
}

/** An address of somebody to call. */
export function PartyInput({label, name, inputRef, ...more}) {
  return html`<label class="field"><span>${label}</span>
    <input name=${name} ref=${inputRef} list="parties" required spellcheck="false" autocapitalize="off" autocomplete="off"
      maxlength="512" placeholder="sip:name@host" ...${more} /></label>`;
}

/** What was typed, as an address: whoever leaves the scheme out means sip. */
export const addressOf = text => /^(sips?|tel):/i.test(text.trim()) ? text.trim() : `sip:${text.trim()}`;

/** For buttons that must keep the focus when they cannot be pressed for now. */
export function ActionButton({disabled, onClick, children, ...more}) {
  return html`<button type="button" aria-disabled=${disabled ? 'true' : 'false'} onClick=${event => disabled || onClick(event)}
    ...${more}>${children}</button>`;
}

/** Tells its text whenever that is another one. */
export function useFocusOn(key) {
  const ref = useRef();
  useEffect(() => {
    key && ref.current?.focus();
  }, [key]);
  return ref;
}
