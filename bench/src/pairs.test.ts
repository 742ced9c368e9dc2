import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IngestRun } from './ours.js';
import { ratiosOf } from './pairs.js';

const store = { rows: 1, eventBytes: 1, wordBytes: 1, partsFound: 1, parts: 1 };

function ours(wallS: number, cpuS: number, mergeCpuS: number): IngestRun {
  return { wallS, cpuS, mergeCpuS, peakMib: 0, kernelS: 0, foreign: 0, byTemplate: 0, store };
}

function theirs(wallS: number, cpuS: number) {
  return { wallS, cpuS, peakMib: 0, kernelS: 0, foreign: 0 };
}

test('ratios are taken pair by pair', () => {
  const ratios = ratiosOf([
    { ours: ours(5, 8, 2), theirs: theirs(10, 16) },
    { ours: ours(10, 16, 4), theirs: theirs(15, 20) },
    { ours: ours(4, 8, 0), theirs: theirs(12, 16) },
  ]);
  assert.deepEqual(ratios, {
    speed: { median: 2, min: 1.5, max: 3 },
    cpu: { median: 0.5, min: 0.5, max: 0.8 },
    cpuWithMerges: { median: 0.625, min: 0.5, max: 1 },
  });
});

test('without a peer there is nothing to compare', () => {
  assert.equal(ratiosOf([{ ours: ours(5, 8, 2), theirs: undefined }]), undefined);
});
