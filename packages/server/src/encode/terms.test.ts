import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIGITS_BIT, digitTerm, wordsOf } from '@gatehouse/qql';
import fc from 'fast-check';
import { columnsOf } from '../store/term-mask.js';
import { appendEvent } from './append.js';
import { Batch } from './batch.js';
import { ByteSink } from './byte-sink.js';
import { type BlockTerms, MAX_TERM_BYTES, TermCollector, writeTerms } from './terms.js';

function termsOf(text: string | Buffer): string[] {
  const collector = new TermCollector();
  const bytes = Buffer.from(text as string, 'utf8');
  collector.words(bytes, 0, bytes.length);
  return Array.from({ length: collector.terms.size - 1 }, (_, index) =>
    Buffer.from(collector.terms.key(index + 1)).toString(),
  );
}

const CASES: readonly (readonly [text: string, terms: readonly string[]])[] = [
  ['User ann.lee - Client_ip 192.0.2.7', ['user', 'ann.lee', 'client_ip', '192.0.']],
  ['gw01.example.com:443', ['gw01', 'example.com', '443']],
  ['CORP\\Ann ann@example.com', ['corp', 'ann', 'example.com']],
  ["it's O'Brien.", ["it's", "o'brien"]],
  ['35a1@D33A5C29', ['35a1', 'd33a5c29']],
  ['12,345 12.5 44312 3219635502', ['12', '12.5', '443', '321963550']],
  ['123456 1234567 12345678.5 1234567890123', ['123', '1234567', '12345678', '123456789']],
  ['1234.5 0.12345 1.234.5 1.2', ['123', '0.123', '1.234.', '1.2']],
  ['_5 5_5 __', ['5']],
  ['Müller 12.5 Straße ٣٤', ['12.5', 'müller', 'straße']],
  ['a\x01b\x02c', ['a', 'b', 'c']],
  ['x'.repeat(80), ['x'.repeat(MAX_TERM_BYTES)]],
];

for (const [text, terms] of CASES) {
  test(`terms of ${JSON.stringify(text).slice(0, 40)}`, () => assert.deepEqual(termsOf(text), terms));
}

// Joiners, marks and formats, Hebrew quotes, scripts that are cut by dictionary, pictures: whatever looks beyond its neighbour.
const character = fc.oneof(
  fc.constantFrom(...'aZ0159_.\',;:-/@ "é'.split('')),
  fc.constantFrom(...'éßЖωªˮ\u0301\u200d\u00ad\ufffdאש״’·٣漢字かไทย', '\u{1f600}', '\u{1f1e6}', '\x01', '\x02', '\n'),
);
const someText = fc.array(character, { maxLength: 24 }).map((characters) => characters.join(''));

/** What the index lists of a word. */
function termOf(word: string): string {
  return /\p{L}/u.test(word) ? word : digitTerm(word);
}

test('terms are the words of QQL, those without a letter cut', () => {
  fc.assert(
    fc.property(someText, (text) => {
      const expected = new Set(wordsOf(text).map(termOf));
      expected.delete('');
      assert.deepEqual(new Set(termsOf(text)), expected);
    }),
  );
});

test('terms of bytes that are no UTF-8 are those of the text that can be read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const expected = new Set(wordsOf(Buffer.from(bytes).toString('utf8')).map(termOf));
      expected.delete('');
      assert.deepEqual(new Set(termsOf(Buffer.from(bytes))), expected);
    }),
    { numRuns: 1000 },
  );
});

test('every letter of the scripts that need no segmenter stands in words as the segmenter has it', () => {
  const letters = Array.from({ length: 0x1_e100 - 0x80 }, (_, index) => String.fromCodePoint(0x80 + index)).filter(
    (one) => /^(?=\p{L})[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}]$/u.test(one),
  );
  assert.ok(letters.length > 2000);
  const text = letters.map((one) => `a${one}b ${one}.${one} 1${one}2 1,${one};2 a'${one}_`).join(' ');
  const expected = new Set(wordsOf(text).map(termOf));
  expected.delete('');
  assert.deepEqual(new Set(termsOf(text)), expected);
});

