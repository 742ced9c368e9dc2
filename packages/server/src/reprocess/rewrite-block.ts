// The lines of a stored block → the same block, read and enriched as the program does it now, in two files. Number and rows stay, and
// with them the ids of the events. A block of which a line would not come back byte for byte in its own row, or of which a time would be
// another one, is left as it is: what its source was set to when it was read is not known then.

import type { Token } from '@gatehouse/model';
import { BlockEncoder, type BlockSettings, type KnownLines } from '../block/encode-block.js';
import { BlockWriter } from '../block/write-block.js';
import { ZoneOffsets } from '../decode/zone.js';
import { type Batch, BLOCK_ROWS } from '../encode/batch.js';
import { readRows, type StoredRow } from '../encode/row.js';
import type { Lookups } from '../enrich/lookup.js';
import type { DateOrder } from '../map/reading.js';
import type { EncodedBlock } from '../store/event-store.js';
import { TemplateFiller } from '../template/fill.js';
import { parseTemplate } from '../template/marks.js';
import type { StoredBlock, StoredLine } from './stored-block.js';

/** What of a source decides how its lines are read. */
export type ReadingSettings = Required<
  Pick<BlockSettings, 'timezone' | 'dateOrder' | 'severityFrom' | 'internalNetworks'>
>;

export type Rewritten = { readonly encoded: EncodedBlock } | { readonly kept: string };

/** Orders in which dates of single lines were read otherwise than the others of their device; by row. */
type Orders = ReadonlyMap<number, DateOrder>;

/** What an attempt at a block has led to: files, a reason to keep it, or rows with other times than before. */
type Attempt = Rewritten | { readonly otherTimes: readonly number[] };

/** Lines have been cut when they came. */
const UNCUT = 2 ** 31;

export class BlockRewriter {
  readonly #writer: BlockWriter;
  readonly #lookups: Lookups | null;
  readonly #filler: TemplateFiller;
  readonly #encoders = new Map<string, BlockEncoder>();

  constructor(folder: string, lookups: Lookups | null) {
    const offsets = new ZoneOffsets();
    this.#writer = new BlockWriter(folder);
    this.#lookups = lookups;
    this.#filler = new TemplateFiller((zone, ms) => offsets.offset(zone, ms));
  }

  rewrite(stored: StoredBlock, settings: ReadingSettings): Rewritten {
    let otherTimes = 0;
    // The zone that the source has now, and those by which the block was read.
    for (const timezone of new Set([settings.timezone, ...stored.zones])) {
      const attempt = this.#inZone(stored, { ...settings, timezone });
      if (!('otherTimes' in attempt)) return attempt;
      otherTimes ||= attempt.otherTimes.length;
    }
    return { kept: `${otherTimes} of its ${stored.lines.length} lines would get other times` };
  }

  /** Once as the devices are known, then with the lines whose dates were read in the other order told apart. */
  #inZone(stored: StoredBlock, settings: ReadingSettings): Attempt {
    const orders = new Map<number, DateOrder>();
    let attempt = this.#attempt(stored, settings, orders);
    for (const order of ['mdy', 'dmy'] as const) {
      if (!('otherTimes' in attempt)) return attempt;
      for (const row of attempt.otherTimes) orders.set(row, order);
      attempt = this.#attempt(stored, settings, orders);
    }
    return attempt;
  }

  #attempt(stored: StoredBlock, settings: ReadingSettings, orders: Orders): Attempt {
    const { block, lines, proofs } = stored;
    const attempts: Attempt[] = [];
    this.#encoderOf(stored, settings).encodeSegments({ segments: segmentsOf(stored, orders), proofs }, (batch) => {
      attempts.push(this.#checked(batch, lines) ?? { encoded: this.#writer.write(batch, block) });
    });
    return attempts[0] ?? { kept: 'none of its lines is one' };
  }

  #encoderOf({ constants, isFile, lines }: StoredBlock, settings: ReadingSettings): BlockEncoder {
    const collectorReceivedTime = isFile ? (lines[0]?.receivedAt ?? null) : null;
    // A block is one batch, however many rows the program takes for one now.
    const capacity = Math.max(BLOCK_ROWS, lines.length + 1);
    const key = JSON.stringify([settings, constants, collectorReceivedTime, capacity]);
    const known = this.#encoders.get(key);
    if (known !== undefined) return known;
    const made = new BlockEncoder({ ...settings, constants, collectorReceivedTime, maxLineBytes: UNCUT }, { capacity });
    made.enrichWith(this.#lookups);
    // An encoder has buffers of many megabytes.
    this.#encoders.clear();
    this.#encoders.set(key, made);
    return made;
  }

  #checked(batch: Batch, lines: readonly StoredLine[]): Attempt | null {
    if (batch.rows !== lines.length) return { kept: `of ${lines.length} lines ${batch.rows} would be stored` };
    const rows = readRows(batch, printedBy(batch));
    const wrong = rows.findIndex((row, index) => this.#lineOf(row) !== lines[index]?.text);
    if (wrong >= 0) return { kept: `line ${wrong + 1} would not come back as it came` };
    const otherTimes = lines.flatMap(({ eventTime }, row) => (batch.eventTime.at(row) === eventTime ? [] : [row]));
    return otherTimes.length > 0 ? { otherTimes } : null;
  }

  #lineOf({ event, rawTemplate: template, rawRest: rest, attributeValues }: StoredRow): string {
    return this.#filler.fill({ template, rest, attributeValues, value: (token) => stored(event[token]) });
  }
}

/** What the raw lines of the batch are made from. */
function printedBy({ rawTemplate: { dictionary } }: Batch): ReadonlySet<Token> {
  const templates = Array.from({ length: dictionary.size }, (_, id) =>
    Buffer.from(dictionary.key(id)).toString('latin1'),
  );
  const pieces = templates.flatMap(parseTemplate);
  return new Set(pieces.flatMap((piece) => ('hole' in piece && 'token' in piece.hole ? [piece.hole.token] : [])));
}

function stored(value: unknown): string | number | bigint | null {
  if (Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? value : null;
}

/** Neighbours that were received together and are read alike. */
function segmentsOf({ lines, isFile }: StoredBlock, orders: Orders): KnownLines[] {
  const groups: { first: StoredLine; order: DateOrder | undefined; lines: StoredLine[] }[] = [];
  for (const [row, line] of lines.entries()) {
    const last = groups.at(-1);
    const order = orders.get(row);
    const isAlike = isFile || (last?.first.receivedAt === line.receivedAt && last.first.peer === line.peer);
    if (last !== undefined && isAlike && last.order === order) last.lines.push(line);
    else groups.push({ first: line, order, lines: [line] });
  }
  return groups.map(({ first, order, lines: together }) => ({
    ...linesOf(together),
    peer: isFile ? null : first.peer,
    receivedAt: isFile ? null : first.receivedAt,
    ...(order !== undefined && { order }),
  }));
}

/** Stands for a line without text, which would be none. */
const WITHHELD = 'x';

function linesOf(lines: readonly StoredLine[]): Omit<KnownLines, 'peer' | 'receivedAt'> {
  const texts = lines.map(({ text, isWithheld }) => (isWithheld ? WITHHELD : text));
  return {
    lengths: Uint32Array.from(texts, ({ length }) => length),
    bytes: Buffer.from(texts.join(''), 'latin1'),
    originalLengths: new Map(
      lines.flatMap(({ originalLength }, index) => (originalLength === null ? [] : [[index, originalLength] as const])),
    ),
    unread: new Map(lines.flatMap(({ isWithheld }, index) => (isWithheld ? [[index, 'withheld'] as const] : []))),
  };
}
