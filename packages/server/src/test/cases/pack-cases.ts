// All case files of all source packs.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { repositoryRoot } from '../tree.js';
import { type Case, parseCases } from './case-file.js';

export interface CaseFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly pack: string;
  readonly text: string;
  readonly cases: readonly Case[];
}

export function caseFiles(): CaseFile[] {
  return readdirSync(`${repositoryRoot}sources`).flatMap((pack) => caseFilesOf(pack));
}

function caseFilesOf(pack: string): CaseFile[] {
  const folder = `sources/${pack}/cases`;
  if (!existsSync(repositoryRoot + folder)) return [];
  const names = readdirSync(repositoryRoot + folder).filter((name) => name.endsWith('.txt'));
  return names.sort().map((name) => {
    const path = `${folder}/${name}`;
    // One character per byte, as the reader takes lines; the case lint holds that the files are ASCII.
    const text = readFileSync(repositoryRoot + path, 'latin1');
    return { path, pack, text, cases: parseCases(text, path) };
  });
}
