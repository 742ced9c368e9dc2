// The public sample lines beside the repository, where they are: real NetScaler logs collected from other projects' tests.
// They are read, never copied: most of them carry no licence.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { repositoryRoot } from '../tree.js';

export const samplesFolder = `${repositoryRoot}../shared/samples/`;

/** For the option `skip` of a test: false, or why it is skipped. */
export const samplesSkip = existsSync(samplesFolder) ? false : 'no ../shared/samples beside the repository';

export interface SampleLine {
  /** `file:number`, from 1. */
  readonly place: string;
  /** One latin1 character per byte. */
  readonly line: string;
}

export function sampleLines(): SampleLine[] {
  const names = readdirSync(samplesFolder).filter((name) => name.endsWith('.log'));
  return names.sort().flatMap((name) => {
    const lines = readFileSync(samplesFolder + name, 'latin1').split('\n');
    return lines
      .map((line, index) => ({ place: `${name}:${index + 1}`, line: line.replace(/\r$/, '') }))
      .filter(({ line }) => line.trim() !== '');
  });
}

export interface HeaderTruth {
  readonly category: string;
  readonly eventName: string;
  readonly ppeId: number;
  readonly sessionId: string | undefined;
}

// Deliberately unlike the reader: a search that asks nothing of what stands left of the packet engine.
const native =
  /(?:^|[\s"])(?:\d+-)?PPE-(?<ppe>\d+) : (?:\S+ )??(?<module>[A-Z][A-Z0-9]+) (?<event>[\w-]+(?: [a-z]+)?)(?: (?<number>\d+))?(?: \d+)? :/;
const rfc5424 =
  /^<\d+>1 \S+ \S+ (?<module>\S+) \d+-PPE-(?<ppe>\d+) - - (?:\S+ (?<event>\w+) (?<number>\d+) \d+ :|CEF:(?:[^|]*\|){5}(?<cef>[^|]*)\|)/;

/** What the header of a line says; null for a line without `PPE-`. */
export function headerTruth(line: string): HeaderTruth | null {
  const groups = (rfc5424.exec(line) ?? native.exec(line))?.groups;
  if (groups === undefined) return null;
  return {
    category: groups['module'] ?? '',
    eventName: groups['event'] ?? groups['cef'] ?? '',
    ppeId: Number(groups['ppe']),
    sessionId: groups['number'],
  };
}