test('the beginning of a word finds its term', () => {
  const word = fc.array(fc.constantFrom(...'0123456789..,_a'.split('')), { minLength: 1, maxLength: 16 });
  fc.assert(
    fc.property(word, fc.nat(15), (characters, length) => {
      for (const whole of wordsOf(characters.join(''))) {
        const beginning = whole.slice(0, 1 + (length % whole.length));
        const asked = termOf(beginning);
        if (asked !== '') assert.ok(termOf(whole).startsWith(asked), `${beginning} of ${whole}`);
      }
    }),
    { numRuns: 2_000 },
  );
});

function columnsByTerm({ words, columns }: BlockTerms): Record<string, string[]> {
  const entries = Array.from({ length: words.size - 1 }, (_, index) => {
    const at = (index + 1) * 2;
    const mask = (BigInt(columns[at + 1] ?? 0) << 32n) | BigInt(columns[at] ?? 0);
    const isDigits = ((mask >> BigInt(DIGITS_BIT)) & 1n) === 1n;
    return [Buffer.from(words.key(index + 1)).toString(), [...columnsOf(mask), ...(isDigits ? ['digits'] : [])].sort()];
  });
  return Object.fromEntries(entries) as Record<string, string[]>;
}

test('every word is listed with the columns that hold it, block by block', () => {
  const batch = new Batch(4);
  const collector = new TermCollector();
  appendEvent(batch, 'x', { userName: 'ann', message: 'no ann 10', destinationIpv4: '10.2.3.4', requestUrl: 'no' });
  appendEvent(batch, 'x', { destinationIpv4: '0.0.0.0', sourceIpv4: '10.2.9.9' });
  assert.deepEqual(columnsByTerm(collector.collect(batch)), {
    x: ['`rawRest`'],
    ann: ['`message`', '`userName`'],
    no: ['`message`', '`requestUrl`'],
    '10': ['`message`', 'digits'],
    '10.2.': ['`destinationIpv4`', '`sourceIpv4`'],
    '0.0.': ['`destinationIpv4`'],
  });
  batch.reset();
  appendEvent(batch, 'y', { command: 'ann' });
  assert.deepEqual(columnsByTerm(collector.collect(batch)), { y: ['`rawRest`'], ann: ['`command`'] });
});

test('digits among words that only the segmenter can cut are marked as others are', () => {
  const batch = new Batch(1);
  appendEvent(batch, '', { message: Buffer.from('漢字 1234567', 'utf8').toString('latin1') });
  const terms = columnsByTerm(new TermCollector().collect(batch));
  assert.deepEqual(terms['1234567'], ['`message`', 'digits']);
  assert.deepEqual(terms['漢字'], ['`message`']);
});

test('what stands between the marks of a template is no word of it, but the same bytes in a line are', () => {
  const batch = new Batch(1);
  appendEvent(batch, 'one \x01two\x02 three \x01four', {});
  batch.rawTemplate.set(0, batch.rawTemplate.dictionary.internText('five \x01six\x02 seven'));
  assert.deepEqual(columnsByTerm(new TermCollector().collect(batch)), {
    five: ['`rawTemplate`'],
    seven: ['`rawTemplate`'],
    one: ['`rawRest`'],
    two: ['`rawRest`'],
    three: ['`rawRest`'],
    four: ['`rawRest`'],
  });
});

test('nor is it in a template that holds something beyond ASCII', () => {
  const batch = new Batch(1);
  appendEvent(batch, 'x', {});
  batch.rawTemplate.set(0, batch.rawTemplate.dictionary.internText('fünf\x01six\x02sieben \x01é\x02acht'));
  assert.deepEqual(Object.keys(columnsByTerm(new TermCollector().collect(batch))).sort(), [
    'acht',
    'fünf',
    'sieben',
    'x',
  ]);
});

test('a block of terms is written in the Native format', () => {
  const batch = new Batch(1);
  appendEvent(batch, '', { userName: 'ann', sourceIpv4: '192.0.2.7' });
  const sink = new ByteSink(16);
  assert.equal(writeTerms(new TermCollector().collect(batch), 7, sink), 2);
  const bytes = Buffer.from(sink.view());
  assert.deepEqual([...bytes.subarray(0, 2)], [3, 2]);
  const masks = bytes.subarray(bytes.length - 16);
  assert.deepEqual([masks.readBigUInt64LE(0), masks.readBigUInt64LE(8)], [1n << 12n, 1n << 49n]);
});
