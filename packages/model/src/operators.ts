// What QQL can ask of a value, by its type. Words are those of Unicode UAX #29, case-folded.
// `=` asks for the whole value like a backtick and `!=` for its opposite; these and `is null` exist for every type.

import type { Field, FieldType } from './field.js';

export interface Operators {
  /**
   * How a bare value is compared. `words`: each word of the query is the beginning of a word of the value, and a phrase asks
   * for adjacent ones; `whole`: the whole value without case; `equal`: the same value however it is written.
   */
  readonly match: 'words' | 'whole' | 'equal';
  /** `*` and `?` in a bare value. (`token: *` asks for presence and works everywhere.) */
  readonly wildcard: boolean;
  /** `<`, `<=`, `>` and `>=`; text compares by code points. */
  readonly compare: boolean;
  /** `[a .. b]` and `(a .. b)`. */
  readonly range: boolean;
  /** `[a, b]`: any of these. */
  readonly list: boolean;
  /** `192.0.2.0/24`, also inside lists. */
  readonly network: boolean;
  /** One sentence for the guide and for completion. */
  readonly meaning: string;
  /** Clauses that use this type, each of them valid QQL. */
  readonly examples: readonly [string, ...string[]];
}

const WHOLE = { match: 'whole', wildcard: true, compare: false, range: false, list: true, network: false } as const;
const WORDS = { match: 'words', wildcard: true, compare: false, range: false, list: true, network: false } as const;
const QUANTITY = { match: 'equal', wildcard: false, compare: true, range: true, list: true, network: false } as const;

export const OPERATORS = {
  date: {
    ...QUANTITY,
    meaning: 'The instant; a date alone is that whole day. `now`, `now-7d` and `now/d` are times as well.',
    examples: ['eventTime >= now-7d', 'eventTime: 2026-01-24', 'eventTime: [2026-01-24 .. 2026-01-31]'],
  },
  duration: {
    ...QUANTITY,
    meaning: 'Seconds, also written as `hh:mm:ss`, `90s`, `5m`, `2h` or `1d`.',
    examples: ['duration > 2h', 'duration: 00:05:07'],
  },
  number: {
    ...QUANTITY,
    meaning: 'The number.',
    examples: ['deviceSeverity <= 4', 'sourceAsn: [64500, 64501]'],
  },
  bytes: {
    ...QUANTITY,
    meaning: 'The number of bytes, also written in KB, MB, GB or TB (powers of 1024).',
    examples: ['inByte > 10 MB', 'outByte: [1GB .. *]'],
  },
  port: {
    ...QUANTITY,
    meaning: 'The port, 0 to 65535.',
    examples: ['destinationPort: [2598, 443]', 'sourcePort > 49151'],
  },
  ip: {
    match: 'equal',
    wildcard: true,
    compare: true,
    range: true,
    list: true,
    network: true,
    meaning:
      'The address however it is written; a network in CIDR form matches every address in it, and addresses have an order.',
    examples: ['sourceIpv4: 192.0.2.37', 'sourceIpv4: [192.0.2.0/24, 198.51.100.7]', 'destinationIpv4: 10.20.*'],
  },
  geo: {
    match: 'equal',
    wildcard: false,
    compare: false,
    range: true,
    list: false,
    network: false,
    meaning: 'The position `latitude,longitude`; a range of two corners is the box between them.',
    examples: ['geoSourceCoordinates: "47.3769,8.5417"', 'geoSourceCoordinates: ["45.8,5.9" .. "47.9,10.5"]'],
  },
  keyword: {
    ...WHOLE,
    meaning: 'The whole value, upper and lower case alike.',
    examples: ['eventName: LOGIN', 'eventName: SSL_HANDSHAKE_*', 'category: [AAA, SSLVPN]'],
  },
  id: {
    ...WHOLE,
    meaning: 'The whole identifier, upper and lower case alike.',
    examples: ['vpnSessionId: 74094', 'externalId: 9b64*'],
  },
  string: {
    ...WORDS,
    compare: true,
    range: true,
    meaning:
      'Words in any order, each the beginning of a word of the value; in quotes adjacent words; in backticks the whole value.',
    examples: ['userName: ann', 'requestUrl: "wiki start"', 'userName: `ann.lee`'],
  },
  text: {
    ...WORDS,
    meaning: 'Like a string, without an order.',
    examples: ['message: invalid credentials', 'userAgent: *Android*'],
  },
  boolean: {
    match: 'equal',
    wildcard: false,
    compare: false,
    range: false,
    list: false,
    network: false,
    meaning: '`true` or `false`; what is not marked is false.',
    examples: ['userNameBinary: true'],
  },
} as const satisfies Readonly<Record<FieldType, Operators>>;

/** The operators as they are printed and completed, the frequent ones first. */
export function operatorsOf(field: Pick<Field, 'type'>): readonly string[] {
  const allowed: Operators = OPERATORS[field.type];
  return [
    ':',
    ...(allowed.match === 'equal' ? [] : [': "…"', ': `…`']),
    ...(allowed.wildcard ? ['*', '?'] : []),
    '=',
    '!=',
    ...(allowed.compare ? ['<', '<=', '>', '>='] : []),
    ...(allowed.range ? ['[a .. b]', '(a .. b)'] : []),
    ...(allowed.list ? ['[a, b]'] : []),
    ...(allowed.network ? ['CIDR'] : []),
    'is null',
  ];
}
