// Errors of the event store: part of the table in errors.ts.

import type { ErrorEntry } from './error-entry.js';

export const storeErrors = {
  'store.missing': {
    message: 'there is no event store in {path}',
    exitCode: 1,
    remedy: 'store something first: gatehouse ingest FILE --data {path}',
  },
  'store.locked': {
    message: 'another process is using the event store in {path}',
    exitCode: 1,
    remedy: 'wait for it to end; ask a running server with --url, or choose another folder with --data',
  },
  'reprocess.locked': {
    message: 'another process, most likely the server, is using the event store in {path}',
    exitCode: 1,
    remedy:
      'stop the server (senders over TCP, TLS and RELP keep their lines meanwhile, those over UDP are lost), reprocess, and start it again',
  },
  'store.failed': {
    message: 'the event store has failed: {reason}',
    exitCode: 1,
    remedy: 'run again with GATEHOUSE_DEBUG=1 to see where',
  },
  'platform.unsupported': {
    message: 'the embedded event store has no build for {platform}',
    exitCode: 1,
    remedy: 'use Linux (glibc) or macOS on x64 or arm64; parse, explain and generate work everywhere',
  },
} as const satisfies Record<string, ErrorEntry>;
