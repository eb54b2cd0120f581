// What the page knows and can do: one connection, the calls, the commands, the messages.

import {CallApi} from '../call-api.js';
import {CallBook, keyOf} from './model/calls.js';
import {CommandBook, isOver} from './model/commands.js';
import {diagnose} from './model/contact.js';
import {methodsOf} from './model/forms.js';
import {MessageLog} from './model/messages.js';
import {commandText, refusalText, stageText} from './model/words.js';
import {accessToken, leaveSession, rememberParties, takeSession} from './keep.js';

const KEEP_MS = 300000;
const STATUS_MS = 5000;
const COMMANDS_MS = 3000;
const MAX_OWN = 100; // commands that are known as own ones after a reload
const MAX_ASKED = 20; // commands that are asked for at a time
const WAIT_FOR_CAUSE_MS = 1500;
const TOLD = new Set(['Error', 'CalleeAnswered', 'TransferSuccessful', 'Ended']);

export class Desk {
  calls = new CallBook();
  commands = new CommandBook();
  messages = new MessageLog();
  link = {state: 'connecting'}; // connecting, open, closed; why, retryAt, since
  status; // as /status has it, and lostAt where that is old
  methods = []; // as methodsOf says
  phones = []; // addresses that the simulator suggests
  word = ''; // the last thing to be told to those who do not see
  alarm = ''; // the same, urgently

  #api;
  #url;
  #path;
  #changed;
  #subscription; // its cmd_id
  #session; // the token by which a new session shows
  #busy = new Set(); // what is under way and must not be begun twice
  #clockOff = 0; // server's time less ours
  #timers = {};
  #watched = new Set(); // 'commands' while they are looked at

