import {html} from '../../lib/htm-preact.js';
import {canCancel, isOver} from '../model/commands.js';
import {commandText, durationText, outcomeText, sourceText, stageText, timeText} from '../model/words.js';
import {ActionButton} from './parts.js';

/** One command: its stages, when they came, and why it has failed. */
export function Timeline({desk, command, isOpen}) {
  const {id, stages, startedAt, endedAt, failed, cause} = command;
  const outcome = outcomeText(command);
  const mayCancel = canCancel(command) || command.cancelling;
  return html`<details class="command" data-outcome=${outcome.split(':')[0]} open=${isOpen}>
    <summary><span class="outcome">${outcome}</span> ${commandText(command)} <span class="when">${timeText(startedAt)}</span></summary>
    <ol class="stages">
      ${stages.map((stage, index) => html`<li key=${index} class=${stage.event === 'Error' ? 'bad' : ''}>
        <span class="when">${stage.at && startedAt ? `+${seconds(stage.at - startedAt)}` : ''}</span>
        <span>${stageText(stage)}${stage.cause ? html` <small>(${sourceText(stage.cause)})</small>` : ''}</span></li>`)}
      ${!stages.length && html`<li><span class="when"></span><span>${failed ? `Refused: ${failed}` : isOver(command) ? 'Its stages are not kept.' : 'Sent'}</span></li>`}
      ${!isOver(command) && command.phase && html`<li><span class="when">now</span><span>${command.phase}</span></li>`}
    </ol>
    <p class="hint">${command.isOwn ? 'Of this page' : 'Of another client'}${command.tag ? `, tag ${command.tag}` : ''}${command.proxy ? `, proxy ${command.proxy}` : ''}${
      endedAt && startedAt ? `, took ${seconds(endedAt - startedAt)}` : ''}. Id <code>${id}</code></p>
    ${!isOver(command) && mayCancel && html`<${ActionButton} class="small" disabled=${command.cancelling || !desk.isOpen} onClick=${() => desk.cancel(id)}>
      ${command.cancelling ? 'Cancelling …' : 'Cancel'}<//>`}
  </details>`;
}

const seconds = ms => ms < 60000 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : durationText(ms);
