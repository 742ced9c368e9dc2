import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Token } from '@gatehouse/model';
import fc from 'fast-check';
import { sampleLines, samplesSkip } from '../test/cases/sample-lines.js';
import { printLine } from './print.js';
import { defaultContext, readLine } from './reader.js';
import type { Claim, Reading } from './reading.js';

/** Claims are sorted, inside the text, and apart; on a mapped line they cover all of it. */
function checkClaims({ text, claims, state }: Reading): void {
  let at = 0;
  for (const { from, to } of claims) {
    assert.ok(from >= at && to > from && to <= text.length, `claim ${from}–${to} after ${at} of ${text.length}`);
    if (state === 'mapped') assert.equal(from, at, `unclaimed ${JSON.stringify(text.slice(at, from))}`);
    at = to;
  }
  if (state === 'mapped') assert.equal(at, text.length);
}

/** Every token comes from bytes or is derived; string tokens from their bytes are those bytes. */
function checkTokens({ text, claims, event, derived }: Reading): void {
  const values = claims.filter((claim): claim is Extract<Claim, { role: 'value' }> => claim.role === 'value');
  for (const token of Object.keys(event) as Token[]) {
    const own = values.filter(({ tokens }) => tokens.includes(token));
    const isExplained = own.length > 0 || derived[token] !== undefined || token === 'attributes';
    assert.ok(isExplained, `nothing explains ${token}`);
    const value = event[token];
    if (typeof value !== 'string' || own.length === 0 || own.some(({ writing }) => writing !== 'text')) continue;
    assert.equal(own.map(({ from, to }) => text.slice(from, to)).join(''), value, token);
  }
  for (const { attribute, from, to, writing } of values) {
    if (attribute !== undefined && writing === 'text')
      assert.equal(event.attributes?.[attribute], text.slice(from, to));
  }
}

function check(line: string): Reading {
  const reading = readLine(line, defaultContext());
  assert.equal(reading.line, line);
  checkClaims(reading);
  checkTokens(reading);
  assert.equal(reading.state === 'mapped', reading.defects.length === 0);
  assert.doesNotThrow(() => JSON.parse(printLine(reading)));
  return reading;
}

const bytes = fc
  .uint8Array({ maxLength: 200 })
  .map((array) => Buffer.from(array).toString('latin1').replaceAll('\n', ''));

/** Pieces of which real lines are made, in any order: nearer to a real line than random bytes. */
const pieces = [
  '<134> ',
  '07/18/2024:15:20:01 GMT ',
  '13/07/2024:15:20:01  ',
  'Jul 18 15:20:01 ',
  'gw1 ',
  '0-PPE-2 : ',
  'default ',
  'SSLVPN LOGIN ',
  'AAA LOGIN_FAILED ',
  'SSLVPN HTTPREQUEST ',
  'SSLVPN ICASTART ',
  'TCP NAT_CONN_DELINK ',
  'SNMP TRAP_SENT ',
  'APPFW APPFW_SQL ',
  'API CMD_EXECUTED ',
  '4100 0 : ',
  'Context ann@192.0.2.7 - SessionId: 5 - ',
  'User ann ',
  ' - Client_ip 192.0.2.7 ',
  ' - Client_ip  - ',
  '- Nat_ip "Mapped Ip" ',
  ' - Vserver 198.51.100.1:443 ',
  ' : Vserver 198.51.100.1:443 - 07/18/2024:15:20:01 GMT : SSO is ON : GET /x - -',
  ' : Group(s) N/A',
  ' - Browser_type "x"',
  ' - Group(s) "a,b"',
  ' - Failure_reason "no" ',
  '[TCP] [CGP][ICAUUID=a-1] ',
  'Source 192.0.2.7:1 - Destination 10.0.0.1:2 - ',
  'username:domainname ann:corp',
  ' - startTime "07/18/2024:15:20:01 GMT"',
  'netScalerLoginFailure (nsUserName = "a", sysIpAddress = 10.0.0.1)',
  '192.0.2.1 61-PPE1 - p http://x.example.com/ text <blocked>',
  'CEF:0|Citrix|NetScaler|1|APPFW|E|6|src=192.0.2.1 request=http://x msg=y act=blocked',
  'message repeated 3 times: [ ',
  ']',
  '"',
  ' - ',
  '\\"',
  '\xff',
];
const mixed = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 14 })
  .map((parts) => Buffer.from(parts.join(''), 'latin1').toString('latin1'));

