// The calls, as the server tells them. Pure: no page, no connection.

const MAX_ENDED = 200;

/** Proxies that share their calls show each of them once for each proxy. */
export const keyOf = call => `${call.callid} ${call.proxy}`;

/** The call to the caller's phone, by which a CallStart has it call the other one. */
export const isSetUp = call => call.callid === call.cmd_id;

const kindOf = call => isSetUp(call) ? 'setup' : call.state;

/** Follows one subscription after the other. */
export class CallBook {
  #live = new Map(); // by key, the oldest first
  #ended = new Map(); // the same, for those who look back
  #incoming; // the snapshot that is coming; what was there before stays until it is complete
  #counts = new Map(); // by state
  #keys = new Map(); // by Call-ID
  version = 0; // another one after each change
  isComplete = false;

  /** What comes next is a snapshot. */
  expectSnapshot() {
    this.#incoming = new Map();
    this.isComplete = false;
  }

  /** Takes what the subscription tells; unknown events change nothing. */
  apply(event, data = {}) {
    if (event === 'Resynced') {
      this.expectSnapshot();
    } else if (event === 'Snapshot') {
      this.#take(data);
    } else if (data.call) {
      this.#put(data.call);
    }
    this.version++;
  }

  #take({calls = [], more}) {
    this.#incoming ??= new Map();
    calls.forEach(call => this.#incoming.set(keyOf(call), call));
    if (more) {
      return;
    }
    const before = this.#live;
    this.#live = new Map();
    this.#counts.clear();
    this.#keys.clear();
    this.#incoming.forEach((call, key) => this.#set(key, same(before.get(key), call)));
    this.#incoming = undefined;
    this.isComplete = true;
    before.forEach((call, key) => this.#live.has(key) || this.#end(key, {...call, state: 'ended', isGone: true}));
  }

  #put(call) {
    const key = keyOf(call);
    if (call.state === 'ended') {
      this.#remove(key);
      this.#incoming?.delete(key);
      this.#end(key, call);
    } else {
      this.#ended.delete(key); // a Call-ID may be used again
      this.#set(key, call);
    }
  }

  #set(key, call) {
    this.#count(this.#live.get(key), -1);
    this.#count(call, 1);
    this.#live.set(key, call);
    this.#keys.set(call.callid, key);
  }

  #remove(key) {
    const call = this.#live.get(key);
    if (call) {
      this.#count(call, -1);
      this.#live.delete(key);
      this.#keys.delete(call.callid);
    }
  }

  #count(call, by) {
    if (call) {
      this.#counts.set(kindOf(call), (this.#counts.get(kindOf(call)) ?? 0) + by);
    }
  }

  #end(key, call) {
    if (isSetUp(call)) {
      return; // its command says how it has come out
    }
    this.#ended.delete(key);
    this.#ended.set(key, call);
    while (this.#ended.size > MAX_ENDED) {
      this.#ended.delete(this.#ended.keys().next().value);
    }
  }

  /** The server has said more of a call that is over: why, or where its people are now. */
  complete(call) {
    if (call.state === 'ended' && this.#ended.has(keyOf(call))) {
      this.#ended.set(keyOf(call), call);
      this.version++;
    }
  }

  get(key) {
    return this.#live.get(key) ?? this.#ended.get(key);
  }

  byCallId(callid) {
    const key = this.#keys.get(callid);
    return key ? this.#live.get(key) : [...this.#ended.values()].find(call => call.callid === callid);
  }

  count(state) {
    return state === 'ended' ? this.#ended.size : this.#counts.get(state) ?? 0;
  }

  /** How many are live, those that are set up by a command aside. */
  get size() {
    return this.#live.size - this.count('setup');
  }

  /** The oldest first. */
  get live() {
    return [...this.#live.values()];
  }

  /** Those that ended last first. */
  get ended() {
    return [...this.#ended.values()].reverse();
  }

  clearEnded() {
    this.#ended.clear();
    this.version++;
  }
}

/** An object that says the same stays the same: then nothing is drawn again. */
const same = (old, call) => old && JSON.stringify(old) === JSON.stringify(call) ? old : call;

export const SHOWN = ['live', 'ringing', 'answered', 'held', 'setup', 'ended'];

/**
 * The calls to be shown. choice: state (one of SHOWN), text (words, all of which must be in it),
 * newestFirst.
 */
export function select(book, {state = 'live', text = '', newestFirst = true} = {}) {
  let calls = state === 'ended' ? book.ended : book.live;
  if (state !== 'ended') {
    calls = calls.filter(call => state === 'live' ? !isSetUp(call) : kindOf(call) === state);
  }
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length) {
    calls = calls.filter(call => words.every(word => searchText(call).includes(word)));
  }
  return state === 'ended' || !newestFirst ? calls : calls.reverse();
}

const searchTexts = new WeakMap();

function searchText(call) {
  let text = searchTexts.get(call);
  if (text === undefined) {
    text = [call.caller, call.callee, call.callid, call.proxy, call.tag, call.cmd_id, call.state]
      .filter(Boolean).join(' ').toLowerCase();
    searchTexts.set(call, text);
  }
  return text;
}

/**
 * Which rows of a list are drawn: those that are seen, and a few around them. keep is the index of
 * one that is drawn in any case, because it may have the focus; -1 for none.
 */
export function visibleRows({count, rowHeight, top, height, keep = -1, around = 6}) {
  const first = Math.max(0, Math.floor(top / rowHeight) - around);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + around);
  const rows = [];
  for (let index = Math.min(first, count); index < last; index++) {
    rows.push(index);
  }
  if (keep >= 0 && keep < count && (keep < first || keep >= last)) {
    keep < first ? rows.unshift(keep) : rows.push(keep);
  }
  return rows;
}
