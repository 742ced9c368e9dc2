import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { parse } from 'yaml';
import { DEFAULT_LISTENERS } from '../config.js';
import { LISTENER_KINDS } from './key.js';
import { isListenerKey, keyAt, keyPaths, localPath } from './keys.js';
import { overridableKeys, variableName, variablePart } from './overrides.js';
import { readValue, type Written } from './values.js';

test('there are at most forty keys', () => {
  assert.ok(keyPaths.length <= 40, `${keyPaths.length} keys`);
});

describe('each key', () => {
  for (const path of keyPaths) {
    const key = keyAt(path);

    it(`${path} has an example that may stand in the file`, () => {
      const written: unknown = parse(key.example);
      assert.ok('value' in readValue(Array.isArray(written) ? (written as string[]) : String(written), key));
    });

    it(`${path} has a default that its own rules allow, or none`, () => {
      const sources = [key.required, key.inherits, key.default].filter((source) => source !== undefined);
      assert.equal(sources.length, 1, 'required, inherited or defaulted');
      for (const value of defaultsOf(path)) {
        if (value === null || (Array.isArray(value) && value.length === 0)) continue;
        const written: Written = Array.isArray(value) ? (value as string[]) : String(value);
        assert.deepEqual(readValue(written, key), { value });
      }
    });

    it(`${path} says what it is for in sentences`, () => {
      assert.match(key.description, /^[A-Za-z].*\.$/);
    });
  }
});

/** All kinds that know the key must find a default in a record. */
function defaultsOf(path: (typeof keyPaths)[number]): readonly unknown[] {
  const { default: value, kinds = LISTENER_KINDS } = keyAt(path);
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value];
  assert.deepEqual(Object.keys(value).sort(), [...kinds].sort());
  return Object.values(value);
}

test('names of variables follow one rule', () => {
  assert.equal(variableName('journal.maxBytes', ''), 'GATEHOUSE_JOURNAL_MAX_BYTES');
  assert.equal(variableName('listeners[].port', 'syslog-tcp'), 'GATEHOUSE_LISTENERS_SYSLOG_TCP_PORT');
  assert.equal(variableName('listeners[].tls.clientCa', 'viennaGw_2'), 'GATEHOUSE_LISTENERS_VIENNAGW_2_TLS_CLIENT_CA');
});

test('no variable can mean two keys, whatever listeners are called', () => {
  const server = overridableKeys.filter((key) => !isListenerKey(key)).map((key) => variableName(key, ''));
  assert.equal(new Set(server).size, server.length);
  assert.ok(server.every((name) => !name.startsWith('GATEHOUSE_LISTENERS_')));
  const local = overridableKeys.filter(isListenerKey).map((key) => variablePart(localPath(key)));
  const ambiguous = local.flatMap((name) => local.filter((other) => other !== name && other.endsWith(`_${name}`)));
  assert.deepEqual(ambiguous, []);
});

test('the listeners without a file are of known kinds and called differently', () => {
  assert.equal(new Set(DEFAULT_LISTENERS.map(({ id }) => id)).size, DEFAULT_LISTENERS.length);
});
