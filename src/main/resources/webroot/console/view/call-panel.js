import {html, useState} from '../../lib/htm-preact.js';
import {isSetUp as isOfSetUp, keyOf} from '../model/calls.js';
import {isOver} from '../model/commands.js';
import {callText, causeText, partyText, shortId, sourceText, stateText, timeText} from '../model/words.js';
import {ActionButton, addressOf, CopyButton, Duration, PartyInput} from './parts.js';
import {Timeline} from './timeline.js';

const MAX_COMMANDS = 5;
const MAX_OTHERS = 200; // more in one list are no help

/** One call: how it is, and what can be done with it. */
export function CallPanel({desk, call, onClose, onCall}) {
  const onKey = event => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };
  return html`<aside class="panel" aria-labelledby="call-title" onKeyDown=${onKey}>
    <div class="bar">
      <h2 id="call-title" tabindex="-1">${call ? callText(call) : 'This call is not known any more'}</h2>
      <button type="button" class="small" onClick=${onClose}>Close</button>
    </div>
    ${call && html`<${Facts} desk=${desk} call=${call} onCall=${onCall} />
      <${Actions} desk=${desk} call=${call} />
      <${Commands} desk=${desk} call=${call} />`}
  </aside>`;
}

function Facts({desk, call, onCall}) {
  const other = callid => {
    const found = desk.calls.byCallId(callid);
    return found ? html`<button type="button" class="text" onClick=${() => onCall(found)}>${callText(found)}</button>` : shortId(callid);
  };
  const maker = call.cmd_id && desk.commands.get(call.cmd_id);
  const fact = (name, value) => value && html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`
    <p class="now" data-state=${call.state}><span class="dot" aria-hidden="true"></span>${stateText(call)} <${Duration} call=${call} desk=${desk} /></p>
    <dl>
      ${fact('Why it ended', call.isGone ? 'It was gone when the page was connected again.' : call.cause && html`<span title=${sourceText(call.cause)}>${causeText(call.cause)}</span>`)}
      ${fact('Since', timeText(call.created))}
      ${fact('Answered', timeText(call.answered))}
      ${fact('Ended', timeText(call.ended))}
      ${fact('Proxy', call.proxy)}
      ${fact('Tag', call.tag)}
      ${fact('Made by', call.cmd_id && html`<a href=${`#commands/${encodeURIComponent(call.cmd_id)}`}>${
        maker?.isOwn ? 'a command of this page' : 'a command'} ${shortId(call.cmd_id)}</a>`)}
      ${fact('Came from', call.transferred_from && other(call.transferred_from))}
      ${fact('Went to', call.transferred_to && other(call.transferred_to))}
      ${fact('Call-ID', html`<code>${call.callid}</code> <${CopyButton} text=${call.callid} label="Copy the Call-ID" />`)}
    </dl>`;
}

function Actions({desk, call}) {
  const isSetUp = isOfSetUp(call);
  const isTalking = call.state === 'answered' || call.state === 'held';
  const can = desk.isOpen && call.state !== 'ended';
  const busy = method => desk.isBusy(`${method} ${keyOf(call)}`);
  const isHold = call.state !== 'held';
  const holding = busy('CallHold') || busy('CallUnhold');
  return html`
    <div class="actions" role="group" aria-label="Actions">
      <${ActionButton} disabled=${!can || !isTalking || isSetUp || holding} onClick=${() => desk.onCall(call, isHold ? 'CallHold' : 'CallUnhold')}>
        ${busy('CallHold') ? 'Holding …' : busy('CallUnhold') ? 'Resuming …' : isHold ? 'Hold' : 'Resume'}<//>
      <${ActionButton} class="danger" disabled=${!can || busy('CallEnd')} onClick=${() => desk.onCall(call, 'CallEnd')}>
        ${busy('CallEnd') ? 'Ending …' : call.state === 'ringing' ? 'Cancel call' : 'End call'}<//>
    </div>
    ${isSetUp && html`<p class="hint">This is the call to the caller’s phone by which a CallStart is set up.</p>`}
    ${isTalking && !isSetUp && html`
      <${Blind} desk=${desk} call=${call} disabled=${!can || busy('CallBlindTransfer')} />
      <${Attended} desk=${desk} call=${call} disabled=${!can || busy('CallAttendedTransfer')} />`}`;
}

