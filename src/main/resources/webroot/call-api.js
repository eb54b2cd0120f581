// A client of Call API, for browsers and Node 20 or later. It has no dependencies.
//
//   const api = new CallApi('ws://localhost:5059/call-api');
//   const start = api.CallStart({caller: 'sip:alice@example.com', callee: 'sip:bob@example.com'});
//   for await (const {event, data} of start) console.log(event, data);
//
// It connects again whenever the connection is lost, and then goes on where it was: by its session
// where the server has sessions, else by sending again what has not ended.

export const COMMANDS = ['CallStart', 'CallBlindTransfer', 'CallAttendedTransfer', 'CallHold',
  'CallUnhold', 'CallEnd', 'Echo'];
export const QUERIES = ['CallList', 'CallGet', 'CallUnsubscribe', 'CommandList', 'CommandGet',
  'CommandCancel', 'SimulatorPhones', 'rpc.discover'];
export const SUBSCRIPTIONS = ['CallSubscribe'];
// What the client does itself: 'SessionOpen', 'SessionResume', 'SessionClose'.

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30000;
const STEADY_MS = 60000; // a connection that has held so long was a good one
const SILENCE_MS = 20000; // after that a sign of life is asked for
const PATIENCE_MS = 10000; // and waited for
const REMEMBERED_MS = 50000; // for so long a server surely knows a command that has ended
const TAKEN_OVER = 4001;
const METHOD_NOT_FOUND = -32601;
const NO_SUCH_COMMAND = -32011;
const NO_SUCH_SESSION = -32014;

/** The server has refused a request. */
export class CallApiError extends Error {
  constructor({code, message, data}) {
    const more = data === undefined ? '' : `: ${typeof data === 'string' ? data : JSON.stringify(data)}`;
    super(`${code} ${message}${more}`);
    Object.assign(this, {name: 'CallApiError', code, data});
  }
}

/** A command has failed. */
export class CommandFailed extends Error {
  constructor(text, cause) {
    super(text);
    Object.assign(this, {name: 'CommandFailed', cause});
  }
}

/** What was started by a request and tells: a command until it ends, a subscription until it is closed. */
class Told {
  #queue = [];
  #waiting = [];
  #repeated = false;
  #seen = [];
  #over = false;
  #failure;

  constructor(api, method, params) {
    this.api = api;
    this.method = method;
    this.cmdId = params.cmd_id || newId();
    this.params = {...params, cmd_id: this.cmdId};
    this.started = new Promise((resolve, reject) => Object.assign(this, {onStarted: resolve, onRefused: reject}));
    /** Its end; rejected with the CommandFailed or CallApiError if it has failed. */
    this.ended = new Promise((resolve, reject) => Object.assign(this, {onEnded: resolve, onFailed: reject}));
    // Whoever does not ask need not be told.
    this.started.catch(() => {});
    this.ended.catch(() => {});
  }

  get isOver() {
    return this.#over;
  }

  /** All is told again from the first stage on: what was told already is left out. */
  repeat() {
    this.#repeated = true;
  }

  /** What was told is not true any more. */
  forget() {
    this.#seen = [];
  }

  take({seq, ...notice}) {
    const text = JSON.stringify(notice);
    if (this.#repeated && this.#seen.includes(text)) {
      return;
    }
    if (this.isCommand) {
      this.#seen.push(text);
    }
    if (notice.event === 'Error') {
      this.#failure = new CommandFailed(notice.data, notice.cause);
    }
    this.#put(notice);
    if (notice.event === 'Ended') {
      this.finish(this.#failure);
    }
  }

  finish(failure) {
    this.#over = true;
    this.api.forgetTold(this.cmdId);
    this.#waiting.splice(0).forEach(({resolve}) => resolve({value: undefined, done: true}));
    failure ? this.onFailed(failure) : this.onEnded();
  }

  refuse(error) {
    this.onRefused(error);
    this.#put(error);
    this.finish(error);
  }

  #put(item) {
    const waiting = this.#waiting.shift();
    if (!waiting) {
      this.#queue.push(item);
    } else if (item instanceof Error) {
      waiting.reject(item);
    } else {
      waiting.resolve({value: item, done: false});
    }
  }

  [Symbol.asyncIterator]() {
    return {
      next: () => {
        const item = this.#queue.shift();
        if (item instanceof Error) {
          return Promise.reject(item);
        }
        if (item || this.#over) {
          return Promise.resolve({value: item, done: !item});
        }
        return new Promise((resolve, reject) => this.#waiting.push({resolve, reject}));
      },
      return: () => Promise.resolve({value: undefined, done: true}),
    };
  }
}

export class Command extends Told {
  isCommand = true;

