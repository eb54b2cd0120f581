import {html, useEffect, useRef, useState} from '../../lib/htm-preact.js';
import {lineText} from '../model/messages.js';
import {CopyButton, still} from './parts.js';

const MAX_DRAWN = 200;
const MAX_CHARS = 2000;

/** What went over the connection, as it was. */
export function MessagesView({desk, redraw}) {
  const [text, setText] = useState('');
  const [paused, setPaused] = useState();
  const list = useRef();
  const lines = paused ?? desk.messages.find(text);
  const drawn = lines.slice(-MAX_DRAWN);
  const last = drawn.at(-1)?.number;
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (isAtEnd.current) {
      list.current.scrollTop = list.current.scrollHeight;
    }
  }, [last]);
  const onScroll = ({target}) => {
    isAtEnd.current = target.scrollHeight - target.scrollTop - target.clientHeight < 40;
  };
  return html`<section aria-labelledby="messages-title" class="messages">
    <div class="bar">
      <h2 id="messages-title">Messages</h2>
      <label class="field grow"><span>Search</span>
        <input type="search" value=${text} spellcheck="false" onInput=${event => {
          setPaused(undefined);
          setText(event.target.value);
        }} /></label>
      <button type="button" aria-pressed=${paused ? 'true' : 'false'} onClick=${() => setPaused(paused ? undefined : lines)}>Pause</button>
      <${CopyButton} text=${() => lines.map(lineText).join('\n')} label="Copy all messages" />
      <button type="button" class="small" onClick=${() => {
        desk.messages.clear();
        setPaused(undefined);
        redraw();
      }}>Clear</button>
    </div>
    <p class="hint">${lines.length} kept, of 500 at most${lines.length > MAX_DRAWN ? `; the last ${MAX_DRAWN} are shown, all are copied` : ''}. Secrets are left out.</p>
    <ol class="log" ref=${list} onScroll=${onScroll} tabindex="0" aria-labelledby="messages-title">
      ${drawn.map(line => html`<${Line} key=${line.number} line=${line} />`)}
    </ol>
  </section>`;
}

const Line = still(({line}) => html`<li class=${line.isFault ? 'bad' : line.sent ? 'sent' : ''}>
  <span class="when">${new Date(line.at).toISOString().slice(11, 23)}</span> <span aria-label=${line.sent ? 'sent' : 'received'} role="img">${line.sent ? '→' : '←'}</span> ${
  line.text.length > MAX_CHARS ? `${line.text.slice(0, MAX_CHARS)} … (${line.text.length} characters)` : line.text}</li>`);