const LEGS = ['caller', 'callee'];
const otherLeg = leg => leg === 'caller' ? 'callee' : 'caller';
const personOf = (call, leg) => call[leg] ? `${partyText(call[leg])} (${leg})` : `the ${leg}`;

function LegSelect({call, value, onChange, label}) {
  return html`<label class="field"><span>${label}</span>
    <select value=${value} onChange=${event => onChange(event.target.value)}>
      ${LEGS.map(leg => html`<option key=${leg} value=${leg}>${personOf(call, leg)}</option>`)}
    </select></label>`;
}

function Blind({desk, call, disabled}) {
  const [leg, setLeg] = useState('callee');
  const submit = event => {
    event.preventDefault();
    disabled || desk.onCall(call, 'CallBlindTransfer', {leg, destination: addressOf(event.target.elements.destination.value)});
  };
  return html`<form onSubmit=${submit} aria-labelledby="blind-title">
    <h3 id="blind-title">Transfer to an address</h3>
    <${LegSelect} call=${call} value=${leg} onChange=${setLeg} label="Send" />
    <${PartyInput} label="To" name="destination" />
    <button aria-disabled=${disabled ? 'true' : 'false'}>Transfer</button>
    <p class="hint">${personOf(call, otherLeg(leg))} is hung up when that phone has answered.</p>
  </form>`;
}

function Attended({desk, call, disabled}) {
  const [legs, setLegs] = useState({mine: 'caller', theirs: 'callee'});
  const [chosen, setChosen] = useState('');
  const others = desk.calls.live
    .filter(other => keyOf(other) !== keyOf(call) && other.proxy === call.proxy && (other.state === 'answered' || other.state === 'held'))
    .reverse();
  // Those with somebody of this call first: that is who consults.
  const people = new Set(LEGS.map(leg => call[leg]).filter(Boolean));
  const known = others.filter(other => people.has(other.caller) || people.has(other.callee));
  const sorted = [...known, ...others.filter(other => !known.includes(other))].slice(0, MAX_OTHERS);
  const other = sorted.find(one => keyOf(one) === chosen) ?? (chosen ? undefined : sorted[0]);
  const submit = event => {
    event.preventDefault();
    other && !disabled && desk.attended(call, other, legs.mine, legs.theirs);
  };
  return html`<form onSubmit=${submit} aria-labelledby="attended-title">
    <h3 id="attended-title">Connect with another call</h3>
    ${sorted.length ? html`
      <${LegSelect} call=${call} value=${legs.mine} onChange=${mine => setLegs({...legs, mine})} label="Connect" />
      <label class="field wide"><span>With the call</span>
        <select value=${other ? keyOf(other) : ''} onChange=${event => setChosen(event.target.value)}>
          ${!other && html`<option value="">It is over: choose another one</option>`}
          ${sorted.map(one => html`<option key=${keyOf(one)} value=${keyOf(one)}>${callText(one)}, since ${timeText(one.created)}, ${shortId(one.callid)}</option>`)}
        </select></label>
      ${other && html`<${LegSelect} call=${other} value=${legs.theirs} onChange=${theirs => setLegs({...legs, theirs})} label="there with" />`}
      <button aria-disabled=${disabled || !other ? 'true' : 'false'}>Connect</button>
      ${other && html`<p class="hint">${partyText(call[legs.mine])} then talks with ${partyText(other[legs.theirs])}; ${
        partyText(call[otherLeg(legs.mine)])} and ${partyText(other[otherLeg(legs.theirs)])} are hung up in these two calls.</p>`}`
    : html`<p class="hint">There is no other call at this proxy in which people talk.</p>`}
  </form>`;
}

function Commands({desk, call}) {
  const commands = desk.commands.about(call).slice(0, MAX_COMMANDS);
  return commands.length > 0 && html`<section aria-labelledby="about-title">
    <h3 id="about-title">What was done</h3>
    ${commands.map(command => html`<${Timeline} key=${command.id} desk=${desk} command=${command} isOpen=${!isOver(command) || Boolean(command.failed)} />`)}
  </section>`;
}
