import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf } from './lines.js';

test('pasted text becomes lines, whatever ends them, without empty ones', () => {
  assert.deepEqual(linesOf('one\r\ntwo\n\n  \nthree\rfour\n'), ['one', 'two', 'three', 'four']);
});

test('blanks at the ends of a line belong to it', () => assert.deepEqual(linesOf(' a '), [' a ']));

test('a line is cut where the server would refuse it', () => assert.equal(linesOf('x'.repeat(9000))[0]?.length, 8192));
