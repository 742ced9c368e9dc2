/** The public sample lines: nothing is lost, headers say what an independent search says, other parsers agree or are wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printLine } from '../../map/print.js';
import { defaultContext, readLine } from '../../map/reader.js';
import type { Reading } from '../../map/reading.js';
import { disagreements } from './disagreements.js';
import { agrees, opinions, type Printed } from './expected-values.js';
import { headerTruth, sampleLines, samplesSkip } from './sample-lines.js';

const options = { skip: samplesSkip };

function read(line: string): Reading {
  return readLine(line, defaultContext());
}

function printed(line: string): Printed {
  return JSON.parse(printLine(read(line))) as Printed;
}

test('each of the 275 sample lines yields one event that holds the line', options, () => {
  const lines = sampleLines();
  assert.equal(lines.length, 275);
  const changed = lines.filter(({ line }) => {
    const text = printLine(read(line));
    return (
      text.includes('\n') || (JSON.parse(text) as Printed)['rawEvent'] !== Buffer.from(line, 'latin1').toString('utf8')
    );
  });
  assert.deepEqual(
    changed.map(({ place }) => place),
    [],
  );
});

test('the 237 lines with a packet engine are recognised with the right header', options, () => {
  const lines = sampleLines().filter(({ line }) => line.includes('PPE-'));
  const truths = lines.flatMap(({ place, line }) => {
    const truth = headerTruth(line);
    return truth === null ? [] : [{ place, truth: { ...truth }, event: read(line).event }];
  });
  assert.equal(truths.length, 237);
  const wrong = truths.filter(({ truth, event: { category, eventName, ppeId, sessionId, packetEngine } }) => {
    const got = { category, eventName, ppeId, sessionId };
    return (
      packetEngine !== 'PPE' || Object.entries(truth).some(([token, value]) => got[token as keyof typeof got] !== value)
    );
  });
  assert.deepEqual(wrong, []);
});

test('other parsers agree, except where they are wrong or mean something else', options, () => {
  const all = opinions().map(({ name, message, theirs, counterpart }) => ({
    name,
    theirs,
    ours: counterpart(printed(message)),
  }));
  assert.ok(all.length > 200, `only ${all.length} values compared`);
  const different = all.filter(({ ours, theirs }) => !agrees(ours, theirs));
  assert.deepEqual(
    different.map(({ name }) => name).sort(),
    disagreements.map(({ value }) => value).sort(),
    different.map(({ name, ours, theirs }) => `${name}: ours ${String(ours)}, theirs ${String(theirs)}`).join('\n'),
  );
});
