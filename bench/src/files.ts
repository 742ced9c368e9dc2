/** Where the program and the files of a measurement are. */
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The command line as node runs it, without the launcher. */
export const CLI = `${repositoryRoot}packages/server/dist/cli/main.js`;

export const PEERS = `${repositoryRoot}bench/peers/`;

/** A program of this folder that has to run in a process of its own. */
export function childProgram(
  name: 'settle' | 'encode-alone' | 'search-alone' | 'compile-alone' | 'http-alone' | 'upkeep-alone' | 'sessions-alone',
): string {
  return `${repositoryRoot}bench/dist/${name}.js`;
}
