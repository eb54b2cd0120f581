import {html, useRef, useState} from '../../lib/htm-preact.js';
import {canCancel, isOver} from '../model/commands.js';
import {partyText, stageText} from '../model/words.js';
import {ActionButton, addressOf, PartyInput} from './parts.js';

const SHOWN = 3;

/** Has two people talk, and shows how that goes on. */
export function NewCall({desk, onCall}) {
  const form = useRef();
  const [closed, setClosed] = useState(new Set());
  const start = event => {
    event.preventDefault();
    const {caller, callee, tag} = Object.fromEntries(new FormData(form.current));
    desk.start(addressOf(caller), addressOf(callee), tag.trim());
  };
  const starts = desk.commands.all
    .filter(command => command.isOwn && command.method === 'CallStart' && !closed.has(command.id)
      && (!isOver(command) || command.failed || command.state === 'unknown'))
    .slice(0, SHOWN);
  const close = id => {
    setClosed(new Set([...closed, id]));
    form.current.elements.caller.focus();
  };
  return html`<section aria-labelledby="new-title" class="new">
    <h2 id="new-title">New call</h2>
    <form ref=${form} onSubmit=${start} class="bar">
      <${PartyInput} label="Caller" name="caller" />
      <${PartyInput} label="Callee" name="callee" />
      <label class="field"><span>Tag</span><input name="tag" maxlength="256" placeholder="optional" autocomplete="off" /></label>
      <button class="main" aria-disabled=${desk.isOpen ? 'false' : 'true'}>Start call</button>
    </form>
    <ul class="starts" aria-label="Calls being started">
      ${starts.map(command => html`<${Start} key=${command.id} desk=${desk} command=${command} close=${close} onCall=${onCall} />`)}
    </ul>
  </section>`;
}

function Start({desk, command, close}) {
  const {id, params = {}, stages, failed} = command;
  const last = stages.filter(stage => stage.event !== 'Ended').at(-1);
  const text = failed && !last ? `Refused: ${failed}` : command.state === 'unknown' ? 'The server has forgotten it.'
    : last ? stageText(last) : 'Calling the caller …';
  return html`<li class=${failed ? 'start bad' : 'start'}>
    <span><a href=${`#commands/${encodeURIComponent(id)}`}>${partyText(params.caller)} to ${partyText(params.callee)}</a>: ${text}</span>
    ${isOver(command)
      ? html`<button type="button" class="small" onClick=${() => close(id)}>Dismiss</button>`
      : html`<${ActionButton} class="small" disabled=${!desk.isOpen || !canCancel(command)} onClick=${() => desk.cancel(id)}>
          ${command.cancelling ? 'Cancelling …' : 'Cancel'}<//>`}
  </li>`;
}
