// decode → map → encode of a block of lines, as one synchronous function over bytes. Each line goes to the templates first
// and, when none fits, to the reader. No I/O, no clock, no randomness: the same block and settings give the same rows.

import { ZoneOffsets } from '../decode/zone.js';
import { appendEvent } from '../encode/append.js';
import { Batch, BLOCK_ROWS } from '../encode/batch.js';
import { BatchEnrichment } from '../enrich/batch-enrichment.js';
import type { Lookups } from '../enrich/lookup.js';
import { directionIpv4, type InternalNetworks } from '../map/direction.js';
import { defaultContext, type LineContext, readLine } from '../map/reader.js';
import type { DateOrder, Reading } from '../map/reading.js';
import { type UnreadLine, unreadEvent } from '../map/unread.js';
import { TemplateFiller } from '../template/fill.js';
import { Matcher } from '../template/match.js';
import { OrderMemory } from '../template/order-memory.js';
import { Teacher } from '../template/teacher.js';
import { addCounts, type BlockCounts, noCounts } from './counts.js';
import { BlockHistory, type Proof } from './history.js';
import { localShift } from './local-shift.js';
import { type EngineNumbers, MessageNumberCollector } from './message-numbers.js';

export interface BlockSettings
  extends Partial<Pick<LineContext, 'timezone' | 'dateOrder' | 'severityFrom' | 'internalNetworks'>> {
  /** Tokens that are the same for all events of the source: customerId, collectorId, eventSourceId. */
  readonly constants: Readonly<Record<string, string>>;
  /** For lines without a time of receipt of their own: files. */
  readonly collectorReceivedTime: number | null;
  /** Longer lines are cut to this many bytes. */
  readonly maxLineBytes: number;
}

export interface BlockInput {
  readonly bytes: Uint8Array;
  readonly originalLength?: number;
  /** What is known about date orders before this block. */
  readonly proofs: readonly Proof[];
}

/** Lines of one peer of the source that were received together. */
export interface SegmentInput {
  readonly peer: string;
  readonly receivedAt: number | null;
  /** Lengths of the lines, which stand in `bytes` one after the other. */
  readonly lengths: ArrayLike<number>;
  readonly bytes: Uint8Array;
  readonly originalLengths: ReadonlyMap<number, number>;
  /** Lines, by their place, that nothing may look at: kept as raw text, or (withheld) without even that. */
  readonly unread?: ReadonlyMap<number, UnreadLine['why']>;
}

/** Lines that are read again, from the store. */
export interface KnownLines extends Omit<SegmentInput, 'peer'> {
  /** Null for lines of files. */
  readonly peer: string | null;
  /** How dates were read that no line and no time of receipt decides; without it what the devices have proven counts. */
  readonly order?: DateOrder;
}

/** What became of one segment. */
export interface SegmentOutcome {
  readonly peer: string;
  readonly receivedAt: number | null;
  /** Number of frames; blank ones among them are no lines. */
  readonly frames: number;
  readonly counts: BlockCounts;
}

export interface SegmentsOutcome extends BlockOutcome {
  readonly segments: readonly SegmentOutcome[];
  readonly numbers: readonly EngineNumbers[];
}

export interface BlockOutcome {
  readonly counts: BlockCounts;
  readonly proofs: readonly Proof[];
  readonly asked: readonly string[];
  /** What the first line threw that was kept as raw text because of that. */
  readonly failure: LineFailure | null;
}

export interface LineFailure {
  readonly message: string;
  readonly stack?: string | undefined;
}

export interface EncoderOptions {
  readonly capacity?: number;
  readonly read?: typeof readLine;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Encodes blocks of one source. Keeps its templates and buffers from block to block; what it emits depends on neither. */
export class BlockEncoder {
  readonly batch: Batch;
  readonly #settings: BlockSettings;
  readonly #reader: typeof readLine;
  readonly #offsets = new ZoneOffsets();
  readonly #matcher: Matcher;
  readonly #orders: OrderMemory;
  readonly #teacher: Teacher;
  #context: LineContext;
  #history = new BlockHistory();
  #lookups: Lookups | null = null;
  #enrichment: BatchEnrichment | null = null;

