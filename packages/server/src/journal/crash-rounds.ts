// SIGKILL at random moments under load. The tests run it 30 times; for more, after building:
//   node -e "import('./packages/server/dist/journal/crash-rounds.js').then((m) => m.crashRounds('/tmp/crash', 100)).then(console.log)"

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { contentOf, LIMITS } from './append-until-killed.js';
import type { Journal } from './journal.js';
import { openLmdbJournal } from './lmdb-journal.js';
import { linesOf } from './sample-segments.js';

/** Kills a process that appends, so many times, and checks the journal after each. Returns how many appends were acknowledged. */
export async function crashRounds(folder: string, rounds: number): Promise<number> {
  const durable = new Map<number, string>();
  let released = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [word, sequence, id = ''] of await runUntilKilled(folder, round)) {
      if (word === 'durable') durable.set(Number(sequence), id);
      else released = Number(sequence);
    }
    const journal = await openLmdbJournal({
      folder,
      ...LIMITS,
      onDamaged: (block) => assert.fail(JSON.stringify(block)),
    });
    const read = await readAll(journal);
    const { last } = journal.facts();
    await journal.close();
    assert.deepEqual([...read.keys()], consecutive(last - read.size + 1, last));
    assert.equal(new Set(read.values()).size, read.size);
    for (const [sequence, id] of durable) {
      if (read.has(sequence)) assert.equal(read.get(sequence), id);
      else assert.ok(sequence <= released, `block ${sequence} was acknowledged and is gone`);
    }
  }
  return durable.size;
}

type Said = readonly string[];

/** Kills the process at a random moment after its first word, and returns all that it said in whole lines. */
async function runUntilKilled(folder: string, round: number): Promise<Said[]> {
  const script = new URL('./append-until-killed.js', import.meta.url).href;
  const code = `import(${JSON.stringify(script)}).then((m) => m.appendUntilKilled(${JSON.stringify(folder)}, ${round}))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text));
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  await new Promise((resolve) => void setTimeout(resolve, Math.random() * 200));
  child.kill('SIGKILL');
  await closed;
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
}

/** Sequence → id of every block, with the content checked. */
async function readAll(journal: Journal): Promise<Map<number, string>> {
  const ids = new Map<number, string>();
  const { first, last } = journal.facts();
  const stop = new AbortController();
  if (first > last) return ids;
  for await (const { sequence, segments } of journal.read(first, stop.signal)) {
    const [line = ''] = linesOf(segments);
    const [id = ''] = line.split(' ');
    assert.equal(line, contentOf(id));
    ids.set(sequence, id);
    if (sequence === last) stop.abort();
  }
  return ids;
}

function consecutive(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
