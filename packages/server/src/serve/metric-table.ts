// Every metric once: name → type, labels, unit, meaning, and where in the report of the server its values stand. The registry of
// /metrics and docs/reference/metrics.md derive from this table.

import type { EngineLoss } from './message-gaps.js';
import type { ListenerStatus, PeerStatus, StatusReport } from './status-report.js';

export type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [value: number | null, labels?: Labels];

export interface Metric {
  readonly type: 'counter' | 'gauge';
  readonly labels: readonly string[];
  readonly unit: string;
  readonly help: string;
  /** Null is left out: unknown, which is not 0. */
  readonly samples: (report: StatusReport) => readonly Sample[];
}

const LISTENER = ['listener'];
const PEER = ['listener', 'peer'];
const ENGINE = ['listener', 'device', 'node', 'engine'];

export const METRICS = {
  gatehouse_received_frames_total: {
    type: 'counter',
    labels: PEER,
    unit: 'frames',
    help: 'Messages received and framed.',
    samples: perPeer((peer) => peer.receivedFrames),
  },
  gatehouse_received_bytes_total: {
    type: 'counter',
    labels: PEER,
    unit: 'bytes',
    help: 'Bytes of these messages.',
    samples: perPeer((peer) => peer.receivedBytes),
  },
  gatehouse_refused_total: {
    type: 'counter',
    labels: [...PEER, 'reason'],
    unit: 'times',
    help: 'What was refused, by reason. Only journal-full refuses messages that have been received.',
    samples: ({ listeners }) =>
      listeners.flatMap(({ id, peers }) =>
        peers.flatMap(({ peer, refused }) =>
          Object.entries(refused).map(([reason, count]): Sample => [count, { listener: id, peer, reason }]),
        ),
      ),
  },
  gatehouse_journaled_frames_total: {
    type: 'counter',
    labels: PEER,
    unit: 'frames',
    help: 'Messages that are durable in the journal: RELP senders have been told.',
    samples: perPeer((peer) => peer.journaledFrames),
  },
  gatehouse_stored_frames_total: {
    type: 'counter',
    labels: PEER,
    unit: 'frames',
    help: 'Messages received by this process that are stored and can be searched.',
    samples: perPeer((peer) => peer.storedFrames),
  },
  gatehouse_events_total: {
    type: 'counter',
    labels: [...PEER, 'state'],
    unit: 'events',
    help: 'Events stored: mapped, partial (with defects) or unrecognised (raw text only).',
    samples: ({ listeners }) =>
      listeners.flatMap(({ id, peers }) =>
        peers.flatMap(({ peer, mapped, partial, unrecognised }) =>
          Object.entries({ mapped, partial, unrecognised }).map(
            ([state, count]): Sample => [count, { listener: id, peer, state }],
          ),
        ),
      ),
  },
  gatehouse_defects_total: {
    type: 'counter',
    labels: [...LISTENER, 'code'],
    unit: 'defects',
    help: 'What was odd about stored events, by defect code.',
    samples: ({ listeners }) =>
      listeners.flatMap(({ id, defects }) =>
        Object.entries(defects).map(([code, count]): Sample => [count, { listener: id, code }]),
      ),
  },
  gatehouse_connections: {
    type: 'gauge',
    labels: LISTENER,
    unit: 'connections',
    help: 'Open connections.',
    samples: perListener((listener) => listener.connections),
  },
  gatehouse_kernel_drops_total: {
    type: 'counter',
    labels: LISTENER,
    unit: 'datagrams',
    help: 'Datagrams that the kernel dropped because the socket buffer was full. Only where the system tells (Linux).',
    samples: perListener((listener) => listener.kernelDrops),
  },
  gatehouse_lag_seconds: {
    type: 'gauge',
    labels: PEER,
    unit: 'seconds',
    help: 'Age of the oldest message that is not stored yet, at most; 0 when all are stored.',
    samples: perPeer((peer) => peer.lagSeconds),
  },
  gatehouse_clock_skew_seconds: {
    type: 'gauge',
    labels: PEER,
    unit: 'seconds',
    help: 'Median of event time minus time of receipt, lately: positive when the clock of the device is ahead.',
    samples: perPeer((peer) => peer.skewSeconds),
  },
  gatehouse_silence_seconds: {
    type: 'gauge',
    labels: PEER,
    unit: 'seconds',
    help: 'Time since the last message.',
    samples: perPeer((peer) => peer.silenceSeconds),
  },
  gatehouse_listener_silence_seconds: {
    type: 'gauge',
    labels: LISTENER,
    unit: 'seconds',
    help: 'Time since the last message of any peer, or since the listener began when there was none.',
    samples: perListener((listener) => listener.silenceSeconds),
  },
  gatehouse_listener_silent: {
    type: 'gauge',
    labels: LISTENER,
    unit: '0 or 1',
    help: 'Whether the listener has been silent for longer than its setting silentAfterSeconds: alarm on this.',
    samples: perListener((listener) => Number(listener.isSilent)),
  },
  gatehouse_estimated_lost_messages: {
    type: 'gauge',
    labels: ENGINE,
    unit: 'messages',
    help:
      'ESTIMATE of messages that never came, from gaps in the message numbers of each packet engine. Also counts messages that the ' +
      'syslog policy of the appliance does not send. Falls when late messages arrive.',
    samples: perEngine((engine) => engine.lost),
  },
  gatehouse_numbered_messages_total: {
    type: 'counter',
    labels: ENGINE,
    unit: 'messages',
    help: 'Different message numbers seen: what the estimate compares with.',
    samples: perEngine((engine) => engine.seen),
  },
  gatehouse_duplicate_numbers_total: {
    type: 'counter',
    labels: ENGINE,
    unit: 'messages',
    help: 'Message numbers that came more than once: a relay or client that sent again.',
    samples: perEngine((engine) => engine.duplicates),
  },
  gatehouse_number_restarts_total: {
    type: 'counter',
    labels: ENGINE,
    unit: 'times',
    help: 'Times that the message numbers of a packet engine began anew: the appliance was started again.',
    samples: perEngine((engine) => engine.restarts),
  },
  gatehouse_journal_blocks: {
    type: 'gauge',
    labels: [],
    unit: 'blocks',
    help: 'Blocks in the journal that wait to be stored.',
    samples: ({ journal }) => [[journal.blocks]],
  },
  gatehouse_journal_frames: {
    type: 'gauge',
    labels: [],
    unit: 'frames',
    help: 'Messages in these blocks.',
    samples: ({ journal }) => [[journal.lines]],
  },
  gatehouse_journal_bytes: {
    type: 'gauge',
    labels: [],
    unit: 'bytes',
    help: 'Size of these blocks.',
    samples: ({ journal }) => [[journal.bytes]],
  },
  gatehouse_journal_oldest_seconds: {
    type: 'gauge',
    labels: [],
    unit: 'seconds',
    help: 'How long the oldest of these blocks has been waiting; 0 when none waits.',
    samples: ({ time, journal: { oldestAt } }) => [[oldestAt === null ? 0 : (Date.parse(time) - oldestAt) / 1000]],
  },
  gatehouse_journal_kept_bytes: {
    type: 'gauge',
    labels: [],
    unit: 'bytes',
    help: 'Size of stored blocks that are kept for a replay.',
    samples: ({ journal }) => [[journal.keptBytes]],
  },
  gatehouse_journal_limit_bytes: {
    type: 'gauge',
    labels: [],
    unit: 'bytes',
    help: 'Size at which the journal takes no more.',
    samples: ({ journal }) => [[journal.limitBytes]],
  },
  gatehouse_waiting_frames: {
    type: 'gauge',
    labels: [],
    unit: 'frames',
    help: 'Messages received and not yet durable.',
    samples: ({ balance }) => [[balance.waiting]],
  },
  gatehouse_carried_frames: {
    type: 'gauge',
    labels: [],
    unit: 'frames',
    help: 'Messages that were in the journal when the process began.',
    samples: ({ balance }) => [[balance.carried]],
  },
  gatehouse_damaged_frames_total: {
    type: 'counter',
    labels: [],
    unit: 'frames',
    help: 'Messages in blocks of the journal that could not be read.',
    samples: ({ balance }) => [[balance.damaged]],
  },
  gatehouse_unaccounted_frames: {
    type: 'gauge',
    labels: [],
    unit: 'frames',
    help: 'Durable messages that are neither stored nor in the journal. 0 at rest: anything else is a defect of Gatehouse.',
    samples: ({ balance }) => [[balance.unaccounted]],
  },
  gatehouse_store_inserts_total: {
    type: 'counter',
    labels: [],
    unit: 'inserts',
    help: 'Blocks inserted into the event store.',
    samples: ({ store }) => [[store.inserts]],
  },
  gatehouse_store_insert_seconds_total: {
    type: 'counter',
    labels: [],
    unit: 'seconds',
    help: 'Time that these inserts took.',
    samples: ({ store }) => [[store.insertSeconds]],
  },
  gatehouse_store_failures_total: {
    type: 'counter',
    labels: [],
    unit: 'inserts',
    help: 'Inserts that failed and are tried again.',
    samples: ({ store }) => [[store.failures]],
  },
  gatehouse_store_delay_seconds: {
    type: 'gauge',
    labels: ['quantile'],
    unit: 'seconds',
    help: 'From receipt until a message can be searched, lately: median and 99th percentile.',
    samples: ({ store: { delaySeconds } }) => [
      [delaySeconds.median, { quantile: '0.5' }],
      [delaySeconds.p99, { quantile: '0.99' }],
    ],
  },
  process_resident_memory_bytes: {
    type: 'gauge',
    labels: [],
    unit: 'bytes',
    help: 'Memory of the process.',
    samples: (report) => [[report.process.residentBytes]],
  },
  process_heap_bytes: {
    type: 'gauge',
    labels: [],
    unit: 'bytes',
    help: 'Memory in use by objects.',
    samples: (report) => [[report.process.heapBytes]],
  },
  process_cpu_seconds_total: {
    type: 'counter',
    labels: [],
    unit: 'seconds',
    help: 'Processor time used, of all threads.',
    samples: (report) => [[report.process.cpuSeconds]],
  },
  process_start_time_seconds: {
    type: 'gauge',
    labels: [],
    unit: 'seconds since 1970 UTC',
    help: 'When the process began.',
    samples: (report) => [[Date.parse(report.process.startedAt) / 1000]],
  },
} as const satisfies Record<string, Metric>;

function perListener(pick: (listener: ListenerStatus) => number | null): Metric['samples'] {
  return ({ listeners }) => listeners.map((listener) => [pick(listener), { listener: listener.id }]);
}

function perPeer(pick: (peer: PeerStatus) => number | null): Metric['samples'] {
  return ({ listeners }) =>
    listeners.flatMap(({ id, peers }) => peers.map((peer): Sample => [pick(peer), { listener: id, peer: peer.peer }]));
}

function perEngine(pick: (engine: EngineLoss) => number): Metric['samples'] {
  return ({ engines }) =>
    engines.map((engine) => [
      pick(engine),
      { listener: engine.sourceId, device: engine.device, node: engine.node, engine: engine.engine },
    ]);
}
