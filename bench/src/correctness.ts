/**
 * Is it right what was measured? Samples of the peer's output, of `gatehouse parse` and of the stored rows against the
 * generator's truth, every token. A sample of lines is spread over the whole input; stored rows are the newest ones.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { CLI } from './files.js';
import type { Input } from './input.js';
import { everyNth, linesOf } from './lines.js';
import { measureProcess } from './measure.js';
import { HEADER, NOT_ASKED, readRecord, WITHOUT_RULE } from './rsyslog-record.js';
import { type Facts, Tally } from './truth.js';

const SAMPLE = 20_000;

export async function checkPeer(input: Input, output: string): Promise<Tally> {
  const truths = await sampledTruths(input);
  const tally = new Tally();
  for await (const line of linesOf(output)) {
    const sessionId = /"sessionId": ?"(\d+)"/.exec(line)?.[1] ?? '';
    const truth = truths.get(sessionId);
    if (truth === undefined) continue;
    truths.delete(sessionId);
    tally.add(`${String(truth['eventName'])} ${sessionId}`, asFarAsAsked(truth, readRecord(line)));
  }
  for (const sessionId of truths.keys()) tally.miss(sessionId, ['missing in the output']);
  return tally;
}

function asFarAsAsked(truth: Facts, found: Facts) {
  if (!WITHOUT_RULE.includes(String(truth['eventName']))) return { truth, found, without: NOT_ASKED };
  return { truth: Object.fromEntries(HEADER.map((token) => [token, truth[token]])), found };
}

/** Message numbers are unique within an input. */
async function sampledTruths(input: Input): Promise<Map<string, Facts>> {
  const truths = new Map<string, Facts>();
  for await (const line of everyNth(linesOf(input.truth), stepOf(input))) {
    const truth = JSON.parse(line) as Facts;
    truths.set(String(truth['sessionId']), truth);
  }
  return truths;
}

function stepOf(input: Input): number {
  return Math.max(1, Math.floor(input.events / SAMPLE));
}

export async function checkParse(input: Input, folder: string): Promise<Tally> {
  const sample = join(folder, 'sample.log');
  const lines = await copyLines(everyNth(linesOf(input.path, 'latin1'), stepOf(input)), sample);
  const { stdout } = await measureProcess(process.execPath, [CLI, 'parse', sample]);
  const tally = new Tally();
  const events = stdout.trimEnd().split('\n');
  let index = 0;
  for await (const truth of everyNth(linesOf(input.truth), stepOf(input))) {
    compareEvent(tally, { truth: JSON.parse(truth) as Facts, json: events[index] ?? '{}', line: lines[index] ?? '' });
    index++;
  }
  if (events.length !== index) tally.miss('parse', [`${events.length} events for ${index} lines`]);
  return tally;
}

async function copyLines(lines: AsyncIterable<string>, path: string): Promise<string[]> {
  const copied: string[] = [];
  const file = createWriteStream(path, { encoding: 'latin1' });
  for await (const line of lines) {
    copied.push(line);
    if (!file.write(`${line}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return copied;
}

function compareEvent(tally: Tally, { truth, json, line }: { truth: Facts; json: string; line: string }): void {
  const found = JSON.parse(json) as Facts;
  const name = `${String(truth['eventName'])} ${String(truth['sessionId'])}`;
  tally.add(name, { truth, found });
  if (found['rawEvent'] !== line) tally.miss(name, [`rawEvent is ${String(found['rawEvent'])}`]);
}

/** The newest rows as the command line prints them, against the end of the input. */
export async function checkStored(input: Input, data: string): Promise<Tally> {
  const limit = Math.min(SAMPLE, input.events);
  const query = ['query', '', '--data', data, '--format', 'ndjson', '--limit', `${limit}`];
  const { stdout } = await measureProcess(process.execPath, [CLI, ...query]);
  const events = new Map(
    stdout
      .trimEnd()
      .split('\n')
      .map((json) => [messageNumber(json), json]),
  );
  const lines = await lastLines(input.path, limit);
  const tally = new Tally();
  for (const [index, json] of (await lastLines(input.truth, limit)).entries()) {
    const truth = JSON.parse(json) as Facts;
    compareEvent(tally, { truth, json: events.get(messageNumber(json)) ?? '{}', line: lines[index] ?? '' });
  }
  if (events.size !== limit) tally.miss('query', [`${events.size} events instead of ${limit}`]);
  return tally;
}

function messageNumber(json: string): string {
  return String((JSON.parse(json) as Facts)['sessionId']);
}

async function lastLines(path: string, count: number): Promise<string[]> {
  let kept: string[] = [];
  for await (const line of linesOf(path)) {
    kept.push(line);
    if (kept.length >= 2 * count) kept = kept.slice(-count);
  }
  return kept.slice(-count);
}
