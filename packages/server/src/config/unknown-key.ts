// What to write instead of a key that does not exist: the one that is meant, or all that are possible in its place.

import { keyPaths } from './keys.js';

export function unknownKeyFix(path: string): string {
  const at = path.lastIndexOf('.') + 1;
  const [group, name] = [path.slice(0, at), path.slice(at)];
  const names = namesIn(group);
  const inside = names.includes(name) ? namesIn(`${path}.`) : [];
  if (inside.length > 0) return `${path} is a group: write one of ${inside.map((key) => `${path}.${key}`).join(', ')}`;
  const meant = names.find((known) => isMeant(bare(name), bare(known)));
  if (meant !== undefined) return `did you mean ${meant}?`;
  return `remove it, or write one of ${names.join(', ')}`;
}

/** Keys and groups directly in a group. */
function namesIn(group: string): string[] {
  const inside = keyPaths.filter((path) => path.startsWith(group));
  const names = inside.map((path) => path.slice(group.length).replace(/(\[\])?\..*$/, ''));
  return [...new Set(names)];
}

/** The same without units and punctuation, or with one letter too many, too few or wrong. */
function isMeant(written: string, known: string): boolean {
  if (written.length < 2) return false;
  if (known.startsWith(written) || (written.length > 3 && known.includes(written))) return true;
  return differsByOne(written, known);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function differsByOne(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  );
}
