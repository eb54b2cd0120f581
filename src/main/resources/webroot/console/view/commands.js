import {html, useEffect, useState} from '../../lib/htm-preact.js';
import {isOver} from '../model/commands.js';
import {commandText} from '../model/words.js';
import {Timeline} from './timeline.js';

const MAX_SHOWN = 100;

export function CommandsView({desk, entry, redraw}) {
  const [state, setState] = useState('all');
  const [text, setText] = useState('');
  useEffect(() => {
    desk.watch('commands', true);
    return () => desk.watch('commands', false);
  }, []);
  useEffect(() => {
    entry && desk.lookAt(entry);
    entry && document.getElementById('entry-title')?.focus();
  }, [entry]);
  const all = desk.commands.all.filter(command => fits(command, state, text.toLowerCase()));
  const one = entry && desk.commands.get(entry);
  return html`
    ${entry && html`<section class="entry" aria-labelledby="entry-title">
      <h2 id="entry-title" tabindex="-1">One command</h2>
      ${one ? html`<${Timeline} desk=${desk} command=${one} isOpen=${true} />` : html`<p class="empty">The server knows no command ${entry} any more.</p>`}
    </section>`}
    <section aria-labelledby="commands-title">
      <div class="bar">
        <h2 id="commands-title">Commands</h2>
        <label class="field"><span>Show</span>
          <select value=${state} onChange=${event => setState(event.target.value)}>
            <option value="all">All</option>
            <option value="running">Running</option>
            <option value="failed">Failed</option>
            <option value="own">Of this page</option>
          </select></label>
        <label class="field grow"><span>Search</span>
          <input type="search" value=${text} spellcheck="false" onInput=${event => setText(event.target.value)} /></label>
        <button type="button" onClick=${() => {
          desk.commands.clearOver();
          redraw();
        }}>Clear those that are over</button>
      </div>
      ${all.slice(0, MAX_SHOWN).map(command => html`<${Timeline} key=${command.id} desk=${desk} command=${command} />`)}
      ${all.length > MAX_SHOWN && html`<p class="hint">${all.length - MAX_SHOWN} older ones are not shown.</p>`}
      ${!all.length && html`<p class="empty">No commands.</p>`}
    </section>`;
}

function fits(command, state, text) {
  const isShown = state === 'all' || (state === 'own' && command.isOwn) || (state === 'running' && !isOver(command))
    || (state === 'failed' && (command.failed || command.cause));
  return isShown && (!text || `${commandText(command)} ${command.id} ${command.tag ?? ''}`.toLowerCase().includes(text));
}
