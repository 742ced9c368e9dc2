/** Where and of what the figures are. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { repositoryRoot } from './files.js';

export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly kernel: string;
  readonly node: string;
  readonly chdb: string;
  /** Commit of the measured program; `+` when files differ from it. */
  readonly commit: string;
}

export function describeMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    chdb: versionOf('chdb'),
    commit: commit(),
  };
}

function versionOf(name: string): string {
  const path = createRequire(`${repositoryRoot}packages/server/`).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

function commit(): string {
  const git = (...args: string[]) =>
    spawnSync('git', ['-C', repositoryRoot, ...args], { encoding: 'utf8' }).stdout ?? '';
  const changed = git('status', '--porcelain', '--', 'packages', 'sources') !== '';
  return `${git('rev-parse', '--short', 'HEAD').trim()}${changed ? '+' : ''}`;
}
