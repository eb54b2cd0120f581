'use strict';

// A page that drives Call API: JSON-RPC 2.0 over one WebSocket, opened again whenever it is lost.

const $ = (selector, root = document) => root.querySelector(selector);
const MAX_LOG_LINES = 500;
const MAX_RETRY_MS = 10000;
const STATUS_MS = 3000;
const UNAUTHORIZED = 401;
const TOKEN = 'call-api-token'; // in the storage of this tab

let socket;
let retryMs = 500;
let lastId = 0;
const requests = new Map(); // by JSON-RPC id: {call, method, params}, until the reply
const commands = new Map(); // by cmd_id: the same, until the end
const calls = []; // {callid, caller, callee, state, error, over, item}

// ---- connection

function connect() {
  const {content: path} = $('meta[name="call-api-path"]');
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  showConnection('connecting', 'connecting …');
  socket = new WebSocket(`${scheme}//${location.host}${path}`, subprotocols());
  socket.onopen = () => {
    retryMs = 500;
    showConnection('open', 'connected');
    showProxies();
  };
  socket.onmessage = message => receive(message.data);
  socket.onclose = () => {
    forgetCommands();
    connectAgain();
  };
}

/** Later, or when the server has been shown a token. */
async function connectAgain() {
  showConnection('closed', 'not connected');
  if (await isTokenWanted()) {
    const refused = sessionStorage.getItem(TOKEN);
    showConnection('closed', refused ? 'access token not accepted' : 'access token needed');
    $('#access').hidden = false;
    return;
  }
  showConnection('closed', `not connected, next try in ${retryMs / 1000} s`);
  setTimeout(connect, retryMs);
  retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
}

// ---- access

/** A page cannot add a header to the handshake; the server selects the first of these alone. */
function subprotocols() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? ['call-api.v1', `call-api.bearer.${token}`] : [];
}

function askStatus() {
  const token = sessionStorage.getItem(TOKEN);
  return fetch('status', {
    headers: token ? {Authorization: `Bearer ${token}`} : {},
    signal: AbortSignal.timeout(STATUS_MS),
  });
}

/** A page is not told why its connection was refused. */
async function isTokenWanted() {
  try {
    return (await askStatus()).status === UNAUTHORIZED;
  } catch {
    return false;
  }
}

function showConnection(state, text) {
  const status = $('#connection');
  status.dataset.state = state;
  status.textContent = text;
  document.querySelectorAll('main button:not(#clear)').forEach(button => {
    button.disabled = state !== 'open';
  });
}

/** How the links to the proxies are, as far as this page may know. */
async function showProxies() {
  if (!$('#access').hidden) {
    return;
  }
  try {
    const {proxies} = await (await askStatus()).json();
    $('#proxies').textContent = proxies.map(proxyText).join(' · ');
  } catch {
    $('#proxies').textContent = '';
  }
}

const proxyText = ({name, state, reason}) =>
  `proxy ${name}: ${state}${state === 'up' ? '' : `, ${reason}`}`;

/** The events of what was running will not come any more: say so, and leave the calls. */
function forgetCommands() {
  const lost = [...requests.values(), ...commands.values()];
  requests.clear();
  commands.clear();
  lost.forEach(({call, method}) => fail(call, `${method}: the connection was lost`));
}

// ---- JSON-RPC

function send(method, params, call) {
  if (socket.readyState !== WebSocket.OPEN) {
    fail(call, `${method}: not connected`);
    return;
  }
  const id = String(++lastId);
  requests.set(id, {call, method, params});
  call.error = '';
  const text = JSON.stringify({jsonrpc: '2.0', id, method, params});
  socket.send(text);
  log('out', text);
}

function receive(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    log('in fault', text);
    return;
  }
  const fault = message.error || message.params?.event === 'Error';
  log(fault ? 'in fault' : 'in', text);
  if (message.method) {
    onEvent(message.params ?? {});
  } else {
    onReply(message);
  }
}

function onReply({id, result, error}) {
  const request = requests.get(id);
  if (!request) {
    return;
  }
  requests.delete(id);
  if (error) {
    fail(request.call, `${request.method}: ${faultText(error)}`);
  } else {
    commands.set(result.cmd_id, request);
    show(request.call);
  }
}

function faultText({code, message, data}) {
  const details = data === undefined ? '' : `: ${typeof data === 'string' ? data : JSON.stringify(data)}`;
  return `${code} ${message}${details}`;
}

