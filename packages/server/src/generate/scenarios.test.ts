import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Generated, type GenerateOptions, generate } from './generate.js';
import { SCENARIO_NAMES, type ScenarioName } from './scenarios.js';

const BASE: Omit<GenerateOptions, 'scenarios'> = {
  events: 3000,
  seed: 5,
  mix: 'realistic',
  users: 40,
  days: 2,
  start: Date.UTC(2026, 2, 17),
};

function played(...scenarios: readonly ScenarioName[]): readonly Generated[] {
  return [...generate({ ...BASE, scenarios })];
}

function only(generated: readonly Generated[], trick: string): readonly Generated[] {
  return generated.filter(({ truth }) => truth.trick === trick);
}

/** Values of a text token, in order, without repetition. */
function values(
  generated: readonly Generated[],
  token: 'clientIpv4' | 'sourceIpv4' | 'userName' | 'message',
): string[] {
  return [...new Set(generated.flatMap(({ truth }) => truth[token] ?? []).map(String))];
}

function eventNames(generated: readonly Generated[]): ReadonlySet<unknown> {
  return new Set(generated.map(({ truth }) => truth.eventName));
}

describe('every scenario', () => {
  for (const name of SCENARIO_NAMES) {
    it(`${name} marks what it did and gives the same again`, () => {
      const generated = played(name);
      assert.equal(generated.length, BASE.events);
      assert.ok(generated.some(({ truth }) => truth.scenario === name || truth.form !== undefined));
      assert.deepEqual(
        played(name).map(({ line }) => line),
        generated.map(({ line }) => line),
      );
    });
  }

  it('works beside all others', () => {
    const generated = played(...SCENARIO_NAMES);
    const found = new Set(generated.map(({ truth }) => truth.scenario));
    for (const name of SCENARIO_NAMES) assert.ok(found.has(name), name);
  });
});

it('missing-ends: sessions lack their login, their logout or both', () => {
  const sessions = new Map<string, Set<unknown>>();
  for (const { truth } of played('missing-ends')) {
    if (truth.session === undefined || truth.scenario !== 'missing-ends') continue;
    sessions.set(truth.session, (sessions.get(truth.session) ?? new Set()).add(truth.eventName));
  }
  const kinds = [...sessions.values()].map((names) => `${names.has('LOGIN')} ${names.has('LOGOUT')}`);
  assert.deepEqual([...new Set(kinds)].toSorted(), ['false false', 'false true', 'true false']);
});

it('session-reuse: a SessionId comes back for somebody else, but never while it is in use', () => {
  const open = new Map<string, string>();
  const holders = new Map<string, Set<string>>();
  for (const { truth } of played('session-reuse')) {
    if (truth.session === undefined || truth.vpnSessionId === undefined) continue;
    const id = `${truth.deviceName} ${truth.vpnSessionId}`;
    assert.equal(open.get(id) ?? truth.session, truth.session, id);
    open.set(id, truth.session);
    if (truth.eventName === 'LOGOUT') open.delete(id);
    holders.set(id, (holders.get(id) ?? new Set()).add(String(truth.userName)));
  }
  assert.ok([...holders.values()].some((users) => users.size > 2));
});

it('roaming: a session goes on under its SessionId from another address', () => {
  const moved = played('roaming').filter(
    ({ truth }) => truth.scenario === 'roaming' && truth.vpnSessionId !== undefined,
  );
  const sessions = [...new Set(moved.map(({ truth }) => truth.session))].map((session) =>
    moved.filter(({ truth }) => truth.session === session),
  );
  const two = sessions.filter((members) => values(members, 'clientIpv4').length === 2);
  assert.ok(two.length > 5, String(two.length));
  for (const members of two) {
    assert.equal(new Set(members.map(({ truth }) => truth.vpnSessionId)).size, 1);
    for (const { truth } of members) assert.equal(truth.sourceIpv4, truth.clientIpv4);
  }
});

it('hijack: only the stolen connections have a source that is not the client', () => {
  const generated = played('hijack');
  const stolen = only(generated, 'stolen');
  assert.ok(stolen.length > 3);
  assert.equal(values(stolen, 'sourceIpv4').length, 1);
  for (const one of generated) {
    const { clientIpv4, sourceIpv4 } = one.truth;
    if (clientIpv4 !== undefined) assert.equal(clientIpv4 !== sourceIpv4, stolen.includes(one), one.line);
  }
  assert.ok(stolen.every(({ line, truth }) => line.includes(` - Source ${String(truth.sourceIpv4)}:`)));
});

