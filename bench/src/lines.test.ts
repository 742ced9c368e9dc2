import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { countLines, everyNth, linesOf } from './lines.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-lines-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('lines are counted across chunks, and every third one is taken', async () => {
  const path = join(folder, 'numbers.txt');
  const lines = Array.from({ length: 300_000 }, (_, index) => `line ${index}`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  assert.equal(await countLines(path), 300_000);
  const thirds: string[] = [];
  for await (const line of everyNth(linesOf(path), 100_000)) thirds.push(line);
  assert.deepEqual(thirds, ['line 0', 'line 100000', 'line 200000']);
});
