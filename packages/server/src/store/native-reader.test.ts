import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ByteSink } from '../encode/byte-sink.js';
import { type ColumnBuilder, DictionaryColumn, NumberColumn, TextColumn } from '../encode/columns.js';
import { readNative } from './native-reader.js';

const TEXTS = ['', 'ann', 'grüße', 'ann', 'x'.repeat(300)];

function blockOf(columns: readonly ColumnBuilder[], rows: number): Uint8Array {
  const sink = new ByteSink();
  sink.varint(columns.length);
  sink.varint(rows);
  for (const column of columns) {
    sink.text(column.name);
    sink.text(column.type);
    column.write(sink, rows);
  }
  return sink.view().slice();
}

function dictionary(name: string, texts: readonly string[]): DictionaryColumn {
  const column = new DictionaryColumn(name, 'LowCardinality(String)', texts.length);
  for (const [row, text] of texts.entries()) column.set(row, column.dictionary.internText(text));
  return column;
}

function plain(name: string, texts: readonly string[]): TextColumn {
  const column = new TextColumn(name, 'String');
  for (const [row, text] of texts.entries()) {
    const bytes = Buffer.from(text, 'utf8');
    column.start(row, bytes.length).raw(bytes);
  }
  return column;
}

function numbers(name: string, type: string, values: readonly number[]): NumberColumn {
  const column = new NumberColumn(name, type, values.length);
  for (const [row, value] of values.entries()) column.set(row, value);
  return column;
}

describe('the Native format', () => {
  it('gives back what the encoder has written', () => {
    const columns = [plain('p', TEXTS), dictionary('d', TEXTS), numbers('n', 'UInt16', [0, 1, 65_535, 7, 8])];
    const [block] = readNative(blockOf(columns, TEXTS.length));
    const rows = TEXTS.map((_, row) => [
      block?.texts('p').at(row),
      block?.texts('d').at(row),
      block?.numbers('n')[row],
    ]);
    assert.deepEqual(
      rows,
      TEXTS.map((text, row) => [text, text, [0, 1, 65_535, 7, 8][row]]),
    );
    assert.equal(block?.texts('d').isSame(1, 3), true);
    assert.equal(block?.texts('p').isSame(1, 2), false);
  });

  it('has several blocks with dictionaries of their own, also of more than 256 keys', () => {
    const many = Array.from({ length: 700 }, (_, index) => `user${index}`);
    const bytes = [many, TEXTS].map((texts) => blockOf([dictionary('d', texts)], texts.length));
    const read = readNative(Buffer.concat(bytes)).map((block) =>
      Array.from({ length: block.rows }, (_, row) => block.texts('d').at(row)),
    );
    assert.deepEqual(read, [many, TEXTS]);
  });

  it('refuses a type that it does not know, and a column that is not there', () => {
    assert.throws(() => readNative(blockOf([numbers('n', 'IPv4', [1])], 1)), /type IPv4/);
    const [block] = readNative(blockOf([numbers('n', 'UInt8', [1])], 1));
    assert.throws(() => block?.texts('n'), /no column of texts: n/);
    assert.throws(() => block?.numbers('m'), /no column of numbers: m/);
  });
});