it('spray: every account is tried once from few addresses, then one of them downloads from abroad', () => {
  const generated = played('spray');
  const tried = only(generated, 'spray');
  assert.equal(values(tried, 'userName').length, tried.length);
  assert.equal(tried.length, 40 + 10);
  assert.equal(values(tried, 'clientIpv4').length, 5);
  const intruder = only(generated, 'intruder');
  const [victim = '', ...others] = values(intruder, 'userName');
  assert.deepEqual(others, []);
  assert.ok(values(tried, 'userName').includes(victim));
  for (const eventName of ['LOGIN', 'TCPCONNSTAT', 'LOGOUT']) assert.ok(eventNames(intruder).has(eventName), eventName);
  assert.ok(values(intruder, 'clientIpv4').every((address) => address.startsWith('203.0.113.')));
});

it('burst: one account, one address, sixty attempts a day, locked at the end', () => {
  const attempts = only(played('burst'), 'burst');
  assert.equal(attempts.length % 60, 0);
  const day = attempts.slice(0, 60);
  assert.equal(values(day, 'userName').length, 1);
  assert.equal(values(day, 'clientIpv4').length, 1);
  assert.equal(day.at(-1)?.truth.message, 'User account is locked out');
  const seconds =
    (Date.parse(String(day.at(-1)?.truth.eventTime)) - Date.parse(String(day[0]?.truth.eventTime))) / 1000;
  assert.equal(seconds, 177);
});

it('mixed-formats: every form occurs, and none says what it lacks', () => {
  const generated = played('mixed-formats');
  const forms = new Set(generated.flatMap(({ truth }) => truth.form ?? []));
  assert.equal(forms.size, 20);
  for (const { line, truth } of generated) {
    if (truth.eventTime === undefined) assert.doesNotMatch(line, /^(?:<\d+> )?\d\d\/\d\d\/\d{4}/);
    assert.equal(truth.ppeId !== undefined && truth.form !== 'V23', /PPE-\d (?::|- -)/.test(line), line);
    assert.equal(truth.partition !== undefined, /\bdefault \w+ /.test(line), line);
  }
});

it('oddities: one line in each form, one cut, one of another process, one that forges labels', () => {
  const odd = played('oddities').filter(({ truth }) => truth.scenario === 'oddities');
  const forms = odd.flatMap(({ truth }) => truth.form ?? []);
  assert.equal(new Set(forms).size, forms.length);
  assert.deepEqual(odd.flatMap(({ truth }) => truth.trick ?? []).toSorted(), [
    'cut',
    'labels-in-user',
    'other-process',
  ]);
});

describe('hostile', () => {
  const generated = played('hostile').filter(({ truth }) => truth.scenario === 'hostile');

  it('keeps every line a line', () => {
    assert.ok(generated.length > 60);
    for (const { line } of generated) assert.doesNotMatch(line, /\n|[\u0100-\uffff]/);
  });

  it('is truthful about the client, whatever the user name says', () => {
    const [forged] = only(generated, 'labels-in-user');
    assert.match(String(forged?.truth.userName), /Client_ip 192\.0\.2\.250/);
    assert.match(String(forged?.truth.clientIpv4), /^203\.0\.113\./);
  });

  it('leaks bytes that are no text', () => {
    const [leaked] = only(generated, 'leaked-memory');
    assert.equal(leaked?.truth.userNameBinary, true);
    assert.match(String(leaked?.truth.userName), /^session=\ufffd+$/);
    assert.match(leaked?.line ?? '', /User session=[\u0080-\u00bf]{48} - Client_ip/);
  });

  it('writes what is text as UTF-8', () => {
    const [alike] = only(generated, 'look-alike');
    assert.equal(alike?.truth.userName, '\u0430dministr\u0430tor');
    assert.equal(alike?.truth.userNameBinary, undefined);
    assert.match(alike?.line ?? '', /User \u00d0\u00b0dministr\u00d0\u00b0tor - /);
  });

  it('goes beyond the limit of listeners and ends in the middle', () => {
    assert.ok(only(generated, 'beyond-limit').every(({ line }) => line.length > 64 * 1024));
    assert.ok(only(generated, 'cut').every(({ line, truth }) => /"Ext$/.test(line) && truth.userName === undefined));
  });
});
