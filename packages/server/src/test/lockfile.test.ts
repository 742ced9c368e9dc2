/**
 * The lockfile serves every platform: `npm ci` refuses one that leaves out platform packages, and where an entry is missing
 * the native part is silently not installed (docs/decisions/0001-package-manager.md).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { repositoryRoot } from './tree.js';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const lock = readJson('package-lock.json') as { readonly packages: Readonly<Record<string, Entry & Manifest>> };
const workspaces = Object.keys(lock.packages).filter((path) => !path.includes('node_modules'));

test('every platform package is in the lockfile', () => {
  const missing = Object.values(lock.packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`)));
  assert.deepEqual(missing, [], 'run: npm run lock');
});

test('the lockfile names no registry', () => {
  const named = Object.entries(lock.packages).filter(([, { resolved = '' }]) => /^https?:/.test(resolved));
  assert.deepEqual(named, [], 'keep omit-lockfile-registry-resolved=true in .npmrc');
});

for (const path of workspaces) {
  test(`${path || 'the root'} pins exact versions, and the lockfile knows them`, () => {
    const { dependencies = {}, devDependencies = {} } = readJson(`${path && `${path}/`}package.json`) as Manifest;
    const wanted = { ...dependencies, ...devDependencies };
    assert.deepEqual(
      Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)),
      [],
    );
    const locked = { ...lock.packages[path]?.dependencies, ...lock.packages[path]?.devDependencies };
    assert.deepEqual(locked, wanted, 'run: npm run lock');
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(repositoryRoot + path, 'utf8'));
}
