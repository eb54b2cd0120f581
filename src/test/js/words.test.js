import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lineText, MessageLog} from '../model/messages.js';
import {causeText, commandText, durationText, partyText, refusalText, stateText, talkMs} from '../model/words.js';

test('durations run on past an hour', () => {
  assert.deepEqual([0, 7400, 754000, 3723000, -5].map(durationText), ['0:00', '0:07', '12:34', '1:02:03', '0:00']);
});

test('people talk from the answer to the end', () => {
  const answered = '2026-11-28T10:00:00.000Z';
  assert.equal(talkMs({answered}, Date.parse('2026-11-28T10:00:05.000Z')), 5000);
  assert.equal(talkMs({answered, duration: 81234}, 0), 81234);
  assert.equal(talkMs({}, 0), null);
});

test('a hold of one leg says which', () => {
  assert.equal(stateText({state: 'held', held: ['callee']}), 'Callee on hold');
  assert.equal(stateText({state: 'held', held: ['caller', 'callee']}), 'On hold');
  assert.equal(stateText({state: 'new kind'}), 'new kind');
});

test('codes explain themselves', () => {
  assert.equal(causeText({source: 'sip', code: 486, reason: 'Busy Here'}), '486 Busy Here: that phone is busy');
  assert.equal(causeText({source: 'mi', code: 486, reason: 'x'}), '486 x');
  assert.match(refusalText({code: -32003, message: 'No proxy', data: {proxy: 'default'}}), /see Proxies — proxy: default \(-32003\)$/);
});

test('sip is not said, other schemes are', () => {
  assert.deepEqual(['sip:a@b', 'tel:+1', undefined].map(partyText), ['a@b', 'tel:+1', 'unknown']);
  assert.equal(commandText({method: 'CallBlindTransfer', params: {destination: 'sip:c@d'}}), 'Blind transfer to c@d');
});

test('messages are bounded, and hold no secret', () => {
  const log = new MessageLog();
  for (let i = 0; i < 600; i++) {
    log.add(true, `{"id":${i}}`, i);
  }
  assert.equal(log.size, 500);
  log.add(false, '{"result":{"session":"s","token": "top-secret","seq":0}}', 0);
  assert.doesNotMatch(log.find('session')[0].text, /top-secret/);
  assert.equal(lineText(log.find('"id":599')[0]), '1970-01-01T00:00:00.599Z -> {"id":599}');
  log.add(false, 'x'.repeat(2_000_000), 0);
  assert.equal(log.size, 1);
});
