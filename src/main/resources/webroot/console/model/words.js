// What is told to people, in words. Pure: no page, no connection.

/** Without the scheme where it is sip: there it is what everybody expects. */
export const partyText = uri => uri ? uri.replace(/^sip:/, '') : 'unknown';

export const callText = call => `${partyText(call.caller)} to ${partyText(call.callee)}`;

const STATES = {ringing: 'Ringing', answered: 'Talking', held: 'On hold', ended: 'Ended'};

/** With who is on hold: one of two, or both. */
export function stateText(call) {
  if (call.state === 'held' && call.held?.length === 1) {
    return `${call.held[0] === 'caller' ? 'Caller' : 'Callee'} on hold`;
  }
  return STATES[call.state] ?? call.state;
}

/** 0:07, 12:34 or 1:02:03. */
export function durationText(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = number => String(number).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long people have talked, or null where they have not. now is the time of the server. */
export function talkMs(call, now) {
  if (call.duration !== undefined) {
    return call.duration;
  }
  return call.answered ? Date.parse(call.ended ?? new Date(now).toISOString()) - Date.parse(call.answered) : null;
}

/** Local time, with the date only where it is not today. */
export function timeText(time, now = Date.now()) {
  if (time === undefined || time === null) {
    return '';
  }
  const at = new Date(time);
  const clock = at.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit'});
  return at.toDateString() === new Date(now).toDateString() ? clock : `${at.toLocaleDateString()} ${clock}`;
}

export const shortId = id => id.length > 12 ? `${id.slice(0, 8)}…` : id;

// What people can do with it is worth more than the text of the RFC.
const SIP = {
  403: 'the phone or the proxy forbids it',
  404: 'nobody is known by that address, or the call is over',
  407: 'the proxy wants credentials',
  408: 'nothing has answered in time',
  476: 'the proxy cannot reach that address: check the part after the @',
  480: 'that phone is not to be reached for now',
  481: 'the call is over already',
  486: 'that phone is busy',
  487: 'it was cancelled',
  488: 'the phones have no codec in common, or this one refuses to be put on hold',
  491: 'another transfer of this call is under way: try again when that is over',
  500: 'the phone or the proxy has failed',
  503: 'the other side is overloaded or out of order',
  603: 'that phone has declined',
};

const SOURCES = {
  sip: 'a phone or the proxy says',
  mi: 'the management interface of the proxy says',
  timeout: 'nothing came in time',
  proxy: 'the proxy',
  client: 'on request',
  internal: 'a defect of the server',
};

/** One line: what came, and what it means. */
export function causeText(cause) {
  if (!cause) {
    return '';
  }
  const text = [cause.code, cause.reason].filter(part => part !== undefined).join(' ');
  const meaning = cause.source === 'sip' || cause.source === 'client' ? SIP[cause.code] : undefined;
  return meaning ? `${text}: ${meaning}` : text;
}

/** Who says so. */
export const sourceText = cause => SOURCES[cause?.source] ?? '';

const REFUSALS = {
  '-32001': 'that id belongs to another command',
  '-32002': 'there is too much to do just now: try again in a moment',
  '-32003': 'no proxy can be used: see Proxies',
  '-32004': 'the server is stopping',
  '-32005': 'this is not permitted to you',
  '-32010': 'there is no such call any more',
  '-32011': 'the server knows no such command any more',
  '-32012': 'the command has ended already',
  '-32013': 'a command of this kind cannot be cancelled',
  '-32602': 'a parameter is not right',
};

/** A request was refused, or could not be sent. */
export function refusalText(error) {
  if (error.code === undefined) {
    return error.message;
  }
  const meaning = REFUSALS[error.code];
  const details = detailsText(error.data);
  return [meaning ?? error.message, details].filter(Boolean).join(' — ') + ` (${error.code})`;
}

function detailsText(data) {
  if (data === undefined || data === null || typeof data === 'string') {
    return data ?? '';
  }
  if (typeof data.reason === 'string') {
    return data.reason;
  }
  return Object.entries(data).map(([name, value]) =>
    `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
}

const METHODS = {
  CallStart: 'Call',
  CallBlindTransfer: 'Blind transfer',
  CallAttendedTransfer: 'Attended transfer',
  CallHold: 'Hold',
  CallUnhold: 'Resume',
  CallEnd: 'End',
};

export const methodText = method => METHODS[method] ?? method;

/** What a command is about. */
export function commandText({method, params = {}}) {
  const name = methodText(method);
  if (params.caller || params.callee) {
    return `${name} ${partyText(params.caller)} to ${partyText(params.callee)}`;
  }
  return params.destination ? `${name} to ${partyText(params.destination)}` : name;
}

/** A stage of a command. */
export function stageText({event, data, cause}) {
  const who = data?.leg ? ` (${data.leg})` : '';
  const texts = {
    CallerAnswered: 'The caller has answered',
    Transferring: 'The phone was asked to place the call',
    TransferStart: 'The phone places the call',
    TransferPending: `The other phone: ${data?.extra ?? 'ringing'}`,
    CalleeAnswered: 'The callee has answered: they talk',
    TransferSuccessful: 'Transferred: they talk',
    CallHolding: 'Putting the call on hold',
    CallHoldStart: `The phone is asked${who}`,
    CallHoldSuccessful: `On hold${who}`,
    CallUnholding: 'Resuming the call',
    CallUnholdStart: `The phone is asked${who}`,
    CallUnholdSuccessful: `Resumed${who}`,
    Ended: 'Done',
  };
  if (event === 'Error') {
    return `Failed: ${causeText(cause) || data}`;
  }
  return texts[event] ?? event;
}

/** How a command is, in a word or two. */
export function outcomeText(command) {
  switch (command.state) {
    case 'asked': return 'sent';
    case 'running': return command.cancelling ? 'cancelling' : 'running';
    case 'refused': return 'refused';
    case 'unknown': return 'unknown: the server has forgotten it';
    default: return command.cause || command.failed ? 'failed' : 'succeeded';
  }
}
