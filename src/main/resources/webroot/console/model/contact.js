// Why there is no connection. A page is not told why its WebSocket was refused, so it asks over HTTP.
// Pure but for the fetch that it is given.

const STATUS_MS = 4000;

const gone = isOnline => isOnline
  ? {kind: 'gone', title: 'The server does not answer',
    text: 'It is not running, or something in between does not let this page through. It is tried again by itself.'}
  : {kind: 'gone', title: 'This device is offline', text: 'It is tried again by itself.'};

/**
 * Asks the server how it is and why it lets nobody in. The answer has kind ("gone", "token", "later",
 * "origin", "socket"), title and text; status, if it was told; retryMs, where it is no use to
 * try sooner; stop, where it is no use to try at all.
 */
export async function diagnose({fetch, socketPath, token, origin, isOnline = true}) {
  const how = {headers: token ? {Authorization: `Bearer ${token}`} : {}, cache: 'no-store'};
  let answer;
  try {
    answer = await fetch('status', {...how, signal: AbortSignal.timeout(STATUS_MS)});
  } catch {
    return gone(isOnline);
  }
  switch (answer.status) {
    case 401:
      return {kind: 'token', stop: true,
        title: token ? 'The access token is not accepted' : 'An access token is needed',
        text: token ? 'It is wrong, or not valid any more.' : 'Whoever runs this server has given you one.'};
    case 403:
      return originRefused(origin, await textOf(answer));
    case 429:
      return {kind: 'later', retryMs: 1000 * (Number(answer.headers.get('Retry-After')) || 60),
        title: 'Too many wrong tokens came from your address', text: 'The server lets nobody try for a while.'};
    default:
      return {...await askSocket({fetch, socketPath, origin}), status: await statusOf(answer)};
  }
}

/** With an Origin, which a browser sends with POST, as with the handshake of a WebSocket. */
async function askSocket({fetch, socketPath, origin}) {
  try {
    const answer = await fetch(socketPath, {method: 'POST', signal: AbortSignal.timeout(STATUS_MS)});
    if (answer.status === 403) {
      return originRefused(origin, await textOf(answer));
    }
  } catch {
    return gone(true);
  }
  return {kind: 'socket', title: 'The server answers, but the connection was lost',
    text: 'It is opened again by itself. If that goes on, there are too many connections, or a reverse proxy in between does '
      + 'not pass WebSockets on.'};
}

const originRefused = (origin, text) => ({kind: 'origin', stop: true,
  title: `The server does not let in pages of ${origin}`,
  text: `Whoever runs it has to add ${origin} to ws_server.origins. ${text}`.trim()});

async function textOf(answer) {
  try {
    return (await answer.text()).trim().slice(0, 500);
  } catch {
    return '';
  }
}

async function statusOf(answer) {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}

/** How the proxies are, for one line. */
export function proxiesText(status) {
  const proxies = status?.proxies ?? [];
  const bad = proxies.filter(proxy => proxy.state !== 'up');
  if (!proxies.length) {
    return {isGood: false, text: 'no proxy is known'};
  }
  if (!bad.length) {
    return {isGood: true, text: proxies.length === 1 ? `proxy ${proxies[0].name} is up` : `${proxies.length} proxies are up`};
  }
  return {isGood: false, text: bad.length === 1 ? `proxy ${bad[0].name} is ${bad[0].state}` : `${bad.length} of ${proxies.length} proxies are not up`};
}
