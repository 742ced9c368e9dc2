// A sorted set of strings in shared memory: the keys of a hundred thousand people are kept once for all threads, and
// handing them to a worker copies nothing.

export interface StringTable {
  /** Where each string begins, and where the last one ends. */
  readonly offsets: Uint32Array;
  /** UTF-8, one after the other. */
  readonly bytes: Uint8Array;
}

/** Distinct strings in the order of their bytes, and where each of `texts` is among them. */
export function stringTable(texts: readonly string[]): { readonly table: StringTable; readonly indexes: Uint32Array } {
  const bytes = texts.map(asBytes);
  const sorted = [...new Set(bytes)].sort(compare);
  const places = new Map(sorted.map((text, index) => [text, index]));
  const indexes = Uint32Array.from(bytes, (text) => places.get(text) as number);
  return { table: tableOf(sorted), indexes };
}

/** One latin1 character per byte: comparing such strings is comparing bytes. */
function asBytes(text: string): string {
  return IS_ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

const IS_ASCII = /^[\x00-\x7f]*$/;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function tableOf(sorted: readonly string[]): StringTable {
  const offsets = sharedWords(sorted.length + 1);
  const size = sorted.reduce((sum, { length }) => sum + length, 0);
  const bytes = Buffer.from(new SharedArrayBuffer(size));
  let at = 0;
  for (const [index, text] of sorted.entries()) {
    at += bytes.write(text, at, 'latin1');
    offsets[index + 1] = at;
  }
  return { offsets, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Index of the string, or -1. */
export function indexOfString({ offsets, bytes }: StringTable, text: string): number {
  const wanted = Buffer.from(text, 'utf8');
  let [low, high] = [0, offsets.length - 2];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = Buffer.compare(bytes.subarray(offsets[middle], offsets[middle + 1]), wanted);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function stringAt({ offsets, bytes }: StringTable, index: number): string {
  const view = bytes.subarray(offsets[index], offsets[index + 1]);
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('utf8');
}

export function sharedWords(count: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(count * 4));
}