  /** Has it take back what it has begun; that it has ended it tells itself. */
  cancel() {
    return this.api.query('CommandCancel', {cmd_id: this.cmdId});
  }
}

export class Subscription extends Told {
  isCommand = false;

  /** Takes it off; what was told before still comes. */
  close() {
    return this.api.query(this.method.replace('Subscribe', 'Unsubscribe'), {cmd_id: this.cmdId});
  }
}

/**
 * A connection that is opened again when it is lost. It tells as events: "open"; "close" with
 * detail {retryMs}; "message" with detail {sent, text}; "notification" with detail {method, params}.
 */
export class CallApi extends EventTarget {
  #url;
  #options;
  #socket;
  #ready = false;
  #closed = false;
  #retryMs = FIRST_RETRY_MS;
  #lastId = 0;
  #lastSign = 0;
  #timers = {};
  #requests = new Map(); // by id, until the reply
  #told = new Map(); // by cmd_id, until the end
  #sessions = true; // whether the server has them, as far as is known
  #session; // {token, seq}

  /**
   * options: token (an access token), WebSocket (a class to use, such as that of the package ws),
   * keep (for how many ms the server is to keep the session), session (what another CallApi had as
   * its session, to go on with that).
   */
  constructor(url, options = {}) {
    super();
    this.#url = url;
    this.#options = options;
    this.#session = options.session;
    this.#connect();
  }

  /** The session, to be handed to another CallApi: after a page was loaded again, for example. */
  get session() {
    return this.#session && {...this.#session};
  }

  get isOpen() {
    return this.#ready;
  }

  /** Runs a command. */
  command(method, params = {}) {
    return this.#begin(new Command(this, method, params));
  }

  /** Begins a subscription. */
  subscribe(method, params = {}) {
    return this.#begin(new Subscription(this, method, params));
  }

  /** Asks; the answer, or a CallApiError. It is asked again when the connection is lost meanwhile. */
  query(method, params = {}) {
    return new Promise((resolve, reject) => this.#request(method, params, resolve, reject));
  }

  /** Ends the session and the connection; what still runs is told no more. */
  async close() {
    if (this.#ready && this.#session) {
      await this.query('SessionClose').catch(() => {});
    }
    this.#end(new Error('closed'));
  }

  #end(error) {
    this.#closed = true;
    Object.values(this.#timers).forEach(clearTimeout);
    this.#socket.close();
    [...this.#told.values()].forEach(told => told.refuse(error));
    this.#requests.forEach(({reject}) => reject(error));
    this.#requests.clear();
  }

  forgetTold(cmdId) {
    this.#told.delete(cmdId);
  }

  // ---- the connection

  #connect() {
    const Socket = this.#options.WebSocket ?? globalThis.WebSocket;
    const {token} = this.#options;
    const socket = token
      ? new Socket(this.#url, ['call-api.v1', `call-api.bearer.${token}`]) : new Socket(this.#url);
    const openedAt = Date.now();
    let isLost = false;
    const onLost = ({code}) => {
      if (!isLost) {
        isLost = true;
        this.#lost(Date.now() - openedAt, code);
      }
    };
    this.#socket = socket;
    socket.onopen = () => this.#opened().catch(() => socket.close());
    socket.onmessage = ({data}) => isLost || this.#receive(String(data));
    socket.onclose = onLost;
    socket.onerror = () => setTimeout(onLost, 100, {}); // Node 20 tells no close where it could not connect
  }

  async #opened() {
    const awayMs = this.#lastSign ? Date.now() - this.#lastSign : 0;
    this.#alive();
    const goesOn = await this.#openSession();
    this.#ready = true;
    this.#requests.forEach(({text}) => this.#write(text));
    if (!goesOn) {
      [...this.#told.values()].filter(told => !told.isAsked).forEach(told => this.#again(told, awayMs));
    }
    this.dispatchEvent(new Event('open'));
  }

  /** Whether all that was missed comes by itself. */
  async #openSession() {
    if (!this.#sessions) {
      return false;
    }
    try {
      if (this.#session) {
        return await this.#resume();
      }
      const {keep} = this.#options;
      const {token, seq} = await this.#ask('SessionOpen', keep ? {keep} : {});
      this.#session = {token, seq};
    } catch (error) {
      if (error.code === NO_SUCH_SESSION) {
        this.#session = undefined;
        return this.#openSession();
      }
      if (error.code !== METHOD_NOT_FOUND) {
        throw error;
      }
      this.#sessions = false;
    }
    return false;
  }

  async #resume() {
    const {token, seq} = this.#session;
    const {gap, first_seq: first} = await this.#ask('SessionResume', {token, last_seq: seq});
    if (gap) {
      this.#session.seq = Math.max(seq, (first ?? seq + 1) - 1);
      this.#told.forEach(told => told.isCommand && !told.isAsked && this.#catchUp(told));
    }
    return true;
  }

