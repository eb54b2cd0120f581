import assert from 'node:assert/strict';
import {test} from 'node:test';
import {CallBook, keyOf, select, visibleRows} from '../model/calls.js';

const call = (callid, more = {}) => ({callid, proxy: 'default', state: 'answered', caller: 'sip:alice@example.com',
  callee: 'sip:bob@example.com', created: '2026-11-28T10:00:00.000Z', ...more});
const ids = calls => calls.map(({callid}) => callid);

function book(...calls) {
  const made = new CallBook();
  made.apply('Snapshot', {calls, more: false});
  return made;
}

test('a snapshot in several parts counts when it is complete', () => {
  const calls = book(call('old'));
  calls.apply('Resynced', {proxy: 'default'});
  calls.apply('Snapshot', {calls: [call('a')], more: true});
  assert.deepEqual(ids(calls.live), ['old']);
  assert.equal(calls.isComplete, false);
  calls.apply('Snapshot', {calls: [call('b')], more: false});
  assert.deepEqual(ids(calls.live), ['a', 'b']);
  assert.equal(calls.isComplete, true);
});

test('what is not in a new snapshot has ended unseen', () => {
  const calls = book(call('a'), call('b'));
  calls.expectSnapshot();
  calls.apply('Snapshot', {calls: [call('b')], more: false});
  assert.deepEqual(calls.ended.map(({callid, state, isGone}) => [callid, state, isGone]), [['a', 'ended', true]]);
});

test('a call that says the same in a new snapshot is the same object', () => {
  const calls = book(call('a'));
  const before = calls.get(keyOf(call('a')));
  calls.expectSnapshot();
  calls.apply('Snapshot', {calls: [call('a')], more: false});
  assert.equal(calls.get(keyOf(call('a'))), before);
});

test('changes keep the place of a call, and are counted', () => {
  const calls = book(call('a', {state: 'ringing'}), call('b'));
  calls.apply('CallAnswered', {call: call('a')});
  calls.apply('CallHeld', {call: call('b', {state: 'held', held: ['caller']})});
  assert.deepEqual(ids(calls.live), ['a', 'b']);
  assert.deepEqual(['ringing', 'answered', 'held', 'ended'].map(state => calls.count(state)), [0, 1, 1, 0]);
});

test('an ended call moves to those that have ended, and is found there by its Call-ID', () => {
  const calls = book(call('a'));
  calls.apply('CallEnded', {call: call('a', {state: 'ended'})});
  assert.equal(calls.size, 0);
  assert.equal(calls.byCallId('a').state, 'ended');
  calls.complete(call('a', {state: 'ended', cause: {source: 'sip', code: 486}}));
  assert.equal(calls.byCallId('a').cause.code, 486);
});

test('the same Call-ID at two proxies is two rows', () => {
  const calls = book(call('a'), call('a', {proxy: 'second'}));
  assert.equal(calls.size, 2);
});

test('only 200 ended calls are kept', () => {
  const calls = book();
  for (let i = 0; i < 300; i++) {
    calls.apply('CallEnded', {call: call(`c${i}`, {state: 'ended'})});
  }
  assert.equal(calls.count('ended'), 200);
  assert.equal(calls.ended[0].callid, 'c299');
});

test('every word that is searched for must be there', () => {
  const calls = book(call('a', {tag: 'T-4711'}), call('b', {callee: 'sip:carol@example.com'}));
  assert.deepEqual(ids(select(calls, {text: 'ALICE carol'})), ['b']);
  assert.deepEqual(ids(select(calls, {text: '4711'})), ['a']);
  assert.deepEqual(ids(select(calls, {text: ''})), ['b', 'a']);
  assert.deepEqual(ids(select(calls, {state: 'held'})), []);
});

test('the call by which a command sets another one up is shown apart', () => {
  const calls = book(call('a'), call('start', {cmd_id: 'start'}), call('b', {cmd_id: 'start'}));
  assert.equal(calls.size, 2);
  assert.deepEqual(ids(select(calls)), ['b', 'a']);
  assert.deepEqual(ids(select(calls, {state: 'setup'})), ['start']);
  calls.apply('CallEnded', {call: call('start', {cmd_id: 'start', state: 'ended'})});
  assert.equal(calls.count('ended'), 0);
});

test('rows that are seen are drawn, and the one that may have the focus', () => {
  const box = {count: 500, rowHeight: 40, height: 400, around: 2};
  assert.deepEqual(visibleRows({...box, top: 0}).length, 12);
  assert.deepEqual(visibleRows({...box, top: 4000, keep: 3}).slice(0, 2), [3, 98]);
  assert.deepEqual(visibleRows({...box, top: 4000, keep: 499}).at(-1), 499);
  assert.deepEqual(visibleRows({...box, count: 3, top: 0, keep: 2}), [0, 1, 2]);
  assert.deepEqual(visibleRows({...box, count: 0, top: 900, keep: -1}), []);
});
