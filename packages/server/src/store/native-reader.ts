// ClickHouse's Native format, read: what a statement answers as columns instead of rows of text, at a tenth of the cost. Only the
// types that statements of this program ask for; texts of a dictionary column are decoded once per distinct value and block.
//
//   block    columns LEB128, rows LEB128, then per column: name, type, data
//   String   rows × (LEB128 length, bytes)
//   LowCardinality(String)   UInt64 version 1, UInt64 flags | index type, UInt64 keys, keys, UInt64 rows, rows × index

export interface ColumnBlock {
  readonly rows: number;
  /** Numbers of a column by row. */
  numbers(name: string): ArrayLike<number>;
  texts(name: string): Texts;
}

export interface Texts {
  at(row: number): string;
  isSame(a: number, b: number): boolean;
}

type Column = { readonly numbers: ArrayLike<number> } | { readonly texts: Texts };

export function readNative(bytes: Uint8Array): ColumnBlock[] {
  const reader = new Reader(bytes);
  const blocks: ColumnBlock[] = [];
  while (!reader.isAtEnd()) {
    const count = reader.varint();
    const rows = reader.varint();
    const columns = new Map<string, Column>();
    for (let index = 0; index < count; index++) {
      const name = reader.text();
      columns.set(name, readColumn(reader, reader.text(), rows));
    }
    blocks.push(new Block(rows, columns));
  }
  return blocks;
}

class Block implements ColumnBlock {
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, Column>;

  constructor(rows: number, columns: ReadonlyMap<string, Column>) {
    this.rows = rows;
    this.#columns = columns;
  }

  numbers(name: string): ArrayLike<number> {
    const column = this.#columns.get(name);
    if (column === undefined || !('numbers' in column)) throw new TypeError(`no column of numbers: ${name}`);
    return column.numbers;
  }

  texts(name: string): Texts {
    const column = this.#columns.get(name);
    if (column === undefined || !('texts' in column)) throw new TypeError(`no column of texts: ${name}`);
    return column.texts;
  }
}

const NUMBERS: Readonly<
  Record<string, { readonly width: number; readonly view: (bytes: ArrayBuffer) => ArrayLike<number> }>
> = {
  UInt8: { width: 1, view: (bytes) => new Uint8Array(bytes) },
  UInt16: { width: 2, view: (bytes) => new Uint16Array(bytes) },
  UInt32: { width: 4, view: (bytes) => new Uint32Array(bytes) },
  Float64: { width: 8, view: (bytes) => new Float64Array(bytes) },
};

function readColumn(reader: Reader, type: string, rows: number): Column {
  const number = NUMBERS[type];
  if (number !== undefined) return { numbers: number.view(reader.copy(rows * number.width)) };
  if (type === 'String') return { texts: reader.plainTexts(rows) };
  if (type === 'LowCardinality(String)') return { texts: rows === 0 ? NO_TEXTS : readDictionary(reader) };
  throw new TypeError(`columns of type ${type} are not read`);
}

/** Each text is decoded when it is asked for. */
class PlainTexts implements Texts {
  readonly #bytes: Buffer;
  /** Where each text begins and ends. */
  readonly #places: Uint32Array;

  constructor(bytes: Buffer, places: Uint32Array) {
    this.#bytes = bytes;
    this.#places = places;
  }

  at(row: number): string {
    const [from, to] = [this.#places[2 * row], this.#places[2 * row + 1]];
    return from === to ? '' : this.#bytes.toString('utf8', from, to);
  }

  isSame(a: number, b: number): boolean {
    return this.at(a) === this.at(b);
  }
}

const NO_TEXTS: Texts = { at: () => '', isSame: () => true };

class DictionaryTexts implements Texts {
  readonly #keys: readonly string[];
  readonly #indexes: Uint32Array;

  constructor(keys: readonly string[], indexes: Uint32Array) {
    this.#keys = keys;
    this.#indexes = indexes;
  }

  at(row: number): string {
    return this.#keys[this.#indexes[row] as number] ?? '';
  }

  isSame(a: number, b: number): boolean {
    return this.#indexes[a] === this.#indexes[b];
  }
}

const INDEX_TYPES = ['UInt8', 'UInt16', 'UInt32'] as const;

function readDictionary(reader: Reader): Texts {
  reader.uint64();
  const indexType = NUMBERS[INDEX_TYPES[reader.uint64() & 0xff] ?? ''];
  if (indexType === undefined) throw new TypeError('a dictionary of more than 2^32 keys');
  const keys = Array.from({ length: reader.uint64() }, () => reader.text());
  const rows = reader.uint64();
  // One kind of array for all columns: reading them is then as fast as it gets.
  return new DictionaryTexts(keys, Uint32Array.from(indexType.view(reader.copy(rows * indexType.width))));
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++] as number;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  uint64(): number {
    const value = this.#bytes.readBigUInt64LE(this.#at);
    this.#at += 8;
    return Number(value);
  }

  text(): string {
    const length = this.varint();
    if (length === 0) return '';
    const from = this.#at;
    this.#at += length;
    return this.#bytes.toString('utf8', from, this.#at);
  }

  plainTexts(rows: number): Texts {
    const places = new Uint32Array(2 * rows);
    for (let row = 0; row < rows; row++) {
      const length = this.varint();
      places[2 * row] = this.#at;
      this.#at += length;
      places[2 * row + 1] = this.#at;
    }
    return new PlainTexts(this.#bytes, places);
  }

  /** Copied, since numbers have to be aligned. */
  copy(length: number): ArrayBuffer {
    const copy = new Uint8Array(length);
    copy.set(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return copy.buffer;
  }
}
