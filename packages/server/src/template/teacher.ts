// Decides which readings become templates. A text of labels is learned when it has been seen a few times, is tried on a
// scratch batch, and refused for good when the result differs from the reading in a single token or byte.

import { isDeepStrictEqual } from 'node:util';
import type { EventFields, Token } from '@gatehouse/model';
import { fieldOf } from '@gatehouse/model';
import { Batch } from '../encode/batch.js';
import { readRows, type StoredRow } from '../encode/row.js';
import type { DateOrder, Reading } from '../map/reading.js';
import { compileTemplate } from './compile.js';
import type { TemplateFiller } from './fill.js';
import { isPlain, type Outline, outline, rawTemplate } from './learn.js';
import { Matcher, type MatcherParts } from './match.js';

/** Sightings before a form is worth learning. */
const WORTH_LEARNING = 2;
/** A busy site has some hundred forms; beyond this somebody invents them. */
const MAX_TEMPLATES = 1000;
const MAX_CANDIDATES = 20_000;
/** Longer forms stay with the reader: MAX_TEMPLATES of this length, and their pieces, must find room in the kernel's arena of 24 MiB. */
const MAX_FORM_BYTES = 8192;

export interface TeacherParts extends MatcherParts {
  readonly matcher: Matcher;
  readonly zone: string;
  readonly filler: TemplateFiller;
}

export class Teacher {
  readonly #parts: TeacherParts;
  readonly #seen = new Map<string, number>();
  readonly #scratch = new Batch(1);
  #trial: { readonly matcher: Matcher; order: DateOrder } | null = null;
  readonly refused: string[] = [];
  admitted = 0;

  constructor(parts: TeacherParts) {
    this.#parts = parts;
  }

  /** Considers the reading of a line that no template fitted. */
  consider(reading: Reading): void {
    if (this.admitted >= MAX_TEMPLATES || !isLearnable(reading)) return;
    const sketch = outline(reading);
    if (sketch === null) return;
    const form = rawTemplate(sketch, 'mdy', this.#parts.zone);
    const sightings = (this.#seen.get(form) ?? 0) + 1;
    if (this.#seen.size > MAX_CANDIDATES) this.#seen.clear();
    this.#seen.set(form, sightings);
    if (sightings !== WORTH_LEARNING) return;
    if (this.#reproduces(sketch, reading)) this.#admit(sketch, reading);
    else this.refused.push(form);
  }

  #reproduces(sketch: Outline, reading: Reading): boolean {
    const batch = this.#scratch;
    batch.reset();
    const compiled = compileTemplate({ sketch, reading, batch, zone: this.#parts.zone, headers: [] });
    if (compiled === null) return false;
    const trial = this.#trialFor(reading);
    trial.admit(compiled);
    const bytes = Buffer.from(reading.line, 'latin1');
    if (!trial.match(bytes, 0, bytes.length)) return false;
    const [row] = readRows(batch);
    return row !== undefined && sameEvent(row.event, reading.event) && this.#fill(row) === reading.line;
  }

  /** A matcher that knows nothing and reads dates as the reader did. */
  #trialFor(reading: Reading): Matcher {
    const trial = (this.#trial ??= {
      order: 'mdy',
      matcher: new Matcher({
        ...this.#parts,
        batch: this.#scratch,
        orders: { decide: () => this.#trial?.order ?? null, committed: () => undefined },
      }),
    });
    trial.order = reading.date?.order ?? 'mdy';
    trial.matcher.clear();
    trial.matcher.peer = reading.event.deviceHost ?? '';
    return trial.matcher;
  }

  #fill(row: StoredRow): string {
    const value = (token: Token) => storedValue(row.event, token);
    return this.#parts.filler.fill({
      template: row.rawTemplate,
      rest: row.rawRest,
      attributeValues: row.attributeValues,
      value,
    });
  }

  #admit(sketch: Outline, reading: Reading): void {
    const { batch, matcher, zone } = this.#parts;
    const compiled = compileTemplate({ sketch, reading, batch, zone, headers: matcher.headers });
    if (compiled === null) return;
    matcher.admit(compiled);
    this.admitted++;
  }
}

/** Native APPFW bodies are told apart by guesses about what stands where: their lines stay with the reader. */
const NEVER_LEARNED: ReadonlySet<string> = new Set(['APPFW']);

function isLearnable(reading: Reading): boolean {
  if (NEVER_LEARNED.has(reading.event.category ?? '')) return false;
  return (
    reading.state === 'mapped' &&
    reading.defects.length === 0 &&
    !reading.unquoted &&
    reading.date !== null &&
    reading.line.length <= MAX_FORM_BYTES &&
    isPlain(reading.line)
  );
}

/** Compares what the columns hold: tokens that are computed when read (rawEvent, attributes as a map) are not among them. */
function sameEvent(stored: EventFields, read: EventFields): boolean {
  const expected = Object.fromEntries(
    Object.entries(read).filter(([token]) => token === 'attributes' || fieldOf(token)?.column.kind === 'stored'),
  );
  if (Object.keys(expected['attributes'] ?? {}).length === 0) delete expected['attributes'];
  return isDeepStrictEqual(stored, expected);
}

function storedValue(event: EventFields, token: Token): string | number | bigint | null {
  const value: unknown = event[token];
  if (Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? value : null;
}
