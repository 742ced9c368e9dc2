import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Generated, type GenerateOptions, generate, type Truth } from './generate.js';

const BASE: GenerateOptions = {
  events: 3000,
  seed: 11,
  mix: 'realistic',
  users: 40,
  days: 2,
  start: Date.UTC(2026, 2, 17),
  scenarios: ['normal'],
};
const MIXES = ['realistic', 'bench'] as const;

function lines(options: Partial<GenerateOptions>): readonly string[] {
  return [...generate({ ...BASE, ...options })].map(({ line }) => line);
}

/** What an independent reading of the canonical form finds, token by token. */
const READINGS = {
  eventTime: /^<\d+> (\d\d\/\d\d\/\d{4}:\d\d:\d\d:\d\d) GMT /,
  deviceName: /GMT (\S+) \d-PPE-/,
  nodeId: / (\d)-PPE-/,
  ppeId: /-PPE-(\d) :/,
  category: / : default ([A-Z]+) /,
  eventName: / : default [A-Z]+ (\w+) /,
  sessionId: / : default [A-Z]+ \w+ (\d+) 0 : {2}/,
  vpnSessionId: / - SessionId: (\d+)-/,
  contextUser: / : {2}Context (\S+)@\S+ - /,
  userName: / User (\S+)(?: -| :)/,
  natSourceIP: / - Nat_ip ([\d.]+) - /,
  virtualSystem: /(?: - | : )Vserver ([\d.]+):443/,
  sourcePort: / Source \S+:(\d+) - /,
  destinationIpv4: / - Destination ([\d.]+):\d+ - /,
  destinationPort: / - Destination [\d.]+:(\d+) - /,
  inByte: / - Total_bytes_recv (\d+)/,
  outByte: /Total_bytes_send (\d+)/,
  externalId: / - connectionId (\w+)$/,
  application: / - applicationName (.+) - startTime "/,
  access: / - Access (\w+) - /,
  deniedByPolicy: / - Denied_by_policy "(\w+)" - /,
  logoutMethod: / - LogoutMethod "(\w+)"/,
  userAgent: /(?: - Browser_type "| - Browser )([^"]+)/,
} as const satisfies { readonly [T in keyof Truth]?: RegExp };

/** Tokens that other bodies write under labels of their own. */
const WRITTEN_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  ICASTART: ['userName'],
  ICAEND_CONNSTAT: ['userName'],
  SSL_HANDSHAKE_SUCCESS: ['virtualSystem', 'sourcePort'],
  SSL_HANDSHAKE_FAILURE: ['virtualSystem', 'sourcePort'],
  TRAP_SENT: ['userName'],
  Message: ['userName'],
};

