/**
 * A quiet reporter for node:test: failures in full, what was skipped and why, and the runner's own closing lines
 * (`# tests`, `# pass`, `# fail` …) as its TAP output prints them. Thousands of table rows pass without a line each.
 */
import { relative } from 'node:path';
import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import { repositoryRoot } from './tree.js';

// node:test loads a reporter by its default export.
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) yield linesOf(event);
}

function linesOf(event: TestEvent): string {
  switch (event.type) {
    case 'test:fail':
      return isOnlyParent(event.data) ? '' : failureLines(event.data);
    case 'test:pass':
      return event.data.skip === undefined ? '' : `skipped: ${event.data.name} (${String(event.data.skip)})\n`;
    case 'test:diagnostic':
      return event.data.nesting === 0 ? `# ${event.data.message}\n` : '';
    default:
      return '';
  }
}

/** A suite fails when a test inside it fails; the test itself has been printed already. */
function isOnlyParent({ details }: EventData.TestFail): boolean {
  return 'failureType' in details.error && details.error.failureType === 'subtestsFailed';
}

function failureLines({ name, file, line, details }: EventData.TestFail): string {
  const place = file === undefined ? '' : ` (${relative(repositoryRoot, file)}:${line})`;
  return `\nFAILED: ${name}${place}\n${inspect(details.error.cause ?? details.error)}\n\n`;
}
