// The date order of a line on the fast path. Lines that prove their order themselves are decided here; for a line that could
// be read both ways the reader's decision is remembered per (device, day, day of the relay's stamp), because all that the
// reader looks at beyond the line itself is the same for such lines until the device proves something new.

import type { Batch } from '../encode/batch.js';
import { Dictionary } from '../encode/dictionary.js';
import type { DateDecision, DateOrder } from '../map/reading.js';
import type { Registers } from './kernel.js';
import type { Template } from './template.js';

/** What of a device's history the fast path needs: see decode/history.ts. */
export interface OrderHistory {
  learn(device: string, order: DateOrder): void;
  /** Changes whenever something new was learned. */
  readonly version: number;
}

const MAX_DEVICES = 4096;
const MAX_REMEMBERED = 50_000;
const DAY_MS = 86_400_000;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

export class OrderMemory {
  readonly #devices = new Dictionary();
  readonly #remembered = new Map<number, DateOrder>();
  readonly #taught = new Uint8Array(MAX_DEVICES + 1);
  #history: OrderHistory;
  #generation = -1;
  /** Whether the date of the line last decided proves its order by itself. */
  #proves = false;
  #isNamed = false;
  #version = -1;
  /** Key of the last ambiguous line that nothing was remembered for. */
  #asked = Number.NaN;

  constructor(history: OrderHistory) {
    this.#history = history;
  }

  /** Order of the matched line in the registers, or null when the reader must decide. */
  decide(template: Template, registers: Registers): DateOrder | null {
    this.#asked = Number.NaN;
    const { eventTime } = template.header;
    if (eventTime < 0) return null;
    const own = provenBy(registers, eventTime);
    this.#proves = own !== null && own !== 'ymd';
    this.#isNamed = template.header.deviceName >= 0;
    if (own !== null) return own;
    if (Number.isNaN(registers.mdy[eventTime] as number)) return null;
    return this.#provenByBody(template, registers) ?? this.#recall(template, registers);
  }

  /** A line whose own date proves the order teaches the history of its device, once per device and block. */
  committed(batch: Batch, order: DateOrder): void {
    if (!this.#proves) return;
    const { deviceName } = batch;
    // Lines without a name share the history of the nameless device, as they do for the reader (map/times.ts).
    const id = this.#isNamed ? (deviceName.ids[batch.rows - 1] as number) : 0;
    const bit = order === 'mdy' ? 1 : 2;
    if (this.#generation !== batch.generation) {
      this.#generation = batch.generation;
      this.#taught.fill(0);
    }
    if (((this.#taught[id] ?? 0) & bit) !== 0) return;
    if (id < this.#taught.length) this.#taught[id] = (this.#taught[id] as number) | bit;
    this.#history.learn(Buffer.from(deviceName.dictionary.key(id)).toString('latin1'), order);
  }

  /** Remembers what the reader decided for the line about which `decide` last said null. */
  remember(decision: DateDecision | null): void {
    if (Number.isNaN(this.#asked) || decision === null) return;
    if (decision.because === 'body-times' || decision.because === 'part-over-12' || decision.because === 'year-first')
      return;
    if (this.#remembered.size > MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(this.#asked, decision.order);
    this.#asked = Number.NaN;
  }

  /** Starts a block: what the devices have proven, and when its lines were received, is another matter now. */
  begin(history: OrderHistory): void {
    this.#history = history;
    this.#version = history.version;
    this.#remembered.clear();
    this.#devices.reset();
    this.#generation = -1;
  }

  /** Another peer or another time of receipt may decide otherwise. */
  forget(): void {
    this.#remembered.clear();
  }

  #provenByBody(template: Template, registers: Registers): DateOrder | null {
    let proven: DateOrder | null = null;
    for (const { hole } of template.dates) {
      const order = provenBy(registers, hole);
      if (order === null || order === 'ymd') continue;
      if (proven !== null && proven !== order) return null;
      proven = order;
    }
    return proven;
  }

  #recall(template: Template, registers: Registers): DateOrder | null {
    if (this.#version !== this.#history.version) {
      this.#remembered.clear();
      this.#version = this.#history.version;
    }
    const key = this.#key(template, registers);
    const order = this.#remembered.get(key);
    if (order === undefined) this.#asked = key; // NaN asks for nothing: such a line is not remembered
    return order ?? null;
  }

  #key(template: Template, registers: Registers): number {
    const { deviceName, eventTime, relayStamp } = template.header;
    const day = (registers.mdy[eventTime] as number) / DAY_MS + 100_000;
    const stamp = relayStamp < 0 ? 0 : stampDay(registers.bytes, registers.from[relayStamp] as number);
    return (this.#device(deviceName, registers) * 1024 + stamp) * 1_000_000 + day;
  }

  /** Number of the device in this block, 0 for none; NaN once there are too many: the reader then decides every doubtful line. */
  #device(hole: number, registers: Registers): number {
    if (hole < 0) return 0;
    if (this.#devices.size >= MAX_DEVICES) return Number.NaN;
    return this.#devices.intern(registers, hole);
  }
}

/** The only possible reading; null when there are two or none. A day equal to the month proves nothing. */
function provenBy({ mdy, dmy, ymd }: Registers, hole: number): DateOrder | null {
  if (!Number.isNaN(ymd[hole] as number)) return 'ymd';
  const canBeMdy = !Number.isNaN(mdy[hole] as number);
  const canBeDmy = !Number.isNaN(dmy[hole] as number);
  return canBeMdy === canBeDmy ? null : canBeMdy ? 'mdy' : 'dmy';
}

/** Month * 32 + day of `Mmm dd …` or `YYYY-MM-DD…`, 1 … 511; NaN for other stamps: the reader decides each such line. */
function stampDay(bytes: Uint8Array, at: number): number {
  const text = String.fromCharCode(...bytes.subarray(at, at + 10));
  const iso = /^\d{4}-(\d\d)-(\d\d)/.exec(text);
  if (iso !== null) return Number(iso[1]) * 32 + Number(iso[2]);
  const month = MONTHS.indexOf(text.slice(0, 3));
  const day = Number(text.slice(4, 6));
  return month < 0 || month % 3 !== 0 || !(day >= 1 && day <= 31) ? Number.NaN : (month / 3 + 1) * 32 + day;
}