  /** What a command has told in a gap. */
  async #catchUp(told) {
    try {
      const {command} = await this.query('CommandGet', {cmd_id: told.cmdId});
      told.repeat();
      command.notifications.forEach(notice => told.isOver || told.take(notice));
    } catch (error) {
      told.refuse(error);
    }
  }

  /** Nothing is done twice that a server may have forgotten. */
  async #again(told, awayMs) {
    if (told.isCommand && awayMs > REMEMBERED_MS) {
      try {
        await this.query('CommandGet', {cmd_id: told.cmdId});
      } catch (error) {
        if (error.code === NO_SUCH_COMMAND) {
          told.refuse(error);
          return;
        }
      }
    }
    this.#send(told);
  }

  #lost(heldMs, code) {
    this.#ready = false;
    clearTimeout(this.#timers.silence);
    if (code === TAKEN_OVER) {
      this.#session = undefined;
      this.#end(new Error('another connection has taken the session over'));
    }
    if (this.#closed) {
      return;
    }
    // What belongs to one connection only is not sent again.
    this.#requests.forEach(({once, reject}, id) => {
      if (once) {
        this.#requests.delete(id);
        reject(new Error('the connection was lost'));
      }
    });
    this.#retryMs = heldMs > STEADY_MS ? FIRST_RETRY_MS : this.#retryMs;
    const retryMs = Math.round(this.#retryMs * (0.5 + Math.random() / 2));
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    this.#timers.retry = setTimeout(() => this.#connect(), retryMs);
    this.dispatchEvent(new CustomEvent('close', {detail: {retryMs}}));
  }

  /** A page does not see pings: it asks for an echo when it has heard nothing. */
  #alive() {
    this.#lastSign = Date.now();
    clearTimeout(this.#timers.silence);
    this.#timers.silence = setTimeout(() => {
      this.#timers.silence = setTimeout(() => this.#socket.close(), PATIENCE_MS);
      this.#timers.silence.unref?.();
      this.#write(JSON.stringify({jsonrpc: '2.0', method: 'Echo', params: {cmd_id: `alive-${newId()}`}}));
    }, SILENCE_MS);
    this.#timers.silence.unref?.();
  }

  // ---- requests

  #begin(told) {
    if (this.#told.has(told.cmdId)) {
      throw new Error(`${told.cmdId} runs already`);
    }
    this.#told.set(told.cmdId, told);
    this.#send(told);
    return told;
  }

  #send(told) {
    told.isAsked = true;
    this.#request(
      told.method,
      told.params,
      result => {
        told.isAsked = false;
        if (result.repeated) {
          told.repeat();
        } else {
          told.forget();
        }
        told.onStarted(result);
      },
      error => {
        told.isAsked = false;
        told.refuse(error);
      });
  }

  /** Past what waits for the session. */
  #ask(method, params) {
    return new Promise((resolve, reject) => {
      this.#write(this.#request(method, params, resolve, reject, true));
    });
  }

  #request(method, params, resolve, reject, once = false) {
    const id = String(++this.#lastId);
    const text = JSON.stringify({jsonrpc: '2.0', id, method, params});
    this.#requests.set(id, {text, resolve, reject, once});
    if (this.#ready && !once) {
      this.#write(text);
    }
    return text;
  }

  #write(text) {
    this.#socket.send(text);
    this.dispatchEvent(new CustomEvent('message', {detail: {sent: true, text}}));
  }

  #receive(text) {
    this.#alive();
    this.dispatchEvent(new CustomEvent('message', {detail: {sent: false, text}}));
    const {id, method, params, result, error} = JSON.parse(text);
    if (method) {
      this.#onNotification(method, params ?? {});
      return;
    }
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    if (error) {
      request?.reject(new CallApiError(error));
    } else {
      request?.resolve(result);
    }
  }

  #onNotification(method, params) {
    const {seq} = params;
    if (seq !== undefined && this.#session) {
      if (seq <= this.#session.seq) {
        return; // it has come before
      }
      this.#session.seq = seq;
    }
    this.#told.get(params.cmd_id)?.take(params);
    this.dispatchEvent(new CustomEvent('notification', {detail: {method, params}}));
  }
}

/** Each method by its name: api.CallHold({callid}). */
function named(names, how) {
  for (const name of names) {
    CallApi.prototype[name] = function (params) {
      return this[how](name, params);
    };
  }
}
named(COMMANDS, 'command');
named(QUERIES, 'query');
named(SUBSCRIPTIONS, 'subscribe');

/** Pages that are not from localhost and have no TLS lack randomUUID. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
