// The status of a running server for people: a table of listeners and peers, one of devices, and what needs attention. Names come
// from the network: they reach the terminal through the tables, which replace control characters, or quoted.

import picocolors from 'picocolors';
import type { EngineLoss } from '../serve/message-gaps.js';
import type { ListenerStatus, PeerStatus, StatusReport, TrafficStatus } from '../serve/status-report.js';
import type { Paint } from './io.js';
import { grouped } from './progress.js';
import { rowsTable } from './query-output.js';
import { attentionOf } from './status-attention.js';
import { ageText, bytesText, skewText } from './status-units.js';

export interface StatusStyle {
  readonly paint: Paint;
  /** Columns of the terminal; Infinity cuts nothing. */
  readonly width: number;
}

export function statusText(report: StatusReport, style: StatusStyle): string {
  const { paint } = style;
  const { uptimeSeconds, residentBytes } = report.process;
  const attention = attentionOf(report).map((line) => `${paint.yellow('!')} ${line}`);
  return [
    `${paint.bold('Gatehouse')} has been running for ${ageText(uptimeSeconds)} and uses ${bytesText(residentBytes)} of memory.`,
    '',
    listenersTable(report.listeners, style),
    ...devicesPart(report.engines, style),
    journalText(report),
    storeText(report),
    ...retentionText(report),
    balanceText(report, paint),
    ...(attention.length === 0 ? [] : ['', ...attention]),
    '',
  ].join('\n');
}

/** Seconds after which a lag is worth a colour: storing in groups takes less. */
const BEHIND_SECONDS = 10;

const LISTENER_TITLES = [
  'listener',
  'peer',
  'state',
  '/s',
  'received',
  'stored',
  'partly',
  'unrecog.',
  'refused',
  'drops',
  'lag',
  'skew',
  'last',
] as const;

/** Columns in which there may be nothing to see. */
const LEFT_OUT_WHEN_EMPTY: readonly string[] = ['partly', 'unrecog.', 'refused', 'drops', 'skew'];

/** Columns that a narrow terminal does without, in this order; the JSON has all of them. */
const GIVEN_UP_FIRST: readonly string[] = ['stored', 'partly', 'unrecog.', 'drops', 'skew'];

/** What a table needs to the right of its last column. */
const GAP = 2;
const NO_PAINT = picocolors.createColors(false);

type Row = Readonly<Record<string, unknown>>;

function listenersTable(listeners: readonly ListenerStatus[], style: StatusStyle): string {
  if (listeners.length === 0) return 'No listener is configured.\n';
  const shown: { readonly traffic: TrafficStatus; readonly row: Row }[] = listeners.flatMap((listener) => [
    {
      traffic: listener,
      row: { ...trafficRow(listener), listener: listener.id, peer: wayIn(listener), drops: listener.kernelDrops },
    },
    ...shownPeers(listener.peers).map((peer) => ({
      traffic: peer,
      row: { ...trafficRow(peer), listener: '', peer: peer.peer },
    })),
  ]);
  const rows = shown.map(({ row }) => row);
  const table = fittingTable(rows, style);
  return colouredLines(table, (index) => colourOf(shown[index]?.traffic, style.paint));
}

/** Gives up whole columns before an address becomes unreadable. */
function fittingTable(rows: readonly Row[], style: StatusStyle): string {
  const filled = (title: string) => !LEFT_OUT_WHEN_EMPTY.includes(title) || rows.some((row) => row[title]);
  let titles: readonly string[] = LISTENER_TITLES.filter(filled);
  for (const title of GIVEN_UP_FIRST) {
    if (widthOf(titles, rows) <= style.width) break;
    titles = titles.filter((one) => one !== title);
  }
  return rowsTable({ titles, rows, ...style });
}

function widthOf(titles: readonly string[], rows: readonly Row[]): number {
  const table = rowsTable({ titles, rows, width: Number.POSITIVE_INFINITY, paint: NO_PAINT });
  return Math.max(...table.split('\n').map((line) => [...line].length)) + GAP;
}

function wayIn({ kind, address }: ListenerStatus): string {
  return address === null ? kind : `${kind} ${address}`;
}

const MOST_PEERS = 20;

/** The busiest and the silent ones; all of them are in the JSON. */
function shownPeers(peers: readonly PeerStatus[]): readonly PeerStatus[] {
  return [...peers]
    .sort((a, b) => Number(b.isSilent) - Number(a.isSilent) || b.receivedFrames - a.receivedFrames)
    .slice(0, MOST_PEERS);
}

