import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { generate } from './generate.js';

const EVENTS = 40_000;
const PEER_RULES = new URL('../../../../../shared/bench/conf/ns.rb', import.meta.url);

/** Percent of the lines. */
const MIX: Readonly<Record<string, number>> = {
  TCPCONNSTAT: 45,
  HTTPREQUEST: 15,
  LOGIN: 8,
  LOGOUT: 7,
  ICASTART: 6,
  ICAEND_CONNSTAT: 6,
  LOGIN_FAILED: 5,
  EXTRACTED_GROUPS: 3,
  UDPFLOWSTAT: 2,
  NONHTTP_RESOURCEACCESS_DENIED: 2,
  CMD_EXECUTED: 0.5,
  SSL_HANDSHAKE_SUCCESS: 0.5,
};

const lines = [
  ...generate({
    events: EVENTS,
    seed: 3,
    mix: 'bench',
    users: 5000,
    days: 1,
    start: Date.UTC(2026, 2, 17),
    scenarios: [],
  }),
].map(({ line }) => line);

/** What a placeholder of liblognorm's rules matches, https://www.liblognorm.com/files/manual/configuration.html */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  word: '\\S+',
  number: '\\d+',
  ipv4: '\\d+\\.\\d+\\.\\d+\\.\\d+',
  float: '\\d+(?:\\.\\d+)?',
  rest: '.*',
  'op-quoted-string': '(?:"[^"]*"|\\S+)',
};

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `%name:type%`, `%name:char-to:X%`, `%{"type":"literal","text":"T"}%`, `%{"type":"string-to","extradata":"T"}%`, `%%` */
function compiledRule(rule: string): RegExp {
  const parts = rule.split(/(%%|%\{.*?\}%|%\w+:char-to:.%|%\w+:[\w-]+%)/);
  return new RegExp(
    `^${parts.map((part, index) => (index % 2 === 0 ? escaped(part) : compiledPlace(part))).join('')}$`,
  );
}

function compiledPlace(place: string): string {
  if (place === '%%') return '%';
  if (place.startsWith('%{')) {
    const { type, text, extradata } = JSON.parse(place.slice(1, -1)) as Readonly<Record<string, string>>;
    return type === 'literal' ? escaped(text ?? '') : `.*?(?=${escaped(extradata ?? '')})`;
  }
  const [, type = '', until = ''] = place.slice(1, -1).split(/:(?=[^:]|:$)/);
  return type === 'char-to' ? `[^${escaped(until)}]+` : (PLACEHOLDERS[type] ?? '(?!)');
}

describe('the bench mix', () => {
  it('has its shares', () => {
    const counts = new Map<string, number>();
    for (const line of lines) {
      const eventName = / : default \w+ (\w+) \d+ 0 : {2}/.exec(line)?.[1] ?? line;
      counts.set(eventName, (counts.get(eventName) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].toSorted(), Object.keys(MIX).toSorted());
    for (const [eventName, percent] of Object.entries(MIX)) {
      const found = ((counts.get(eventName) ?? 0) / EVENTS) * 100;
      assert.ok(Math.abs(found - percent) < 0.75, `${eventName}: ${found} instead of ${percent} percent`);
    }
  });

  it('has the size of a usual log', () => {
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
    assert.ok(Math.abs(bytes / EVENTS - 500) < 25, String(bytes / EVENTS));
  });

  it('numbers its messages upwards and writes forty a second', () => {
    const number = (line: string | undefined): string | undefined => / (\d+) 0 : {2}/.exec(line ?? '')?.[1];
    assert.equal(number(lines[0]), '3219635502');
    assert.equal(number(lines[EVENTS - 1]), String(3_219_635_502 + EVENTS - 1));
    assert.match(lines[0] ?? '', /^<134> 03\/17\/2026:00:00:00 GMT /);
    assert.match(lines[39] ?? '', /^<134> 03\/17\/2026:00:00:00 GMT /);
    assert.match(lines[40] ?? '', /^<134> 03\/17\/2026:00:00:01 GMT /);
  });

  it('gives every user one client address and one inside address', () => {
    const addresses = new Map<string, string>();
    for (const line of lines) {
      const found = / User (\S+) - Client_ip (\S+) - .*Source (\S+):\d+ - /.exec(line);
      if (found === null) continue;
      const [, user = '', client, inside] = found;
      assert.equal(`${client} ${inside}`, addresses.get(user) ?? `${client} ${inside}`);
      addresses.set(user, `${client} ${inside}`);
    }
    assert.ok(addresses.size > 4000, String(addresses.size));
  });

  const skip = existsSync(PEER_RULES) ? false : 'the rules of the peers (../shared/bench/conf/ns.rb) are not here';
  it('is read by the rules of the parsers that it is measured against', { skip }, () => {
    const texts = readFileSync(PEER_RULES, 'utf8')
      .split('\n')
      .filter((text) => text.startsWith('rule=:'));
    const rules = texts.map((text) => compiledRule(text.slice('rule=:'.length)));
    const hits = rules.map(() => 0);
    for (const line of lines) {
      const index = rules.findIndex((rule) => rule.test(line));
      assert.notEqual(index, -1, line);
      hits[index] = (hits[index] ?? 0) + 1;
    }
    assert.ok(
      hits.every((count) => count > 0),
      hits.join(),
    );
    assert.ok((hits.at(-1) ?? 0) < EVENTS * 0.015, `${hits.at(-1)} lines only by the rule for everything`);
  });
});