function printed(token: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (token !== 'eventTime') return String(value);
  const [date = '', clock = ''] = String(value).split('T');
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year}:${clock.slice(0, 8)}`;
}

function disagreements({ line, truth }: Generated): readonly string[] {
  const exempt = WRITTEN_OTHERWISE[String(truth.eventName)] ?? [];
  return Object.entries(READINGS).flatMap(([token, pattern]) => {
    if (exempt.includes(token)) return [];
    const read = pattern.exec(line)?.[1];
    const told = printed(token, truth[token as keyof Truth]);
    return read === told ? [] : [`${token}: line ${read}, truth ${told}, in ${line}`];
  });
}

function sessionsOf(generated: Iterable<Generated>): ReadonlyMap<string, readonly Generated[]> {
  const sessions = new Map<string, Generated[]>();
  for (const one of generated) {
    const { session } = one.truth;
    if (session === undefined) continue;
    const members = sessions.get(session) ?? [];
    sessions.set(session, members);
    members.push(one);
  }
  return sessions;
}

describe('generate', () => {
  for (const mix of MIXES) {
    it(`gives the same for the same options (${mix})`, () => {
      assert.deepEqual(lines({ mix }), lines({ mix }));
      assert.notDeepEqual(lines({ mix }), lines({ mix, seed: 12 }));
    });

    it(`gives as many lines as asked for (${mix})`, () => {
      for (const events of [0, 1, 777]) assert.equal(lines({ mix, events }).length, events);
    });

    it(`writes no line end and nothing above 16 KiB (${mix})`, () => {
      const odd = lines({ mix }).filter((line) => line.length > 16_384 || line.includes('\n'));
      assert.deepEqual(odd, []);
    });

    it(`says in the truth what an independent reading finds in the line (${mix})`, () => {
      const generated = [...generate({ ...BASE, mix })];
      assert.deepEqual(generated.flatMap(disagreements).slice(0, 3), []);
      for (const token of Object.keys(READINGS)) {
        assert.ok(
          generated.some(({ truth }) => truth[token as keyof Truth] !== undefined),
          `${token} never occurs`,
        );
      }
    });
  }

  it('is ordered by time and stays within its days', () => {
    const times = [...generate(BASE)].map(({ truth }) => String(truth.eventTime));
    assert.deepEqual(times, times.toSorted());
    assert.ok((times[0] ?? '') >= '2026-03-17T00:00:00.000Z');
    assert.ok((times.at(-1) ?? '') >= '2026-03-18T12:00:00.000Z', times.at(-1));
    assert.ok((times.at(-1) ?? '') < '2026-03-19T12:00:00.000Z', times.at(-1));
  });

  it('counts messages per packet engine without a gap', () => {
    const last = new Map<string, number>();
    for (const { truth } of generate(BASE)) {
      const engine = `${truth.deviceName}/${truth.ppeId}`;
      const number = Number(truth.sessionId);
      assert.equal(number, ((last.get(engine) ?? number - 1) + 1) % 2 ** 32, engine);
      last.set(engine, number);
    }
    assert.ok(last.size >= 8, [...last.keys()].join());
  });

  it('names the users that were asked for, each once', () => {
    const names = [...generate({ ...BASE, events: 6000, days: 5 })]
      .filter(({ truth }) => truth.eventName === 'LOGIN')
      .map(({ truth }) => `${truth.userName} ${String(truth.session).split('/')[1]}`);
    assert.equal(new Set(names).size, 40);
    assert.equal(new Set(names.map((name) => name.split(' ')[0])).size, 40);
  });
});

describe('a session', () => {
  const bySession = sessionsOf(generate(BASE));

  it('keeps its SessionId, which no other session of its gateways has at the same time', () => {
    const holders = new Map<string, string>();
    for (const [session, members] of bySession) {
      const ids = new Set(members.flatMap(({ truth }) => truth.vpnSessionId ?? []));
      assert.equal(ids.size, 1, session);
      const holder = `${members[0]?.truth.deviceName} ${[...ids].join()}`;
      assert.equal(holders.get(holder), undefined, holder);
      holders.set(holder, session);
    }
  });

  it('adds up in its logout what its connections sent and received', () => {
    let checked = 0;
    for (const members of bySession.values()) {
      const logout = members.find(({ truth }) => truth.eventName === 'LOGOUT');
      if (logout === undefined) continue;
      const flows = members.filter(({ truth }) => truth.access === 'Allowed');
      for (const token of ['inByte', 'outByte'] as const) {
        const sum = flows.reduce((total, { truth }) => total + Number(truth[token]), 0);
        assert.equal(Number(logout.truth[token]), sum, logout.line);
      }
      checked += 1;
    }
    assert.ok(checked > 50, String(checked));
  });

  it('lies between its login and its logout', () => {
    for (const members of bySession.values()) {
      const times = (name: string): readonly string[] =>
        members.filter(({ truth }) => truth.eventName === name).map(({ truth }) => String(truth.eventTime));
      const [login] = times('LOGIN');
      const [logout] = times('LOGOUT');
      for (const time of [...times('TCPCONNSTAT'), ...times('HTTPREQUEST'), ...times('ICASTART')]) {
        assert.ok(login !== undefined && time >= login, time);
        assert.ok(logout === undefined || time <= logout, time);
      }
    }
  });
});
