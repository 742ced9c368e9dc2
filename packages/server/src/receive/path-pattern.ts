// Files that a pattern names now: `*` and `?` stand for characters of one name, never for a slash; hidden files only where the
// pattern says so. `/var/log/netscaler/*.log`, `/var/log/hosts/*/messages`.

import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export async function filesMatching(pattern: string): Promise<readonly string[]> {
  const path = resolve(pattern);
  if (!isPattern(path)) return [path];
  const parts = path.split('/').slice(1);
  let folders: string[] = ['/'];
  for (const part of parts) {
    const found = await Promise.all(folders.map((folder) => namesMatching(folder, part)));
    folders = found.flat();
  }
  return folders.sort();
}

async function namesMatching(folder: string, part: string): Promise<string[]> {
  if (!isPattern(part)) return [join(folder, part)];
  const names = await readdir(folder).catch(() => []);
  const wanted = new RegExp(`^${part.replace(/[.*+?^${}()|[\]\\]/g, translated)}$`);
  return names
    .filter((name) => wanted.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .map((name) => join(folder, name));
}

/** Files beside `path`, where a rotated one may have gone to. */
export async function filesBeside(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

function translated(character: string): string {
  if (character === '*') return '[^/]*';
  return character === '?' ? '[^/]' : `\\${character}`;
}
