import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterKey, type Brush } from './use-brush.js';

const NONE = { at: null, start: null };

const rows: readonly (readonly [name: string, key: string, before: Brush, after: Brush | null, shiftKey?: boolean])[] =
  [
    ['the first bar', 'ArrowRight', NONE, { at: 0, start: null }],
    ['the last bar', 'ArrowLeft', NONE, { at: 9, start: null }],
    ['the next bar', 'ArrowRight', { at: 4, start: null }, { at: 5, start: null }],
    ['not beyond the last', 'ArrowRight', { at: 9, start: null }, { at: 9, start: null }],
    ['not before the first', 'ArrowLeft', { at: 0, start: null }, { at: 0, start: null }],
    ['a span begins', 'ArrowRight', { at: 4, start: null }, { at: 5, start: 4 }, true],
    ['a span grows', 'ArrowRight', { at: 5, start: 4 }, { at: 6, start: 4 }, true],
    ['a span to the end', 'End', { at: 5, start: 4 }, { at: 9, start: 4 }, true],
    ['a span is left behind', 'ArrowLeft', { at: 5, start: 4 }, { at: 4, start: null }],
    ['taken', 'Enter', { at: 5, start: 4 }, NONE],
    ['given up', 'Escape', { at: 5, start: 4 }, NONE],
    ['Enter on nothing is the page’s', 'Enter', NONE, null],
    ['Escape on nothing is the page’s', 'Escape', NONE, null],
    ['another key is the page’s', 'j', { at: 5, start: 4 }, null],
  ];

for (const [name, key, before, after, shiftKey = false] of rows)
  test(`a brush with the keys: ${name}`, () => assert.deepEqual(afterKey({ key, shiftKey }, before, 10), after));

test('a brush with the keys: where there are no bars, there is nothing to choose', () => {
  assert.equal(afterKey({ key: 'ArrowRight', shiftKey: false }, NONE, 0), null);
});
