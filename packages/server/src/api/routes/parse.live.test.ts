/** The parse bench over HTTP: it says what `gatehouse explain --json` says, and takes only what it can answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { internalNetworks } from '../../map/direction.js';
import { explain } from '../../map/explanation.js';
import { defaultContext, type LineContext, readLine } from '../../map/reader.js';
import { requireForm } from '../../test/answer-form.js';
import { problemIn, serveApp } from '../../test/served-app.js';
import { exampleLines } from '../../test/stored-events.js';
import { parseRoutes } from './parse.js';

const networks = internalNetworks(['10.0.0.0/8']);
const routes = parseRoutes(() => networks);
const AMBIGUOUS =
  '<134> 05/06/2026:10:00:00 gw1 0-PPE-0 : default SSLVPN LOGIN_FAILED 7 0 :  User ännä - Failure_reason "x"';

const options: readonly [
  what: string,
  options: Partial<Pick<LineContext, 'timezone' | 'dateOrder' | 'severityFrom'>>,
][] = [
  ['no options', {}],
  ['a zone', { timezone: 'Europe/Vienna' }],
  ['an order of dates', { dateOrder: 'dmy' }],
  ['where the severity is', { severityFrom: 'header' }],
];

for (const [what, chosen] of options) {
  test(`lines with ${what} are explained as on the command line`, async (t) => {
    const lines = [...exampleLines(1).slice(0, 90), AMBIGUOUS, '', 'no log line at all', '\u0000\uD800'];
    const { status, body } = await ask(t, { lines, ...chosen });
    const context = defaultContext({ ...chosen, internalNetworks: networks });
    const expected = lines.map((line) => explain(readLine(Buffer.from(line).toString('latin1'), context)));
    assert.equal(status, 200);
    assert.deepEqual((body as { explanations: unknown }).explanations, JSON.parse(JSON.stringify(expected)));
    requireForm(routes[0], body);
  });
}

const refused: readonly [what: string, body: unknown, status: number][] = [
  ['no lines', { lines: [] }, 400],
  ['lines that are none', { lines: 'a' }, 400],
  ['two lines in one', { lines: ['a\nb'] }, 400],
  ['101 lines', { lines: Array.from({ length: 101 }, () => 'a') }, 400],
  ['a line of 8193 characters', { lines: ['a'.repeat(8193)] }, 400],
  ['more than a megabyte', { lines: ['a'.repeat(2 ** 20)] }, 413],
  ['a zone that is none', { lines: ['a'], timezone: 'Mars/Olympus' }, 400],
  ['an order that is none', { lines: ['a'], dateOrder: 'mdyy' }, 400],
  ['an unknown key', { lines: ['a'], zone: 'UTC' }, 400],
];

for (const [what, body, status] of refused) {
  test(`${what} is refused`, async (t) => {
    const { url } = await serveApp(t, { routes });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/v1/parse`, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.equal((await problemIn(response)).status, status);
  });
}

async function ask(
  t: Parameters<typeof serveApp>[0],
  body: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { url } = await serveApp(t, { routes });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1/parse`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