  constructor(settings: BlockSettings, { capacity = BLOCK_ROWS, read = readLine }: EncoderOptions = {}) {
    this.#settings = settings;
    this.#reader = read;
    this.batch = new Batch(capacity);
    this.#context = defaultContext({ ...settings, history: this.#history, offsets: this.#offsets });
    this.#orders = new OrderMemory(this.#history);
    const parts = {
      batch: this.batch,
      orders: this.#orders,
      zoneShift: localShift(this.#context.timezone, this.#offsets),
      direction: directionOf(this.#context.internalNetworks),
    };
    this.#matcher = new Matcher(parts);
    const filler = new TemplateFiller((zone, ms) => this.#offsets.offset(zone, ms));
    this.#teacher = new Teacher({ ...parts, matcher: this.#matcher, zone: this.#context.timezone, filler });
  }

  /** What the lines of the next blocks are enriched with; null for nothing. */
  enrichWith(lookups: Lookups | null): void {
    if (lookups === this.#lookups) return;
    this.#lookups = lookups;
    const lookup = lookups?.of(this.#settings.constants['customerId'] ?? '');
    this.#enrichment = lookup === undefined ? null : new BatchEnrichment(this.batch, lookup);
  }

  /** Emits the batch whenever it is full and at the end of the block; the receiver must be done with it when it returns. */
  encode(input: BlockInput, emit: (batch: Batch) => void): BlockOutcome {
    const run = this.#begin(input.proofs, emit);
    this.#receive({ peer: null, receivedAt: null });
    // A Buffer searches for line feeds eight times as fast as a plain Uint8Array.
    const bytes = Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.byteLength);
    let from = 0;
    while (from < bytes.length) {
      const lineFeed = bytes.indexOf(LINE_FEED, from);
      const end = lineFeed < 0 ? bytes.length : lineFeed;
      const to = end > from && bytes[end - 1] === CARRIAGE_RETURN && lineFeed >= 0 ? end - 1 : end;
      this.#line({ bytes, from, to, originalLength: input.originalLength ?? to - from }, run);
      from = end + 1;
    }
    return this.#finish(run);
  }

  /** The same for what listeners have received. */
  encodeSegments(
    input: { segments: readonly KnownLines[]; proofs: readonly Proof[] },
    emit: (batch: Batch) => void,
  ): SegmentsOutcome {
    const numbers = new MessageNumberCollector();
    const run = this.#begin(input.proofs, (batch) => {
      numbers.collect(batch);
      emit(batch);
    });
    const segments = input.segments.map((segment) => this.#segment(segment, run));
    return { ...this.#finish(run), segments, numbers: numbers.engines() };
  }

  #segment(segment: KnownLines, run: Run): SegmentOutcome {
    if (segment.order === undefined) return this.#linesOf(segment, run);
    const own = this.#history;
    this.#remember(new BlockHistory([], segment.order));
    const outcome = this.#linesOf(segment, run);
    this.#remember(own);
    return outcome;
  }

  #linesOf(segment: KnownLines, run: Run): SegmentOutcome {
    const { bytes, lengths, originalLengths, peer, receivedAt, unread } = segment;
    this.#receive(segment);
    const before = run.counts;
    run.counts = noCounts();
    run.noted = this.batch.rows;
    let from = 0;
    for (let index = 0; index < lengths.length; index++) {
      const to = from + (lengths[index] as number);
      const line = { bytes, from, to, originalLength: originalLengths.get(index) ?? to - from };
      const why = unread?.get(index);
      if (why === undefined) this.#line(line, run);
      else this.#unreadLine(line, run, why);
      from = to;
    }
    this.#note(run);
    const { counts } = run;
    run.counts = before;
    addCounts(run.counts, counts);
    return { peer: peer ?? '', receivedAt, frames: lengths.length, counts };
  }

  #begin(proofs: readonly Proof[], emit: (batch: Batch) => void): Run {
    this.batch.reset();
    this.#matcher.begin();
    this.#remember(new BlockHistory(proofs));
    return { counts: noCounts(), noted: 0, failure: null, emit };
  }

  #remember(history: BlockHistory): void {
    this.#history = history;
    this.#orders.begin(history);
  }

  /** The lines that follow came from this peer at this time; both may decide how a line is read. */
  #receive({ peer, receivedAt }: { peer: string | null; receivedAt: number | null }): void {
    if (peer === this.#context.peer && receivedAt === this.#context.receivedAt) return;
    this.#fillReceived();
    this.#orders.forget();
    this.#matcher.peer = peer ?? '';
    this.#context = { ...this.#context, peer, receivedAt };
  }

