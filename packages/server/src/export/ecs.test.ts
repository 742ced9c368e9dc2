import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIELDS, type PrintedEvent } from '@gatehouse/model';
import { printReading } from '../map/print.js';
import { defaultContext, readLine } from '../map/reader.js';
import { exampleLines } from '../test/stored-events.js';
import { ecsNames, ecsOf, ecsRow } from './ecs.js';

type Json = Readonly<Record<string, unknown>>;

const VALUES: readonly (readonly [what: string, event: PrintedEvent, path: string, value: unknown])[] = [
  ['a length in nanoseconds', { duration: 61 }, 'event.duration', 61e9],
  ['an outcome in small letters', { outcome: 'Failure' }, 'event.outcome', 'failure'],
  ['a direction by its name there', { eventContext: 'remote-to-local' }, 'network.direction', 'inbound'],
  ['the host of a request', { requestUrl: 'intranet.example.com/a:b' }, 'url.domain', 'intranet.example.com'],
  ['the host of a tunnel', { requestUrl: 'mail.example.com:443' }, 'url.domain', 'mail.example.com'],
  ['no host where there is none', { requestUrl: '/path' }, 'url.domain', undefined],
  ['the first of two tokens', { sourceIpv4: '192.0.2.1', clientIpv4: '192.0.2.2' }, 'source.ip', '192.0.2.1'],
  ['what has no name there', { logFormat: 0 }, 'gatehouse.logFormat', 0],
];

describe('an event under ECS names', () => {
  for (const [what, event, path, value] of VALUES) {
    it(`has ${what}`, () => {
      assert.deepEqual(ecsRow(event)[path], value);
      assert.deepEqual(at(ecsOf(event), path), value);
    });
  }

  it('is the same nested and flat, and has no name that is not announced', () => {
    const names = new Set(ecsNames(FIELDS.map(({ token }) => token)));
    for (const line of exampleLines(50)) {
      const event = printReading(readLine(line, defaultContext()));
      const row = ecsRow(event);
      const nested = ecsOf(event);
      for (const [path, value] of Object.entries(row)) {
        assert.ok(names.has(path), path);
        assert.deepEqual(at(nested, path), value, path);
      }
    }
  });
});

function at(from: Json, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (inner as Json | undefined)?.[name], from);
}
