import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, ShortcutTable } from './shortcuts.js';

function tableWithLog() {
  const log: string[] = [];
  const clock = { now: 0 };
  const table = new ShortcutTable(() => clock.now);
  const shortcut = (keys: string, name = keys) => ({ keys, label: name, group: 'Test', run: () => log.push(name) });
  return { log, clock, table, shortcut };
}

test('shortcuts: a key, a sequence, and a sequence that comes too late', () => {
  const { log, clock, table, shortcut } = tableWithLog();
  table.register([shortcut('j'), shortcut('g s'), shortcut('s')]);
  assert.equal(table.press('j', false), true);
  assert.equal(table.press('x', false), false);
  table.press('g', false);
  table.press('s', false);
  table.press('g', false);
  clock.now = 5000;
  table.press('s', false);
  assert.deepEqual(log, ['j', 'g s', 's']);
});

test('shortcuts: what is in front wins, and gives back', () => {
  const { log, table, shortcut } = tableWithLog();
  table.register([shortcut('Escape', 'page')]);
  const close = table.register([shortcut('Escape', 'panel')]);
  assert.deepEqual(
    table.list().map(({ label }) => label),
    ['panel'],
  );
  table.press('Escape', false);
  close();
  table.press('Escape', false);
  assert.deepEqual(log, ['panel', 'page']);
});

test('shortcuts: somebody who types is left alone', () => {
  const { log, table, shortcut } = tableWithLog();
  table.register([shortcut('j'), { ...shortcut('Mod+k'), whileTyping: true }]);
  assert.equal(table.press('j', true), false);
  assert.equal(table.press('Mod+k', true), true);
  assert.deepEqual(log, ['Mod+k']);
});

test('shortcuts: names of keys', () => {
  const press = { key: 'k', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  assert.equal(keyOf({ ...press, metaKey: true }), 'Mod+k');
  assert.equal(keyOf({ ...press, key: '?', shiftKey: true }), '?');
  assert.equal(keyOf({ ...press, key: 'ArrowLeft', shiftKey: true }), 'Shift+ArrowLeft');
  assert.equal(keyOf({ ...press, key: 'K', ctrlKey: true, shiftKey: true }), 'Mod+k');
});
