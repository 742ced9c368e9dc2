// A row of the events table as the flat object that `gatehouse parse` prints for its line, plus what only a stored event has (eventId,
// customerId …): tokens in the order of the model, absent values without a key.

import type { DictionaryField, Token } from '@gatehouse/model';
import { ABSENT_TIME, eventIdOf, FIELDS } from '@gatehouse/model';
import { ZoneOffsets } from '../decode/zone.js';
import { type PrintedEvent, type PrintedValue, utf8 } from '../map/print.js';
import type { StoreRow } from '../store/event-store.js';
import { TemplateFiller } from '../template/fill.js';
import type { EventColumns } from './event-columns.js';
import { isText } from './event-columns.js';

export class RowPrinter {
  readonly #columns: EventColumns;
  readonly #fields: readonly DictionaryField[];
  readonly #filler: TemplateFiller;

  constructor(columns: EventColumns) {
    const offsets = new ZoneOffsets();
    this.#columns = columns;
    this.#fields = FIELDS.filter(({ token }) => columns.tokens.has(token));
    this.#filler = new TemplateFiller((zone, ms) => offsets.offset(zone, ms));
  }

  print(row: StoreRow): PrintedEvent {
    const texts = this.#texts(row);
    const printed: Partial<Record<Token, PrintedValue>> = {};
    const line = texts.has('rawRest') ? this.#rawLine(row, texts) : '';
    for (const field of this.#fields) {
      const value = printToken(field, { row, texts, line });
      if (value !== null) printed[field.token] = value;
    }
    return printed;
  }

  /** Texts as latin1, one character per byte. */
  #texts(row: StoreRow): ReadonlyMap<string, string> {
    const bytes = row['bytes'] as readonly string[];
    return new Map(
      this.#columns.texts.map((name, index) => {
        const hex = bytes[index];
        const text = hex === undefined ? Buffer.from(String(row[name]), 'utf8') : Buffer.from(hex, 'hex');
        return [name, text.toString('latin1')];
      }),
    );
  }

  #rawLine(row: StoreRow, texts: ReadonlyMap<string, string>): string {
    return this.#filler.fill({
      template: texts.get('rawTemplate') ?? '',
      rest: texts.get('rawRest') ?? '',
      attributeValues: texts.get('attributeValues') ?? '',
      value: (token) => texts.get(token) ?? storedNumber(row[token]),
    });
  }
}

function storedNumber(value: unknown): string | number | bigint | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  const text = String(value);
  if (!/^-?\d+$/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

interface PrintInput {
  readonly row: StoreRow;
  readonly texts: ReadonlyMap<string, string>;
  readonly line: string;
}

function printToken(field: DictionaryField, { row, texts, line }: PrintInput): PrintedValue | null {
  const { token } = field;
  if (token === 'eventId') return eventIdOf({ block: BigInt(String(row['block'])), row: Number(row['row']) });
  if (token === 'rawEvent') return utf8(line);
  if (token === 'rawEventBase64') return printBase64(line);
  if (token === 'attributes') return printAttributes(texts);
  if (isText(field)) return printText(field, texts.get(token) ?? '');
  return printScalar(field, row[token]);
}

function printBase64(line: string): string | null {
  const bytes = Buffer.from(line, 'latin1');
  return bytes.equals(Buffer.from(bytes.toString('utf8'), 'utf8')) ? null : bytes.toString('base64');
}

function printText({ list }: DictionaryField, text: string): PrintedValue | null {
  if (text === '') return null;
  return list === true ? text.split('\n').map(utf8) : utf8(text);
}

function printAttributes(texts: ReadonlyMap<string, string>): PrintedValue | null {
  const names = texts.get('attributeNames') ?? '';
  if (names === '') return null;
  const values = (texts.get('attributeValues') ?? '').split('\n');
  return Object.fromEntries(names.split('\n').map((name, index) => [utf8(name), utf8(values[index] ?? '')]));
}

function printScalar({ type }: DictionaryField, value: unknown): PrintedValue | null {
  if (value === null || value === undefined || value === false) return null;
  if (type === 'boolean') return true;
  if (type === 'date') return Number(value) === ABSENT_TIME ? null : new Date(Number(value)).toISOString();
  if (type === 'id' || type === 'ip') return String(value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