  /** changed is called whenever there may be something new to be seen. */
  constructor(path, changed) {
    this.#path = path;
    this.#url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${path}`;
    this.#changed = changed;
    leaveSession(() => this.#api?.session && {
      session: this.#api.session,
      subscription: this.#subscription,
      own: this.commands.ownIds.slice(-MAX_OWN),
    });
    const kept = takeSession();
    kept?.own?.forEach(id => this.commands.own(id));
    this.#open(kept?.session, kept?.subscription);
    this.#describe();
    this.#every('status', STATUS_MS, () => this.askStatus());
    this.#every('commands', COMMANDS_MS, () => this.#watched.has('commands') && this.#askCommands());
  }

  /** The server's time: its calls and ours are told apart by it. */
  get now() {
    return Date.now() + this.#clockOff;
  }

  get isOpen() {
    return this.link.state === 'open';
  }

  get hasToken() {
    return accessToken.get() !== undefined;
  }

  isBusy(key) {
    return this.#busy.has(key);
  }

  // ---- the connection

  #open(session, oldSubscription) {
    const api = new CallApi(this.#url, {token: accessToken.get(), keep: KEEP_MS, session});
    this.#api = api;
    this.#session = session?.token;
    const mine = how => event => api === this.#api && how(event.detail);
    api.addEventListener('open', mine(() => this.#onOpen()));
    api.addEventListener('close', mine(detail => this.#onClose(detail.retryMs)));
    api.addEventListener('notification', mine(({method, params}) => this.#onNotification(method, params)));
    api.addEventListener('message', mine(({sent, text}) => {
      this.messages.add(sent, text, Date.now());
      this.#changed();
    }));
    this.#link({state: 'connecting'});
    if (oldSubscription) {
      api.query('CallUnsubscribe', {cmd_id: oldSubscription}).catch(() => {}); // gone with its session
    }
    this.#follow();
  }

  #onOpen() {
    const token = this.#api.session?.token;
    if (token !== this.#session || !token) {
      // Not what it was: the server has been started anew, or was away for too long.
      this.#session = token;
      this.calls.expectSnapshot();
      this.commands.serverChanged();
    }
    const wasLost = this.link.state === 'closed';
    this.#link({state: 'open'});
    this.alarm = '';
    this.say(wasLost ? 'Connected again' : 'Connected');
    this.#askAnew();
    this.askStatus();
    this.#askPhones();
  }

  async #onClose(retryMs) {
    const api = this.#api;
    const lostAt = this.link.lostAt ?? Date.now();
    if (this.link.state !== 'closed') {
      this.#link({state: 'closed', lostAt, why: this.link.why, retryAt: Date.now() + retryMs});
    } else {
      this.#link({...this.link, retryAt: Date.now() + retryMs});
    }
    const why = await diagnose({fetch: (...args) => fetch(...args), socketPath: this.#path, token: accessToken.get(),
      origin: location.origin, isOnline: navigator.onLine});
    if (api !== this.#api || this.isOpen) {
      return; // it was opened meanwhile
    }
    if (why.status) {
      this.#takeStatus(why.status);
    }
    if (this.link.why?.title !== why.title) {
      this.alarm = `Not connected. ${why.title}.`;
    }
    if (why.stop || why.retryMs) {
      const session = this.#halt();
      this.#link({state: 'closed', lostAt, why, retryAt: why.retryMs && Date.now() + why.retryMs, session});
      if (why.retryMs) {
        this.#timers.retry = setTimeout(() => this.tryNow(), why.retryMs);
      }
    } else {
      this.#link({...this.link, why});
    }
  }

  /** Ends this connection without a word to the server; the session, which is kept there. */
  #halt() {
    const api = this.#api;
    const session = api.session ?? this.link.session;
    this.#api = undefined; // nothing that it tells from now on is heard
    api?.close();
    return session;
  }

  tryNow() {
    clearTimeout(this.#timers.retry);
    const why = this.link.why;
    const lostAt = this.link.lostAt;
    const session = this.#api ? this.#halt() : this.link.session;
    const subscription = this.#subscription;
    this.#open(session, session && subscription);
    this.#link({state: 'closed', why, lostAt, retryAt: Date.now()});
  }

  signIn(token) {
    accessToken.set(token);
    this.tryNow();
  }

  /** Nothing of this page is left: neither its session nor the token. */
  signOut() {
    accessToken.forget();
    const api = this.#api;
    this.#api = undefined;
    api?.close();
    this.calls = new CallBook();
    this.commands = new CommandBook();
    this.messages.clear();
    this.status = undefined;
    this.#open();
  }

  #link(link) {
    this.link = link;
    this.#changed();
  }

  // ---- what is told

  #follow() {
    const subscription = this.#api.subscribe('CallSubscribe');
    this.#subscription = subscription.cmdId;
    this.calls.expectSnapshot();
    drain(subscription);
    subscription.started.catch(error => {
      if (this.#subscription === subscription.cmdId && this.isOpen) {
        this.alarm = `Calls cannot be shown: ${refusalText(error)}`;
        this.#changed();
      }
    });
  }

  #onNotification(method, params) {
    if (method === 'CallSubscribe') {
      if (params.cmd_id === this.#subscription) {
        this.calls.apply(params.event, params.data);
        params.event === 'CallEnded' && this.#askWhy(params.data.call);
      }
    } else if (!params.cmd_id?.startsWith('alive-')) {
      const isNew = this.commands.notified(method, params, Date.now());
      isNew && this.#askCommand(params.cmd_id);
      this.#tell(params);
    }
    this.#changed();
  }

  /** To those who do not see: how their own commands are. */
  #tell(notice) {
    const command = this.commands.get(notice.cmd_id);
    const isSilent = notice.event === 'Ended' && command.stages.length > 1;
    if (command?.isOwn && TOLD.has(notice.event) && !isSilent) {
      this.say(`${commandText(command)}: ${stageText(notice)}`);
    }
  }

  say(text) {
    this.word = text;
    this.#changed();
  }

  /** Why a call has ended, and where its people are now, may be known a moment later only. */
  #askWhy(call) {
    if (call.cause || !this.selected || keyOf(call) !== this.selected) {
      return;
    }
    setTimeout(() => this.#ask('CallGet', {callid: call.callid})
      .then(answer => this.calls.complete(answer.call), () => {})
      .then(() => this.#changed()), WAIT_FOR_CAUSE_MS);
  }

  // ---- what is asked

  async #ask(method, params) {
    if (!this.#api) {
      throw new Error('not connected');
    }
    return this.#api.query(method, params);
  }

  async askStatus() {
    const token = accessToken.get();
    try {
      const answer = await fetch('status', {
        headers: token ? {Authorization: `Bearer ${token}`} : {},
        cache: 'no-store',
        signal: AbortSignal.timeout(STATUS_MS),
      });
      const date = Date.parse(answer.headers.get('Date'));
      // It has seconds only, and was under way.
      this.#clockOff = Math.abs(date - Date.now()) > 3000 ? date - Date.now() : 0;
      this.#takeStatus(await answer.json());
    } catch {
      this.status && (this.status.lostAt ??= Date.now());
      this.#changed();
    }
  }

  #takeStatus(status) {
    this.status = {...status, at: Date.now()};
    this.#changed();
  }

  async #askPhones() {
    try {
      const {phones} = await this.#ask('SimulatorPhones', {});
      this.phones = phones.map(({user, does}) => ({address: `sip:${user}@example.com`, does}));
    } catch {
      this.phones = []; // real phones are not listed
    }
    this.#changed();
  }

  async #describe() {
    try {
      const answer = await fetch('openrpc.json');
      this.methods = answer.ok ? methodsOf(await answer.json()) : [];
    } catch {
      this.methods = [];
    }
    this.#changed();
  }

  /** All that runs, and how that has ended which ran when the connection was lost. */
  async #askAnew() {
    await this.#askCommands();
    this.commands.all.filter(command => command.isOwn && (!isOver(command) || !command.stages.length))
      .slice(0, MAX_OWN).forEach(({id}) => this.#askCommand(id));
    try {
      const {commands} = await this.#ask('CommandList', {state: 'ended', limit: 100});
      commands.forEach(command => this.commands.seen(command));
      this.#changed();
    } catch {
      // The next time.
    }
  }

  async #askCommands() {
    if (!this.isOpen || this.#busy.has('commands')) {
      return;
    }
    this.#busy.add('commands');
    try {
      const before = this.commands.running.filter(command => !command.isOwn).map(({id}) => id);
      const {commands} = await this.#ask('CommandList', {state: 'running', limit: 200});
      const running = new Set(commands.map(command => command.cmd_id));
      commands.forEach(command => this.commands.seen(command));
      before.filter(id => !running.has(id)).slice(0, MAX_ASKED).forEach(id => this.#askCommand(id));
    } catch {
      // The next time.
    } finally {
      this.#busy.delete('commands');
      this.#changed();
    }
  }

  /** Asks what has become of a command. */
  async #askCommand(id) {
    try {
      const {command} = await this.#ask('CommandGet', {cmd_id: id});
      this.commands.seen(command);
    } catch (error) {
      error.code === -32011 && this.commands.missing(id);
    }
    this.#changed();
  }

  lookAt(id) {
    const command = this.commands.get(id);
    if (this.isOpen && (!command || (!command.isOwn && !isOver(command)) || !command.stages.length)) {
      this.#askCommand(id);
    }
  }

  /** Others' commands are asked for only while somebody looks. */
  watch(what, is) {
    is ? this.#watched.add(what) : this.#watched.delete(what);
    is && this.#askCommands();
  }

  // ---- what is done

  /**
   * Sends a command, unless the same is under way: two clicks make one call. Its id, or undefined.
   */
  run(key, method, params) {
    if (!this.isOpen || this.#busy.has(key)) {
      return undefined;
    }
    this.#busy.add(key);
    const command = this.#api.command(method, params);
    const id = command.cmdId;
    this.commands.sent(id, method, params, Date.now());
    command.started.then(() => this.commands.started(id), () => {});
    command.ended
      .catch(error => {
        if (error.name === 'CallApiError' || error.name === 'Error') {
          this.commands.refused(id, refusalText(error));
          this.alarm = `${commandText({method, params})}: ${refusalText(error)}`;
        }
      })
      .finally(() => {
        this.#busy.delete(key);
        this.#changed();
      });
    this.#changed();
    return id;
  }

  start(caller, callee, tag) {
    rememberParties(caller, callee);
    const key = `start ${caller} ${callee}`;
    const id = this.run(key, 'CallStart', {caller, callee, ...(tag ? {tag} : {})});
    // The same two may be called once more while they are being called; not within a double click.
    id && setTimeout(() => this.#busy.delete(key), 2000);
    return id;
  }

  onCall(call, method, params = {}) {
    params.destination && rememberParties(params.destination);
    return this.run(`${method} ${keyOf(call)}`, method, {callid: call.callid, ...params});
  }

  attended(call, other, legA, legB) {
    return this.run(`CallAttendedTransfer ${keyOf(call)}`, 'CallAttendedTransfer',
      {callidA: call.callid, legA, callidB: other.callid, legB});
  }

  async cancel(id) {
    this.commands.cancelling(id, true);
    this.#changed();
    try {
      await this.#ask('CommandCancel', {cmd_id: id});
    } catch (error) {
      this.commands.cancelling(id, false);
      this.alarm = `It cannot be cancelled: ${refusalText(error)}`;
    }
    this.#changed();
  }

  /** For the forms: whatever it is. tell is given each answer and notification. */
  async request({name, kind}, params, tell) {
    if (kind === 'query') {
      try {
        tell({result: await this.#ask(name, params)});
      } catch (error) {
        tell({error});
      }
      return undefined;
    }
    const told = kind === 'command' ? this.#api.command(name, params) : this.#api.subscribe(name, params);
    kind === 'command' && this.commands.sent(told.cmdId, name, params, Date.now());
    told.started.then(result => {
      kind === 'command' && this.commands.started(told.cmdId);
      tell({result});
    }, () => {});
    (async () => {
      try {
        for await (const notice of told) {
          tell({notice});
        }
      } catch (error) {
        kind === 'command' && this.commands.refused(told.cmdId, refusalText(error));
        tell({error});
      }
      tell({isOver: true});
    })();
    return told;
  }

  #every(name, ms, what) {
    this.#timers[name] = setInterval(() => document.hidden || what(), ms);
  }
}

/** What it tells is heard as notifications; what is told to nobody would be kept. */
async function drain(told) {
  try {
    for await (const notice of told) {
      void notice;
    }
  } catch {
    // It was refused, which is told elsewhere.
  }
}