  #fillReceived(): void {
    const time = this.#context.receivedAt ?? this.#settings.collectorReceivedTime;
    this.batch.fillReceived(time);
  }

  #line(line: Line, run: Run): void {
    const { bytes, from, to, originalLength } = line;
    // What is left of a line that was cut may look like a whole one, or like none.
    const isWhole = originalLength === to - from;
    if (isWhole && isBlank(bytes, from, to)) return;
    run.counts.lines++;
    const row = this.batch.rows;
    try {
      if (isWhole && to - from <= this.#settings.maxLineBytes && this.#matcher.match(bytes, from, to)) {
        run.counts.byTemplate++;
        run.counts.mapped++;
      } else this.#read(line, run.counts);
    } catch (error) {
      // One line must not keep the thousands around it from being stored.
      this.batch.clearLast(row);
      run.failure ??= failureOf(error);
      this.#appendUnread(line, run.counts, 'not-read');
    }
    if (this.batch.rows === this.batch.capacity) this.#emit(run);
  }

  #unreadLine(line: Line, run: Run, why: UnreadLine['why']): void {
    const { bytes, from, to, originalLength } = line;
    if (originalLength === to - from && isBlank(bytes, from, to)) return;
    run.counts.lines++;
    this.#appendUnread(line, run.counts, why);
    if (this.batch.rows === this.batch.capacity) this.#emit(run);
  }

  #read(line: Line, counts: BlockCounts): void {
    const { text, cut } = this.#textOf(line);
    const context = { ...this.#context, history: this.#history, ...(cut !== null && { originalLength: cut }) };
    const reading = this.#reader(text, context);
    this.#orders.remember(reading.date);
    appendEvent(this.batch, text, reading.event);
    this.#teacher.consider(reading);
    count(counts, reading);
  }

  #appendUnread(line: Line, counts: BlockCounts, why: UnreadLine['why']): void {
    const { text, cut } = this.#textOf(line);
    const { event, defects } = unreadEvent({ why, originalLength: cut }, this.#context);
    appendEvent(this.batch, why === 'withheld' ? '' : text, event);
    count(counts, { state: 'unrecognised', defects });
  }

  /** As much as is kept; `cut` is the length that the line had, when that was more. */
  #textOf({ bytes, from, to, originalLength }: Line): { text: string; cut: number | null } {
    const kept = Math.min(to, from + this.#settings.maxLineBytes);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, kept - from).toString('latin1');
    return { text, cut: originalLength > text.length ? originalLength : null };
  }

  #finish(run: Run): BlockOutcome {
    if (this.batch.rows > 0) this.#emit(run);
    return { counts: run.counts, proofs: this.#history.proofs, asked: this.#history.asked, failure: run.failure };
  }

  #emit(run: Run): void {
    this.#fillReceived();
    this.batch.fillConstants(this.#settings.constants);
    this.#enrichment?.enrich();
    this.#note(run);
    run.emit(this.batch);
    this.batch.reset();
    run.noted = 0;
  }

  /** First and last time of the rows since it was last called. */
  #note(run: Run): void {
    const { counts } = run;
    for (; run.noted < this.batch.rows; run.noted++) {
      const time = this.batch.eventTime.at(run.noted);
      if (time < 0) continue;
      if (counts.firstTime === null || time < counts.firstTime) counts.firstTime = time;
      if (counts.lastTime === null || time > counts.lastTime) counts.lastTime = time;
    }
  }
}

interface Line {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly originalLength: number;
}

interface Run {
  counts: BlockCounts;
  /** Rows of the batch whose times have been noted. */
  noted: number;
  failure: LineFailure | null;
  readonly emit: (batch: Batch) => void;
}

function directionOf(networks: InternalNetworks): (source: number, destination: number) => string {
  return (source, destination) => {
    if (Number.isNaN(source)) return '';
    return directionIpv4(source, Number.isNaN(destination) ? -1 : destination, networks);
  };
}

function failureOf(error: unknown): LineFailure {
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
}

function count(counts: BlockCounts, reading: Pick<Reading, 'state' | 'defects'>): void {
  counts[reading.state]++;
  for (const defect of reading.defects) counts.defects[defect] = (counts.defects[defect] ?? 0) + 1;
}

/** Blanks and tabs only: no message. */
function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== CARRIAGE_RETURN) return false;
  }
  return true;
}
