/** Whatever moment the server dies at: what it has acknowledged, and what its journal has, is stored once. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { crashRounds } from './crash-rounds.test.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'));
after(() => rmSync(place, { recursive: true, force: true }));

test('a server that is killed six times under load loses nothing and repeats nothing', async (context) => {
  const { relp, tcp } = await crashRounds({ folder: place, rounds: 6, perSecond: 3000, longestMs: 900 });
  context.diagnostic(`RELP ${JSON.stringify(relp)}, TCP ${JSON.stringify(tcp)}`);
  assert.ok(relp.sent > 1000 && tcp.stored > 1000, 'there was no load');
  assert.deepEqual(relp, { sent: relp.sent, stored: relp.sent, duplicates: 0, missing: 0 });
  assert.deepEqual({ ...tcp, sent: 0, stored: 0 }, { sent: 0, stored: 0, duplicates: 0, missing: 0 });
});