test('any bytes give one reading whose claims are sound', () => {
  fc.assert(
    fc.property(bytes, (line) => void check(line)),
    { numRuns: 500 },
  );
});

test('any mixture of the pieces of real lines gives one reading whose claims are sound', () => {
  fc.assert(
    fc.property(mixed, (line) => void check(line)),
    { numRuns: 3000 },
  );
});

test('the public samples give readings whose claims are sound', { skip: samplesSkip }, () => {
  for (const { place, line } of sampleLines()) assert.doesNotThrow(() => check(line), place);
});

test('text of a user never changes another token', () => {
  const line = (user: string) =>
    `<132> 07/18/2024:15:20:01 GMT gw1 0-PPE-2 : default AAA LOGIN_FAILED 4100 0 : User ${user} - Client_ip 192.0.2.9 - Failure_reason "denied"`;
  const others = (text: string) => {
    const { userName, defects, userNameBinary, ...rest } = check(line(text)).event;
    return rest;
  };
  const expected = others('ann');
  const hostile = fc
    .array(
      fc.constantFrom(
        ' - ',
        'Client_ip',
        ' 10.0.0.1',
        'Failure_reason',
        '"',
        ' ',
        'User',
        '- ',
        'x',
        '@',
        ':',
        'Vserver',
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(hostile, (user) => {
      // A user that itself is a whole record up to the browser leaves two readings; without `Browser` there is one.
      fc.pre(!/^\*+$/.test(user.trim()));
      assert.deepEqual(others(user), expected);
    }),
    { numRuns: 2000 },
  );
});

test('the reader learns the order of a device and uses it', () => {
  const context = defaultContext();
  const line = (date: string) => `<134> ${date}:15:20:01 GMT gw1 0-PPE-2 : default AAA Message 4100 0 : "x"`;
  assert.equal(readLine(line('05/06/2024'), context).date?.because, 'setting');
  assert.equal(readLine(line('18/06/2024'), context).date?.because, 'part-over-12');
  assert.deepEqual(readLine(line('05/06/2024'), context).date, { order: 'dmy', because: 'device-history' });
});

test('a cut line says how long it was', () => {
  const reading = readLine(
    '<134> 07/18/2024:15:20:01 GMT gw1 0-PPE-2 : default AAA Message 4100 0 : "x',
    defaultContext({ originalLength: 5_000_000 }),
  );
  assert.ok(reading.defects.includes('line-too-long'));
  assert.equal(reading.event.attributes?.['originalLength'], '5000000');
});

const HEADER = '<134> 07/18/2024:15:20:01 GMT gw1 0-PPE-2 : default ';
const hostileLines: readonly string[] = [
  `${HEADER}AAA LOGIN_FAILED 1 0 : User ${'- Client_ip "x '.repeat(4000)}`,
  `${HEADER}SSLVPN LOGIN 1 0 : Context ${'@1 - SessionId: 1 '.repeat(4000)}`,
  `${HEADER}SSLVPN HTTPREQUEST 1 0 : h User a : Group(s) ${' : Vserver 1:1 - '.repeat(4000)}`,
  `${HEADER}SSLVPN ICASTART 1 0 : ${'[TCP]'.repeat(12_000)}`,
  `${HEADER}X Y 1 0 : ${'a b - '.repeat(10_000)}`,
  `CEF:0|Citrix|NetScaler|1|APPFW|X|6|request=${'src=1 msg=2 '.repeat(5000)}`,
];

for (const line of hostileLines) {
  test(`64 KiB of ${line.slice(-20)} take no longer than other lines`, () => {
    const before = process.cpuUsage();
    check(line);
    const { user } = process.cpuUsage(before);
    assert.ok(user < 2_000_000, `${user} µs`);
  });
}
