// Lines that the program fails on: told loudly, though not for each group again, and kept where even their text cannot be stored.
//
//   <data>/withheld/4504699138998528.ndjson      named after the block whose empty events stand for them
//   {"sourceId": "vienna", "peer": "192.0.2.7", "receivedAt": 1795939200000, "base64": "PDEzND4g…"}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnreadLines } from '../block/processor.js';
import { BadInputLog } from '../log.js';
import type { ListenerLog } from '../receive/listener.js';

export interface UnreadReportParts {
  readonly dataFolder: string;
  readonly log: Pick<ListenerLog, 'error'>;
  readonly now: () => number;
}

/** What the report throws when it cannot keep a line must stop that line from being stored as withheld. */
export function createUnreadReport({ dataFolder, log, now }: UnreadReportParts): (lines: UnreadLines) => void {
  const failures = new BadInputLog({ warn: (fields, message) => log.error(fields, message) }, now);
  return ({ sourceId, firstBlock, count, failure, withheld }) => {
    if (withheld.length > 0) {
      const folder = join(dataFolder, 'withheld');
      const path = join(folder, `${firstBlock}.ndjson`);
      const text = withheld.map(({ bytes, ...origin }) =>
        JSON.stringify({ sourceId, ...origin, base64: Buffer.from(bytes).toString('base64') }),
      );
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, `${text.join('\n')}\n`, { flush: true });
      log.error({ sourceId, lines: withheld.length, path }, 'lines cannot be stored; they are kept in this file');
    }
    failures.report({
      code: 'not-read',
      source: sourceId,
      message: `${count} lines are kept as raw text: the program fails on them, please report it: ${failure.stack ?? failure.message}`,
    });
  };
}
