// A worker thread for what listeners have received.

import { parentPort, workerData } from 'node:worker_threads';
import type { SegmentSetup } from './messages.js';
import { serveSegments } from './segment-encoders.js';

if (parentPort !== null) serveSegments(parentPort, { setup: workerData as SegmentSetup });
