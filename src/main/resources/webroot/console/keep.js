// What outlasts a reload of the page, in the storage of its tab.
//
// The session is there only while no page is: a tab that is duplicated while its page is shown gets a
// copy of the storage, and two pages must not fight for one session.

const TOKEN = 'call-api-token';
const SESSION = 'call-api-session';
const RECENT = 'call-api-recent';
const MAX_RECENT = 20;

export const accessToken = {
  get: () => sessionStorage.getItem(TOKEN) ?? undefined,
  set: token => sessionStorage.setItem(TOKEN, token),
  forget: () => sessionStorage.removeItem(TOKEN),
};

/** What the page before this one has left; it is nobody else's from now on. */
export function takeSession() {
  const kept = read(SESSION);
  sessionStorage.removeItem(SESSION);
  return kept;
}

/** Has what state() gives then be left whenever the page goes, or may go without a word. */
export function leaveSession(state) {
  const leave = () => {
    const left = state();
    left && sessionStorage.setItem(SESSION, JSON.stringify(left));
  };
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () =>
    document.hidden ? leave() : sessionStorage.removeItem(SESSION));
}

let recent;

/** Addresses that were typed in, the last one first; the same list until there is another one. */
export const recentParties = () => recent ??= read(RECENT) ?? [];

export function rememberParties(...parties) {
  recent = [...new Set([...parties, ...recentParties()])].slice(0, MAX_RECENT);
  sessionStorage.setItem(RECENT, JSON.stringify(recent));
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? undefined;
  } catch {
    return undefined;
  }
}
