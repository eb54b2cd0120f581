// The commands, with their stages. Pure: no page, no connection.

const MAX_COMMANDS = 500;
const CANCELLABLE = new Set(['CallStart', 'CallBlindTransfer', 'CallAttendedTransfer', 'Echo']);

/** Those of this page, and those of others as far as the server shows them. */
export class CommandBook {
  #commands = new Map(); // by cmd_id, in the order in which they became known
  version = 0;

  /** This page sends one. */
  sent(id, method, params, at) {
    this.#put({id, method, params, isOwn: true, state: 'asked', startedAt: at, stages: []});
  }

  /** The page was loaded again; what it sent before is still its own. */
  own(id) {
    const command = this.#commands.get(id);
    this.#put(command ? {...command, isOwn: true} : {...blank(id), isOwn: true});
  }

  /** The server has taken it. */
  started(id) {
    this.#change(id, command => command.state === 'asked' ? {state: 'running'} : {});
  }

  /** The server has refused it: the text says why. */
  refused(id, text) {
    this.#change(id, command => isOver(command) ? {} : {state: 'refused', failed: text});
  }

  /** A notification of a command. True if it was not known before. */
  notified(method, {cmd_id: id, event, data, cause, tag}, at) {
    const known = this.#commands.get(id);
    const command = known ?? {...blank(id), method, startedAt: at, tag};
    const stages = command.isRetold ? [] : command.stages;
    const next = {...command, method: command.method ?? method, state: 'running', isRetold: false,
      stages: [...stages, {event, data, cause, at}]};
    if (event === 'Error') {
      next.cause = cause;
      next.failed = data;
    }
    if (event === 'Ended') {
      next.state = 'ended';
      next.endedAt = at;
    }
    this.#put(next);
    return !known;
  }

  /** Another server tells all of what still runs from the beginning, or nothing of it any more. */
  serverChanged() {
    this.running.forEach(({id}) => this.#change(id, () => ({isRetold: true})));
  }

  /** What CommandList or CommandGet says; it is right, but lacks the times of the stages. */
  seen({cmd_id: id, method, params, tag, state, phase, proxy, started, ended, notifications, cause}) {
    const known = this.#commands.get(id) ?? blank(id);
    const stages = notifications?.map((notice, index) => ({
      event: notice.event,
      data: notice.data,
      cause: notice.cause,
      at: known.stages[index]?.event === notice.event ? known.stages[index].at : undefined,
    }));
    const wasOver = isOver(known) && known.state !== 'unknown';
    this.#put({
      ...known,
      method, tag, phase, proxy,
      params: params ?? known.params,
      // An answer that was under way while its end was told is old.
      state: wasOver ? known.state : state,
      startedAt: Date.parse(started),
      endedAt: ended ? Date.parse(ended) : known.endedAt,
      stages: stages && stages.length >= known.stages.length ? stages : known.stages,
      cause: cause ?? known.cause,
      isRetold: false,
    });
  }

  /** The server does not know it (any more). */
  missing(id) {
    this.#change(id, command => isOver(command) ? {} : {state: 'unknown'});
  }

  cancelling(id, is) {
    this.#change(id, () => ({cancelling: is}));
  }

  get(id) {
    return this.#commands.get(id);
  }

  /** The newest first. */
  get all() {
    return [...this.#commands.values()].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
  }

  get running() {
    return [...this.#commands.values()].filter(command => !isOver(command));
  }

  get ownIds() {
    return [...this.#commands.values()].filter(command => command.isOwn).map(({id}) => id);
  }

  /** Those that have to do with a call. */
  about(call) {
    const ids = new Set([call.callid]);
    return this.all.filter(({id, params = {}, stages}) =>
      id === call.cmd_id || id === call.callid
        || ids.has(params.callid) || ids.has(params.callidA) || ids.has(params.callidB)
        || stages.some(stage => ids.has(stage.data?.callid)));
  }

  clearOver() {
    this.#commands.forEach((command, id) => isOver(command) && this.#commands.delete(id));
    this.version++;
  }

  #change(id, how) {
    const command = this.#commands.get(id);
    if (command) {
      this.#put({...command, ...how(command)});
    }
  }

  #put(command) {
    this.#commands.set(command.id, command);
    this.version++;
    if (this.#commands.size > MAX_COMMANDS) {
      const others = [...this.#commands.values()];
      const first = others.find(c => isOver(c) && !c.isOwn) ?? others.find(isOver) ?? others[0];
      this.#commands.delete(first.id);
    }
  }
}

const blank = id => ({id, method: undefined, params: undefined, state: 'running', stages: []});

export const isOver = ({state}) => state === 'ended' || state === 'refused' || state === 'unknown';

/** Only who has sent it can, and only what can be taken back. */
export const canCancel = command =>
  Boolean(command.isOwn) && command.state === 'running' && !command.cancelling && CANCELLABLE.has(command.method);
