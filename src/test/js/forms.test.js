import assert from 'node:assert/strict';
import {test} from 'node:test';
import {methodsOf, paramsOf, valuesOf} from '../model/forms.js';

const DOCUMENT = {
  components: {schemas: {State: {enum: ['ringing', 'held']}}},
  methods: [{
    name: 'Try',
    summary: 'Tries.',
    tags: [{name: 'command'}],
    'x-additional-params': true,
    params: [
      {name: 'who', required: true, schema: {type: 'string', maxLength: 512, format: 'sip-uri'}},
      {name: 'state', schema: {anyOf: [{$ref: '#/components/schemas/State'}, {type: 'array', items: {$ref: '#/components/schemas/State'}}]}},
      {name: 'leg', schema: {enum: ['caller', 'callee']}},
      {name: 'limit', schema: {type: 'integer'}},
      {name: 'snapshot', schema: {type: 'boolean'}},
      {name: 'timeouts', schema: {type: 'object', properties: {ring: {type: 'integer'}, total: {type: 'integer'}}}},
      {name: 'any', schema: {}},
    ],
    examples: [{name: 'One', params: [{name: 'who', value: 'sip:a@b'}]}],
  }],
};
const [method] = methodsOf(DOCUMENT);

test('each parameter becomes a field of its kind', () => {
  assert.deepEqual(method.fields.map(({type}) => type), ['text', 'several', 'choice', 'number', 'flag', 'group', 'json']);
  assert.equal(method.fields[0].isRequired, true);
  assert.deepEqual(method.fields[1].choices, ['ringing', 'held']);
  assert.equal(method.kind, 'command');
  assert.deepEqual(method.examples, [{name: 'One', params: {who: 'sip:a@b'}}]);
});

test('what was typed becomes parameters of the right kinds', () => {
  const values = {who: 'sip:a@b', state: ['held'], leg: 'caller', limit: '5', snapshot: 'false', timeouts: {ring: '3000'}, any: '[1]'};
  assert.deepEqual(paramsOf(method.fields, values, '{"more":1}').params,
    {more: 1, who: 'sip:a@b', state: 'held', leg: 'caller', limit: 5, snapshot: false, timeouts: {ring: 3000}, any: [1]});
});

test('what was left out is not sent', () => {
  assert.deepEqual(paramsOf(method.fields, {who: 'x', limit: '', state: [], timeouts: {ring: ''}}).params, {who: 'x'});
});

test('each fault is told at its field', () => {
  assert.deepEqual(paramsOf(method.fields, {limit: '1.5', any: '{', timeouts: {ring: 'x'}}, '[]').faults,
    {who: 'is missing', limit: 'must be a whole number', any: 'must be JSON', timeouts: 'ring must be a whole number',
      others: 'must be a JSON object'});
});

test('parameters become what would have been typed', () => {
  const params = {who: 'x', state: ['ringing', 'held'], limit: 5, timeouts: {total: 9000}, any: {a: 1}};
  assert.deepEqual(paramsOf(method.fields, valuesOf(method.fields, params)).params, params);
});
