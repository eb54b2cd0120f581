import {html} from '../../lib/htm-preact.js';
import {durationText, timeText} from '../model/words.js';

/** The links to the proxies, as /status has them. */
export function ProxiesView({desk}) {
  const {status} = desk;
  if (!status) {
    return html`<h2>Proxies</h2><p class="empty">Nothing is known of them yet.</p>`;
  }
  return html`<section aria-labelledby="proxies-title">
    <h2 id="proxies-title">Proxies</h2>
    ${status.lostAt && html`<p class="bad">The server does not answer; this is of ${timeText(status.at)}.</p>`}
    ${status.log?.problem && html`<p class="bad">The server cannot write its log: ${status.log.problem}</p>`}
    ${status.proxies?.map(proxy => html`<article key=${proxy.name} class="proxy" data-state=${proxy.state}>
      <h3><span class="dot" aria-hidden="true"></span>${proxy.name}: ${proxy.state}</h3>
      <p>${proxy.reason && `${proxy.reason}, `}since ${timeText(proxy.since)}; ${proxy.running_commands} ${
        proxy.running_commands === 1 ? 'command' : 'commands'} running${
        proxy.state !== 'up' && proxy.retry_after_ms ? `; tried again in ${Math.ceil(proxy.retry_after_ms / 1000)} s` : ''}.</p>
      <details><summary>History</summary><ol class="stages" reversed>
        ${[...proxy.history].reverse().map((change, index) => html`<li key=${index}><span class="when">${timeText(change.since)}</span>
          <span>${change.state}${change.reason ? `: ${change.reason}` : ''}</span></li>`)}
      </ol></details>
    </article>`)}
    <p class="hint">Call API ${status.version}, up for ${durationText(status.uptime_s * 1000)}.</p>
  </section>`;
}
