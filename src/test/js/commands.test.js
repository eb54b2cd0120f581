import assert from 'node:assert/strict';
import {test} from 'node:test';
import {canCancel, CommandBook} from '../model/commands.js';
import {outcomeText} from '../model/words.js';

const START = ['one', 'CallStart', {caller: 'sip:alice@example.com', callee: 'sip:bob@example.com'}];
const notice = (event, more = {}) => ({cmd_id: 'one', event, ...more});
const events = book => book.get('one').stages.map(({event}) => event);

function sent() {
  const book = new CommandBook();
  book.sent(...START, 1000);
  book.started('one');
  return book;
}

test('a command has its stages with their times, and its end', () => {
  const book = sent();
  book.notified('CallStart', notice('CallerAnswered'), 1500);
  book.notified('CallStart', notice('Ended'), 3000);
  assert.deepEqual(book.get('one').stages.map(({event, at}) => [event, at]), [['CallerAnswered', 1500], ['Ended', 3000]]);
  assert.equal(outcomeText(book.get('one')), 'succeeded');
  assert.equal(book.running.length, 0);
});

test('a cause makes it a failure', () => {
  const book = sent();
  book.notified('CallStart', notice('Error', {data: '486 Busy Here', cause: {source: 'sip', code: 486, reason: 'Busy Here'}}), 1);
  book.notified('CallStart', notice('Ended'), 2);
  assert.equal(outcomeText(book.get('one')), 'failed');
});

test('what a new server tells takes the place of what the old one told', () => {
  const book = sent();
  book.notified('CallStart', notice('CallerAnswered'), 1);
  book.notified('CallStart', notice('Transferring'), 2);
  book.serverChanged();
  assert.deepEqual(events(book), ['CallerAnswered', 'Transferring']);
  book.notified('CallStart', notice('CallerAnswered'), 9);
  assert.deepEqual(events(book), ['CallerAnswered']);
});

test('an answer that is older than what was told changes nothing of it', () => {
  const book = sent();
  book.notified('CallStart', notice('CallerAnswered'), 1);
  book.notified('CallStart', notice('Ended'), 2);
  book.seen({cmd_id: 'one', method: 'CallStart', state: 'running', started: '2026-11-28T10:00:00.000Z',
    notifications: [notice('CallerAnswered')]});
  assert.equal(book.get('one').state, 'ended');
  assert.deepEqual(events(book), ['CallerAnswered', 'Ended']);
});

test('what was missed is filled in, with the times that are known', () => {
  const book = sent();
  book.notified('CallStart', notice('CallerAnswered'), 1);
  book.seen({cmd_id: 'one', method: 'CallStart', state: 'ended', started: '2026-11-28T10:00:00.000Z', ended: '2026-11-28T10:00:03.000Z',
    notifications: [notice('CallerAnswered'), notice('CalleeAnswered'), notice('Ended')]});
  assert.deepEqual(book.get('one').stages.map(({event, at}) => [event, at]),
    [['CallerAnswered', 1], ['CalleeAnswered', undefined], ['Ended', undefined]]);
});

test('one that the server has forgotten is over, until it tells something', () => {
  const book = sent();
  book.missing('one');
  assert.equal(book.running.length, 0);
  book.notified('CallStart', notice('CallerAnswered'), 1);
  assert.equal(book.get('one').state, 'running');
});

test('only own commands of a kind that can be taken back can be cancelled, once', () => {
  const book = sent();
  assert.equal(canCancel(book.get('one')), true);
  book.cancelling('one', true);
  assert.equal(canCancel(book.get('one')), false);
  book.notified('CallStart', {cmd_id: 'other', event: 'CallerAnswered'}, 1);
  assert.equal(canCancel(book.get('other')), false);
  book.sent('hold', 'CallHold', {callid: 'a'}, 1);
  book.started('hold');
  assert.equal(canCancel(book.get('hold')), false);
});

test('commands are found by the calls that they are about', () => {
  const book = sent();
  book.notified('CallStart', notice('CalleeAnswered', {data: {callid: 'made'}}), 1);
  book.sent('hold', 'CallHold', {callid: 'made'}, 2000);
  book.sent('else', 'CallHold', {callid: 'other'}, 3000);
  assert.deepEqual(book.about({callid: 'made'}).map(({id}) => id), ['hold', 'one']);
});

test('of more than 500 the others that are over are forgotten first', () => {
  const book = sent();
  for (let i = 0; i < 600; i++) {
    book.notified('Echo', {cmd_id: `x${i}`, event: 'Ended'}, i);
  }
  assert.equal(book.all.length, 500);
  assert.ok(book.get('one'));
});
