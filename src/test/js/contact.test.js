import assert from 'node:assert/strict';
import {test} from 'node:test';
import {diagnose, proxiesText} from '../model/contact.js';

const answer = (status, body = {}, headers = {}) => ({status, headers: new Headers(headers),
  json: async () => body, text: async () => String(body)});

function ask(status, socket, more = {}) {
  const fetch = async path => {
    const given = path === 'status' ? status : socket;
    if (given instanceof Error) {
      throw given;
    }
    return given;
  };
  return diagnose({fetch, socketPath: '/call-api', origin: 'https://calls.example.com', ...more});
}

test('a server that does not answer is gone, and is tried again', async () => {
  const why = await ask(new TypeError('failed to fetch'));
  assert.equal(why.kind, 'gone');
  assert.equal(why.stop, undefined);
  assert.equal((await ask(new TypeError(''), undefined, {isOnline: false})).title, 'This device is offline');
});

test('without a token, and with a wrong one, a token is asked for', async () => {
  const [without, wrong] = [await ask(answer(401)), await ask(answer(401), undefined, {token: 'x'})];
  assert.deepEqual([without.kind, without.stop, without.title], ['token', true, 'An access token is needed']);
  assert.equal(wrong.title, 'The access token is not accepted');
});

test('many wrong tokens: it is said when to come back', async () => {
  assert.equal((await ask(answer(429, '', {'Retry-After': '7'}))).retryMs, 7000);
});

test('an origin that is refused is named, be it by the status or by the socket', async () => {
  for (const why of [await ask(answer(403, 'No.')), await ask(answer(200), answer(403, 'No.'))]) {
    assert.equal(why.kind, 'origin');
    assert.match(why.text, /add https:\/\/calls.example.com to ws_server.origins. No\./);
  }
});

test('a server that answers is told from one that is gone, with its status', async () => {
  const why = await ask(answer(503, {usable: false}), answer(426));
  assert.deepEqual([why.kind, why.status], ['socket', {usable: false}]);
});

test('proxies in one line', () => {
  const proxy = (name, state) => ({name, state});
  assert.deepEqual(proxiesText({proxies: [proxy('a', 'up')]}), {isGood: true, text: 'proxy a is up'});
  assert.deepEqual(proxiesText({proxies: [proxy('a', 'up'), proxy('b', 'down')]}), {isGood: false, text: 'proxy b is down'});
});
