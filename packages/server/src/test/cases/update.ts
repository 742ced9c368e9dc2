// Rewrites what follows `==>` in every case file to what the reader makes of the line now, and names the cases it changed.
// The documents decide what is right: look at every change before keeping it, and at the reader first when one is not wanted.

import { writeFileSync } from 'node:fs';
import { readLine } from '../../map/reader.js';
import { repositoryRoot } from '../tree.js';
import { lineContextOf } from './case-context.js';
import { type Case, formatExpectation } from './case-file.js';
import { type CaseFile, caseFiles } from './pack-cases.js';
import { expectationOf } from './reading-rows.js';

const arrow = '\n==>\n';

function updated({ text, cases }: CaseFile): string {
  const blocks = text.trimEnd().split(/\n\n+/);
  return `${blocks.map((block, index) => updatedBlock(`${block}\n`, cases[index])).join('\n')}`;
}

function updatedBlock(block: string, example: Case | undefined): string {
  if (example === undefined) throw new Error(`no case for ${block}`);
  const got = expectationOf(readLine(example.line, lineContextOf(example)));
  const date = example.expectation.date === null ? null : got.date;
  const written = block.slice(0, block.indexOf(arrow) + arrow.length) + formatExpectation({ ...got, date });
  if (written !== block) console.log(`${example.file}:${example.at} ${example.title}`);
  return written;
}

for (const file of caseFiles()) {
  const text = updated(file);
  if (text !== file.text) writeFileSync(repositoryRoot + file.path, text, 'latin1');
}
