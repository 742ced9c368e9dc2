import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '@gatehouse/model';
import { printLine, printReading } from './print.js';
import { defaultContext, readLine } from './reader.js';

const LINE =
  '<134> 07/18/2024:15:20:01 GMT gw1 0-PPE-2 : default TCP CONN_DELINK 4100 0 : Source 192.0.2.44:59839 - Vserver 198.51.100.10:443 - NatIP 10.20.0.6:17708 - Destination 10.20.30.40:80 - Delink Time 07/18/2024:15:20:01 GMT - Total_bytes_send 9007199254740993 - Total_bytes_recv 64248';

test('tokens are printed in the order of the model, instants in ISO 8601 with milliseconds', () => {
  const printed = printReading(readLine(LINE, defaultContext()));
  const tokens = Object.keys(printed);
  assert.deepEqual(
    tokens,
    TOKENS.filter((token) => tokens.includes(token)),
  );
  assert.equal(printed.eventTime, '2024-07-18T15:20:01.000Z');
  assert.equal(printed.rawEvent, LINE);
});

test('numbers are numbers, above 2^53 decimal strings', () => {
  const printed = printReading(readLine(LINE, defaultContext()));
  assert.deepEqual([printed.inByte, printed.outByte, printed.sessionId], [64_248, '9007199254740993', '4100']);
});

test('attributes are one object, lists are arrays, what is absent has no key', () => {
  const printed = printReading(readLine(LINE, defaultContext()));
  assert.deepEqual(printed.attributes, { 'NatIP port': '17708' });
  assert.deepEqual(printed.tags, ['VPN', 'citrix-vpn']);
  assert.equal('defects' in printed, false);
  assert.equal('rawEventBase64' in printed, false);
});

test('texts are UTF-8; bytes that are none are replaced and kept in Base64', () => {
  const good = readLine(Buffer.from('<134> grüezi', 'utf8').toString('latin1'), defaultContext());
  assert.equal(printReading(good).rawEvent, '<134> grüezi');
  const bad = printReading(readLine('<134> gr\xfc', defaultContext()));
  assert.deepEqual(
    [bad.rawEvent, bad.rawEventBase64],
    ['<134> gr\ufffd', Buffer.from('<134> gr\xfc', 'latin1').toString('base64')],
  );
});

test('a printed line is one line', () => {
  assert.equal(printLine(readLine('"a\\"\\n\\"b"', defaultContext())).includes('\n'), false);
});