function onEvent({cmd_id: id, event, data, cause}) {
  const command = commands.get(id);
  if (!command) {
    return;
  }
  if (event === 'Ended') {
    commands.delete(id);
  } else if (event === 'Error') {
    fail(command.call, `${command.method}: ${data}${causeText(cause)}`);
  } else {
    progress(command, event, data ?? {});
  }
  if (event === 'Ended') {
    finish(command);
  }
}

const causeText = cause => cause
  ? ` (cause: ${[cause.source, cause.code, cause.reason].filter(Boolean).join(' ')})` : '';

// ---- calls

function progress({call, params}, event, data) {
  call.state = event + (data.leg ? ` (${data.leg})` : '') + (data.extra ? ` (${data.extra})` : '');
  if (event === 'CalleeAnswered') {
    call.callid = data.callid;
    call.state = 'talking';
  } else if (event === 'TransferSuccessful') {
    const caller = call[params.leg ?? params.legA];
    [call, calls.find(other => other.callid === params.callidB)].forEach(end);
    add({callid: data.callid, caller, callee: data.destination, state: 'talking'});
  } else if (event === 'CallHoldSuccessful') {
    call.state = 'on hold';
  } else if (event === 'CallUnholdSuccessful') {
    call.state = 'talking';
  }
  show(call);
}

function finish({call, method}) {
  if (method === 'CallEnd' && !call.error) {
    call.over = true;
    call.state = 'ended';
  }
  show(call);
}

function end(call) {
  if (call) {
    Object.assign(call, {over: true, state: 'transferred'});
    show(call);
  }
}

function fail(call, text) {
  call.error = text;
  if (!call.callid) {
    Object.assign(call, {over: true, state: 'failed'});
  }
  show(call);
}

function add(call) {
  calls.push(call);
  call.item = $('#call').content.firstElementChild.cloneNode(true);
  call.item.addEventListener('click', click => act(call, click.target.dataset.action));
  call.item.addEventListener('submit', submit => {
    submit.preventDefault();
    act(call, submit.target.dataset.action, Object.fromEntries(new FormData(submit.target)));
  });
  $('#calls').prepend(call.item);
  show(call);
}

function act(call, action, fields) {
  const callid = call.callid;
  const actions = {
    hold: () => send('CallHold', {callid}, call),
    resume: () => send('CallUnhold', {callid}, call),
    end: () => send('CallEnd', {callid}, call),
    blind: () => fields && send('CallBlindTransfer', {callid, ...fields}, call),
    attended: () => fields && send('CallAttendedTransfer', {callidA: callid, ...fields}, call),
  };
  actions[action]?.();
}

// ---- page

function show(call) {
  const {item} = call;
  $('h3', item).textContent = `${call.caller} → ${call.callee}`;
  $('.state', item).textContent = [call.state, call.callid].filter(Boolean).join(', Call-ID ');
  $('.error', item).textContent = call.error ?? '';
  item.classList.toggle('over', Boolean(call.over));
  item.classList.toggle('pending', !call.callid);
  showOthers();
  $('#no-calls').hidden = calls.length > 0;
}

/** The other calls that each call can be connected with. */
function showOthers() {
  const live = calls.filter(call => call.callid && !call.over);
  for (const call of calls) {
    const select = $('[name="callidB"]', call.item);
    const chosen = select.value;
    const options = live.filter(other => other !== call)
      .map(other => new Option(`${other.caller} → ${other.callee}`, other.callid));
    select.replaceChildren(...options);
    if (options.some(option => option.value === chosen)) {
      select.value = chosen;
    }
  }
}

function log(kind, text) {
  const list = $('#log');
  const line = document.createElement('li');
  line.className = kind;
  const time = new Date().toISOString().slice(11, 23);
  line.textContent = `${time} ${kind.startsWith('out') ? '→' : '←'} ${text}`;
  list.append(line);
  while (list.children.length > MAX_LOG_LINES) {
    list.firstElementChild.remove();
  }
  list.scrollTop = list.scrollHeight;
}

$('#start').addEventListener('submit', submit => {
  submit.preventDefault();
  const {caller, callee} = Object.fromEntries(new FormData(submit.target));
  const call = {caller, callee, state: 'calling'};
  add(call);
  send('CallStart', {caller, callee}, call);
});
$('#access').addEventListener('submit', submit => {
  submit.preventDefault();
  sessionStorage.setItem(TOKEN, new FormData(submit.target).get('token'));
  submit.target.reset();
  submit.target.hidden = true;
  connect();
});
$('#clear').addEventListener('click', () => $('#log').replaceChildren());
setInterval(showProxies, 5000);
connect();