function trafficRow(traffic: TrafficStatus): Row {
  return {
    state: stateOf(traffic),
    '/s': Math.round(traffic.perSecond * 10) / 10,
    received: traffic.receivedFrames,
    stored: traffic.storedFrames,
    partly: traffic.partial,
    'unrecog.': traffic.unrecognised,
    refused: Object.values(traffic.refused).reduce((sum, count) => sum + count, 0),
    lag: ageText(traffic.lagSeconds),
    skew: traffic.skewSeconds === null ? '' : skewText(traffic.skewSeconds),
    last: traffic.receivedFrames === 0 ? 'none yet' : `${ageText(traffic.silenceSeconds)} ago`,
  };
}

function stateOf({ isSilent, lagSeconds }: TrafficStatus): 'silent' | 'behind' | 'ok' {
  if (isSilent) return 'silent';
  return lagSeconds > BEHIND_SECONDS ? 'behind' : 'ok';
}

function colourOf(traffic: TrafficStatus | undefined, paint: Paint): (line: string) => string {
  const state = traffic === undefined ? 'ok' : stateOf(traffic);
  if (state === 'silent') return paint.red;
  return state === 'behind' ? paint.yellow : (line) => line;
}

/** Colours the lines under the titles; every row of a table is one line. */
function colouredLines(table: string, colour: (index: number) => (line: string) => string): string {
  return table
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : colour(index - 1)(line)))
    .join('\n');
}

const ENGINE_TITLES = ['device', 'node', 'engine', 'listener', 'seen', 'lost', 'lost %', 'twice', 'restarts'] as const;
const MOST_ENGINES = 20;

function devicesPart(engines: readonly EngineLoss[], style: StatusStyle): string[] {
  if (engines.length === 0) return [];
  const shown = engines.slice(0, MOST_ENGINES);
  const rows = shown.map(({ sourceId, device, node, engine, seen, lost, duplicates, restarts }) => ({
    device,
    node,
    engine,
    listener: sourceId,
    seen,
    lost,
    'lost %': Math.round((lost / Math.max(1, seen + lost)) * 1000) / 10,
    twice: duplicates,
    restarts,
  }));
  const more = engines.length > shown.length ? [`… and ${engines.length - shown.length} more: --json\n`] : [];
  const table = rowsTable({ titles: ENGINE_TITLES, rows, ...style });
  const title = style.paint.dim('Messages lost on the way, an estimate from gaps in their numbers:');
  return [`${title}\n${table}`, ...more];
}

function journalText({ journal }: StatusReport): string {
  const part = journal.limitBytes === 0 ? 0 : Math.round((journal.bytes / journal.limitBytes) * 100);
  const fill = `${bytesText(journal.bytes)} of ${bytesText(journal.limitBytes)} (${part} %)`;
  return `journal  ${fill}, ${grouped(journal.lines)} messages in ${grouped(journal.blocks)} blocks wait to be stored`;
}

function storeText({ store }: StatusReport): string {
  const { inserts, insertSeconds, failures, delaySeconds } = store;
  const mean = inserts === 0 ? '' : `, ${Math.round((insertSeconds / inserts) * 1000)} ms each`;
  const failed = failures === 0 ? '' : `, ${grouped(failures)} failed and tried again`;
  const { median, p99 } = delaySeconds;
  const delay =
    median === null || p99 === null ? '' : `; searchable ${ageText(median)} after receipt (p99 ${ageText(p99)})`;
  return `store    ${grouped(inserts)} inserts${mean}${failed}${delay}`;
}

function retentionText({ retention: { days, last } }: StatusReport): string[] {
  if (days === 0) return [];
  const removed =
    last === null ? '' : `; ${grouped(last.events)} events and ${grouped(last.sessions)} sessions went at ${last.at}`;
  return [`kept     events of ${grouped(days)} days${removed}`];
}

function balanceText({ balance }: StatusReport, paint: Paint): string {
  const parts: readonly (readonly [string, number])[] = [
    ['stored', balance.stored],
    ['in the journal', balance.inJournal],
    ['not yet durable', balance.waiting],
    ['refused by the full journal', balance.refused],
    ['damaged', balance.damaged],
    ['unaccounted', balance.unaccounted],
  ];
  const shown = parts
    .filter(([, count], index) => index < 2 || count !== 0)
    .map(([name, count]) => `${grouped(count)} ${name}`);
  const carried = balance.carried === 0 ? '' : ` and ${grouped(balance.carried)} from before`;
  const text = `balance  ${grouped(balance.received)} received${carried} = ${shown.join(' + ')}`;
  return balance.unaccounted === 0 ? text : paint.red(text);
}
