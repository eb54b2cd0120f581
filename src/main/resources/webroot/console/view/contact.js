import {html, useEffect, useRef, useState} from '../../lib/htm-preact.js';
import {proxiesText} from '../model/contact.js';
import {timeText} from '../model/words.js';

/** Whether there is a connection, why not, and what can be done about it. */
export function Contact({desk, redraw}) {
  const {link, status} = desk;
  const proxies = proxiesText(status);
  const states = {open: 'connected', connecting: 'connecting …', closed: 'not connected'};
  return html`
    <p class="link" data-state=${link.state}><span class="dot" aria-hidden="true"></span>${states[link.state]}</p>
    ${status && link.why?.kind !== 'gone' && html`
      <p class=${proxies.isGood ? 'proxies' : 'proxies bad'}><a href="#proxies">${proxies.text}</a></p>`}
    ${desk.hasToken && html`<button type="button" class="small" onClick=${() => desk.signOut()}>Sign out</button>`}
    ${link.state === 'closed' && html`<${Lost} desk=${desk} redraw=${redraw} />`}`;
}

function Lost({desk}) {
  const {why, lostAt, retryAt} = desk.link;
  return html`<section class="lost" aria-label="Not connected">
    <div>
      <p><strong>${why?.title ?? 'The connection was lost'}.</strong> ${why?.text}</p>
      ${desk.calls.version > 0 && html`<p>What is shown is of ${timeText(lostAt)}.</p>`}
    </div>
    ${why?.kind === 'token'
      ? html`<${TokenForm} desk=${desk} />`
      : html`<p>${!why?.stop && html`<${Countdown} at=${retryAt} />`} <button type="button" onClick=${() => desk.tryNow()}>Try now</button></p>`}
  </section>`;
}

function Countdown({at}) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil(((at ?? now) - now) / 1000);
  return html`<span>${seconds > 0 ? `Next try in ${seconds} s.` : 'Trying …'}</span>`;
}

function TokenForm({desk}) {
  const input = useRef();
  useEffect(() => input.current.focus(), []);
  const submit = event => {
    event.preventDefault();
    desk.signIn(input.current.value);
  };
  return html`<form onSubmit=${submit}>
    <label class="field"><span>Access token</span>
      <input ref=${input} name="token" type="password" required minlength="16" maxlength="512" pattern="[A-Za-z0-9._~\\-]+"
        title="A-Z a-z 0-9 - . _ ~" autocomplete="off" /></label>
    <button>Connect</button>
  </form>`;
}
