// A block as it is stored → its lines as they came, and what the reader has to know to read them as it did. In: the number of a block.
// Out: the lines, or why they cannot be read again: then the block stays as it is.

import { ABSENT_TIME, type Token } from '@gatehouse/model';
import type { Proof } from '../block/history.js';
import { eventColumns } from '../query/event-columns.js';
import { RowPrinter } from '../query/event-row.js';
import type { EventStore, StoreRow } from '../store/event-store.js';
import { FIRST_JOURNAL_BLOCK } from '../store/journal-range.js';
import { type Hole, parseTemplate } from '../template/marks.js';

export interface StoredBlock {
  readonly block: number;
  /** Its lines were read from a file, not received. */
  readonly isFile: boolean;
  /** customerId, collectorId and eventSourceId of its events. */
  readonly constants: Readonly<Record<'customerId' | 'collectorId' | 'eventSourceId', string>>;
  readonly lines: readonly StoredLine[];
  /** Orders of dates by which the devices were read: the block alone would not prove them again. */
  readonly proofs: readonly Proof[];
  /** Zones by which dates without one were read. */
  readonly zones: readonly string[];
}

export interface StoredLine {
  /** latin1, one character per byte. */
  readonly text: string;
  readonly receivedAt: number | null;
  readonly peer: string;
  /** Null for lines that were not cut. */
  readonly originalLength: number | null;
  /** Milliseconds since 1970; ABSENT_TIME without one. */
  readonly eventTime: number;
  /** Its text could not be stored. */
  readonly isWithheld: boolean;
}

export type BlockReading = { readonly stored: StoredBlock } | { readonly kept: string };

const CONSTANTS = ['customerId', 'collectorId', 'eventSourceId'] as const;
const TOKENS: readonly Token[] = [
  ...CONSTANTS,
  'rawEvent',
  'rawEventBase64',
  'collectorReceivedTime',
  'eventTime',
  'deviceHost',
  'attributes',
  'defects',
  'rules',
];

/** Rows that are read at a time: an answer is one text. */
const PAGE_ROWS = 10_000;

interface Row extends StoredLine {
  readonly row: number;
  readonly constants: StoredBlock['constants'];
  readonly hasRules: boolean;
}

export async function readStoredBlock(store: EventStore, block: number): Promise<BlockReading> {
  const templates = await storedTemplates(store, block);
  const rows = await storedRows(store, block, printedBy(templates));
  const [first] = rows;
  const kept = reasonToKeep(rows);
  if (kept !== null || first === undefined) return { kept: kept ?? 'it is gone' };
  const { constants } = first;
  const isFile = block < FIRST_JOURNAL_BLOCK;
  return { stored: { block, isFile, constants, lines: rows, ...datesOf(templates) } };
}

function reasonToKeep(rows: readonly Row[]): string | null {
  const [first] = rows;
  if (rows.some(({ row }, index) => row !== index)) return 'rows are missing';
  if (rows.some(({ constants }) => CONSTANTS.some((name) => constants[name] !== first?.constants[name])))
    return 'it has lines of several sources';
  return rows.some(({ hasRules }) => hasRules) ? 'rules have marked its events' : null;
}

async function storedRows(store: EventStore, block: number, printed: ReadonlySet<Token>): Promise<Row[]> {
  const columns = eventColumns(TOKENS, printed);
  const printer = new RowPrinter(columns);
  const sql = `SELECT ${columns.sql} FROM events WHERE block = {block:UInt64} AND row >= {from:UInt32} AND row < {to:UInt32}
    ORDER BY events.row SETTINGS prefer_column_name_to_alias = 1`;
  const all: Row[] = [];
  for (let from = 0; ; from += PAGE_ROWS) {
    const rows = await store.select(sql, { block, from, to: from + PAGE_ROWS });
    for (const row of rows) all.push(rowOf(row, printer));
    if (rows.length < PAGE_ROWS) return all;
  }
}

function rowOf(row: StoreRow, printer: RowPrinter): Row {
  const event = printer.print(row);
  const constant = (name: (typeof CONSTANTS)[number]) => String(event[name] ?? '');
  const defects = (event.defects ?? []) as readonly string[];
  const attributes = event.attributes as Readonly<Record<string, string>> | undefined;
  // A line may have a label of this name: the defect is ours alone.
  const isCut = defects.includes('line-too-long');
  return {
    row: Number(row['row']),
    text: lineText(event),
    receivedAt: instantOf(event.collectorReceivedTime),
    peer: String(event.deviceHost ?? ''),
    originalLength: isCut ? Number(attributes?.['originalLength']) : null,
    eventTime: instantOf(event.eventTime) ?? ABSENT_TIME,
    isWithheld: defects.includes('withheld'),
    constants: {
      customerId: constant('customerId'),
      collectorId: constant('collectorId'),
      eventSourceId: constant('eventSourceId'),
    },
    hasRules: event.rules !== undefined,
  };
}

function lineText({ rawEvent = '', rawEventBase64 }: ReturnType<RowPrinter['print']>): string {
  const isText = rawEventBase64 === undefined;
  const bytes = isText ? Buffer.from(String(rawEvent), 'utf8') : Buffer.from(String(rawEventBase64), 'base64');
  return bytes.toString('latin1');
}

function instantOf(printed: unknown): number | null {
  return printed === undefined ? null : Date.parse(String(printed));
}

interface StoredTemplate {
  readonly device: string;
  readonly holes: readonly Hole[];
}

async function storedTemplates(store: EventStore, block: number): Promise<readonly StoredTemplate[]> {
  const sql = `SELECT DISTINCT hex(deviceName) AS device, hex(rawTemplate) AS template FROM events
    WHERE block = {block:UInt64} AND rawTemplate != ''`;
  return (await store.select(sql, { block })).map((row) => ({
    device: latin1(row['device']),
    holes: parseTemplate(latin1(row['template'])).flatMap((piece) => ('hole' in piece ? [piece.hole] : [])),
  }));
}

/** What the raw lines are made from. */
function printedBy(templates: readonly StoredTemplate[]): ReadonlySet<Token> {
  return new Set(templates.flatMap(({ holes }) => holes.flatMap((hole) => ('token' in hole ? [hole.token] : []))));
}

/** The mark of a date says by which order, and in which zone, it was read. */
function datesOf(templates: readonly StoredTemplate[]): Pick<StoredBlock, 'proofs' | 'zones'> {
  const dates = templates.flatMap(({ device, holes }) =>
    holes.flatMap((hole) => (hole.kind === 'date' ? [{ ...hole, device }] : [])),
  );
  const proofs = dates.filter(({ token }) => token === 'eventTime').map(({ device, order }) => ({ device, order }));
  return { proofs, zones: [...new Set(dates.map(({ zone }) => zone))] };
}

function latin1(hex: unknown): string {
  return Buffer.from(String(hex), 'hex').toString('latin1');
}
