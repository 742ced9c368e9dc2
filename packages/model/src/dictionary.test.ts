import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DictionaryField, EventDraft, EventFields, TokenWith } from './dictionary.js';
import { FIELDS, fieldOf, TOKENS } from './dictionary.js';
import type { FieldType } from './field.js';

const SAMPLE_FORMS: Readonly<Record<FieldType, RegExp>> = {
  date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  duration: /^\d+$/,
  number: /^\d+$/,
  bytes: /^\d+$/,
  port: /^\d{1,5}$/,
  // Documentation networks (RFC 5737, RFC 3849) and private addresses: nobody's real ones.
  ip: /^(192\.0\.2|198\.51\.100|203\.0\.113|10\.\d+\.\d+)\.\d+$|^2001:db8:/,
  geo: /^-?\d+\.\d+,-?\d+\.\d+$/,
  keyword: /^\S(.*\S)?$/,
  id: /^[\w-]+$/,
  string: /^\S(.*\S)?$/,
  text: /^\S(.*\S)?$/,
  boolean: /^(true|false)$/,
};

/** What a stored column of a type may look like; every way to store a type that the encoder and QQL have to know. */
const COLUMN_TYPES: Readonly<Record<FieldType, readonly string[]>> = {
  date: ["DateTime64(3, 'UTC')", "Nullable(DateTime64(3, 'UTC'))"],
  duration: ['Nullable(UInt32)'],
  number: ['UInt64', 'Nullable(UInt8)', 'Nullable(UInt16)', 'Nullable(UInt32)'],
  bytes: ['Nullable(UInt64)'],
  port: ['Nullable(UInt16)'],
  ip: ['Nullable(IPv4)', 'Nullable(IPv6)', 'LowCardinality(String)'],
  geo: ['LowCardinality(String)'],
  keyword: ['LowCardinality(String)'],
  id: ['LowCardinality(String)', 'String', 'Nullable(UInt64)'],
  string: ['LowCardinality(String)', 'String'],
  text: ['LowCardinality(String)', 'String'],
  boolean: ['Bool'],
};

describe('every token', () => {
  it('is declared once, whatever the case', () => {
    const names = TOKENS.map((token) => token.toLowerCase());
    assert.deepEqual(names, [...new Set(names)]);
  });

  for (const field of FIELDS) {
    it(`${field.token} is declared well`, () => {
      assert.match(field.token, /^[a-z][A-Za-z0-9]*$/);
      assert.match(field.description, /^[A-Z`].{18,}[.…]$/);
      assert.equal(field.origin === 'extension', field.guide === undefined);
      assert.equal(fieldOf(field.token), field);
    });

    it(`${field.token} has samples of its type`, () => {
      for (const sample of field.samples) assert.match(sample, SAMPLE_FORMS[field.type]);
      if (field.values !== undefined)
        assert.deepEqual(
          field.samples.filter((sample) => !field.values?.includes(sample)),
          [],
        );
    });

    it(`${field.token} is stored as its type is`, () => checkColumn(field));
  }
});

function checkColumn({ type, list, map, column }: DictionaryField): void {
  if (column.kind === 'rebuilt') return;
  if (column.kind === 'alias') return assert.equal(column.type, map ? 'Map(String, String)' : 'String');
  assert.equal(column.joinedBy, list ? '\n' : undefined);
  assert.ok(COLUMN_TYPES[type].includes(column.type), column.type);
  assert.match(column.codec, /ZSTD\(1\)$/);
}

describe('closed values', () => {
  it('are those of the guide and no others', () => {
    const closed = FIELDS.flatMap(({ token, values }) => (values === undefined ? [] : [[token, values]]));
    assert.deepEqual(Object.fromEntries(closed), {
      outcome: ['Success', 'Failure'],
      access: ['Allowed', 'Denied'],
      eventContext: ['local-to-remote', 'remote-to-local', 'local-to-local', 'remote-to-remote'],
    });
  });

  it('are what source values are normalised to', () => {
    for (const { normalised = {}, values = [] } of FIELDS) {
      for (const [source, value] of Object.entries(normalised)) {
        assert.equal(source, source.toLowerCase());
        assert.ok(values.includes(value), value);
      }
    }
  });
});

describe('fieldOf', () => {
  it('finds a token in any case', () => {
    assert.equal(fieldOf('SOURCEIPV4')?.token, 'sourceIpv4');
    assert.equal(fieldOf('DeviceType')?.token, 'deviceType');
  });

  for (const name of ['', 'sourceIp', 'constructor', '__proto__', 'eventTime ']) {
    it(`finds nothing under ${JSON.stringify(name)}`, () => assert.equal(fieldOf(name), undefined));
  }
});

describe('types of values', () => {
  it('follow from the declarations', () => {
    const draft: EventDraft = {
      eventTime: 0,
      group: ['a'],
      userNameBinary: true,
      inByte: 2n ** 60n,
      attributes: { Label: 'value' },
    };
    draft.sessionId = '1';
    const event: EventFields = draft;
    const texts: readonly TokenWith<string>[] = ['userName', 'clientIpv6', 'vpnSessionId', 'rawEvent'];
    // @ts-expect-error a date is a number
    const wrongValue: EventFields = { eventTime: '2026-01-24' };
    // @ts-expect-error absence is no key, never undefined
    const wrongAbsence: EventFields = { userName: undefined };
    // @ts-expect-error a list is not text
    const wrongToken: TokenWith<string> = 'group';
    assert.deepEqual(
      [event.sessionId, texts.length, wrongValue.eventTime, 'userName' in wrongAbsence, wrongToken],
      ['1', 4, '2026-01-24', true, 'group'],
    );
  });
});
