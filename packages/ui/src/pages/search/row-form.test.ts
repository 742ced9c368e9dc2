import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RowForm, rowFormIn } from './row-form.js';

const USUAL = ['eventTime', 'eventName', 'userName', 'summary'];

const rows: readonly (readonly [name: string, room: Partial<Parameters<typeof rowFormIn>[0]>, form: RowForm])[] = [
  ['a wide window', { width: 960 }, 'columns'],
  ['not measured yet', { width: 0, isBeside: true }, 'columns'],
  ['a phone', { width: 390 }, 'tall'],
  ['no room for the sentence beside an open event', { width: 756, isBeside: true }, 'card'],
  ['room for it', { width: 1000, isBeside: true }, 'columns'],
  ['columns that were made narrow', { width: 756, isBeside: true, widths: { eventName: 60, userName: 60 } }, 'card'],
  ['a column that was taken out', { width: 870, isBeside: true, columns: ['eventTime', 'summary'] }, 'columns'],
  ['no sentence', { width: 756, isBeside: true, columns: ['eventTime', 'userName'] }, 'columns'],
  ['many columns, nothing open', { width: 756, columns: [...USUAL, 'inByte', 'outByte'] }, 'columns'],
];

for (const [name, room, form] of rows)
  test(`rows: ${name}`, () =>
    assert.equal(rowFormIn({ columns: USUAL, widths: {}, width: 960, isBeside: false, ...room }), form));
