// Columns of the table of sessions that the table of events does not have.

import type { AliasColumn, StoredColumn } from '../field.js';

/** Lists that hardly repeat. */
export const PLAIN_LIST = {
  kind: 'stored',
  type: 'String',
  codec: 'ZSTD(1)',
  joinedBy: '\n',
} as const satisfies StoredColumn;

/** A session without a logged end is taken to go on for so long after its last event: the gateway's own default. */
export const IDLE_MINUTES = 30;

/** `lastTime` is the last event of the session. */
export const STATE = {
  kind: 'alias',
  type: 'String',
  expression: `multiIf(closeReason != '', 'closed', lastTime > now64(3) - INTERVAL ${IDLE_MINUTES} MINUTE, 'active', 'ended')`,
} as const satisfies AliasColumn;
