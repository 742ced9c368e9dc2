import assert from 'node:assert/strict';
import { test } from 'node:test';
import { busySeconds, kernelSeconds, memoryMib, processSeconds } from './proc.js';

test('time of all cores leaves out idle and waiting', () => {
  const stat = 'cpu  100 20 30 9000 700 4 5 6 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n';
  assert.equal(busySeconds(stat), 1.65);
});

test('times of a process are found behind a name with brackets and blanks', () => {
  const stat = '17 (rs:main) Q:Reg) S 1 17 17 0 -1 4194560 9 0 0 0 150 50 30 20 20 0 5 0 99 1 2';
  assert.deepEqual(processSeconds(stat), { own: 2, children: 0.5 });
});

test('threads of the kernel are the children of its first one', () => {
  const stat = (parent: number, ticks: number) =>
    `9 (kworker/u8:1) I ${parent} 0 0 0 -1 0 0 0 0 0 0 ${ticks} 0 0 20 0 1`;
  assert.equal(kernelSeconds([stat(2, 120), stat(1, 500), stat(2, 30)]), 1.5);
});

const memories: readonly { status: string; field: 'VmHWM' | 'VmRSS'; mib: number }[] = [
  { status: 'Name:\tnode\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n', field: 'VmHWM', mib: 200 },
  { status: 'Name:\tnode\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n', field: 'VmRSS', mib: 100 },
  { status: 'Name:\tnode\nState:\tZ (zombie)\n', field: 'VmHWM', mib: 0 },
];

for (const { status, field, mib } of memories) {
  test(`${field} of ${JSON.stringify(status)} is ${mib} MiB`, () => {
    assert.equal(memoryMib(status, field), mib);
  });
}
