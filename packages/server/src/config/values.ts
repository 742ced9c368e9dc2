// From the text of a value, as it stands in the file, in the environment or in a flag, to the value. All three places are
// read by the same rules. A refusal says why, and what to write instead; it never throws.

import { isIP } from 'node:net';
import { isZone } from '../decode/zone.js';
import { internalNetworks } from '../map/direction.js';
import type { ConfigKey, Value, ValueType } from './key.js';

export type Refused = { readonly reason: string; readonly fix: string };
export type ReadValue = { readonly value: Value } | Refused;

/** A value as it was written: one text, or the elements of a list. */
export type Written = string | readonly string[];

type Reader = (text: string, key: ConfigKey) => ReadValue;

const READERS: Readonly<Record<Exclude<ValueType, 'networks' | 'paths'>, Reader>> = {
  text: plainText,
  path: plainText,
  id: readId,
  address: readAddress,
  origin: readOrigin,
  port: (text, key) => readInteger(text, { ...key, min: 0, max: 65_535 }),
  integer: readInteger,
  bytes: (text, key) => readQuantity(text, key, BYTES),
  seconds: (text, key) => readQuantity(text, key, SECONDS),
  milliseconds: (text, key) => readQuantity(text, key, MILLISECONDS),
  boolean: readBoolean,
  choice: readChoice,
  zone: readZone,
};

export function readValue(written: Written, key: ConfigKey): ReadValue {
  if (key.type === 'networks') return readNetworks(written);
  if (key.type === 'paths') return readPaths(written, key);
  if (typeof written !== 'string') return { reason: 'it is a list', fix: `write one value: ${key.example}` };
  return READERS[key.type](written.trim(), key);
}

function plainText(text: string, { example }: ConfigKey): ReadValue {
  if (text === '') return { reason: 'it is empty', fix: `write for example ${example}` };
  if (/[\x00-\x1f\x7f]/.test(text))
    return { reason: 'it holds a control character', fix: `write it in one line: ${example}` };
  return { value: text };
}

function readId(text: string, { example }: ConfigKey): ReadValue {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text)) return { value: text };
  return {
    reason: 'it is not a name that can stand in metrics and variables',
    fix: `use up to 64 letters, digits, "_" and "-", the first one a letter or digit: ${example}`,
  };
}

function readAddress(text: string): ReadValue {
  if (isIP(text) !== 0) return { value: text };
  return {
    reason: 'it is no IP address',
    fix: 'write 127.0.0.1 or ::1 for this machine alone, 0.0.0.0 or :: for every address, or one that `ip address` shows',
  };
}

/** Scheme, name and port (RFC 6454); a slash at the end makes no difference. */
function readOrigin(text: string, { example }: ConfigKey): ReadValue {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return { reason: 'it is no address of a page', fix: `write for example ${example}` };
  if (hasMore(url)) return { reason: 'there is more in it than scheme, name and port', fix: `write ${url.origin}` };
  return { value: url.origin };
}

function hasMore({ pathname, search, hash, username, password }: URL): boolean {
  return pathname !== '/' || `${search}${hash}${username}${password}` !== '';
}

function readInteger(text: string, key: ConfigKey): ReadValue {
  if (!/^-?\d{1,15}$/.test(text)) return { reason: 'it is no whole number', fix: `write for example ${key.example}` };
  return bounded(Number(text), key, String);
}

interface Units {
  /** Unit, in small letters → how many of the key's own unit it is. */
  readonly factors: Readonly<Record<string, number>>;
  readonly fix: string;
  readonly print: (value: number) => string;
}

const BYTES: Units = {
  factors: {
    ...{ b: 1, kb: 1024, kib: 1024, mb: 1024 ** 2, mib: 1024 ** 2 },
    ...{ gb: 1024 ** 3, gib: 1024 ** 3, tb: 1024 ** 4, tib: 1024 ** 4 },
  },
  fix: 'write a number of bytes, or one with KiB, MiB, GiB or TiB: 64 KiB',
  print: printBytes,
};
const SECONDS: Units = {
  factors: { s: 1, m: 60, h: 3600, d: 86_400 },
  fix: 'write a number of seconds, or one with s, m, h or d: 15 m',
  print: (value) => `${value} s`,
};
const MILLISECONDS: Units = {
  factors: { ms: 1, s: 1000, m: 60_000 },
  fix: 'write a number of milliseconds, or one with ms, s or m: 20 ms',
  print: (value) => `${value} ms`,
};

function readQuantity(text: string, key: ConfigKey, { factors, fix, print }: Units): ReadValue {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)\s*([A-Za-z]*)$/.exec(text) ?? [];
  if (digits === undefined) return { reason: 'it is no quantity', fix };
  const factor = unit === '' ? 1 : Object.hasOwn(factors, unit.toLowerCase()) ? factors[unit.toLowerCase()] : undefined;
  if (factor === undefined) return { reason: `there is no unit ${unit}`, fix };
  const value = Number(digits) * factor;
  if (!Number.isSafeInteger(value)) return { reason: 'it is no whole number', fix };
  return bounded(value, key, print);
}

function bounded(value: number, { min, max }: ConfigKey, print: (value: number) => string): ReadValue {
  if (min !== undefined && value < min) return { reason: `it is less than ${print(min)}`, fix: range(min, max, print) };
  if (max !== undefined && value > max) return { reason: `it is more than ${print(max)}`, fix: range(min, max, print) };
  return { value };
}

function range(min: number | undefined, max: number | undefined, print: (value: number) => string): string {
  return `write ${print(min ?? 0)}${max === undefined ? ' or more' : ` to ${print(max)}`}`;
}

/** In the largest unit that leaves a whole number: 65536 → `64 KiB`. */
export function printBytes(value: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let rest = value;
  let unit = 0;
  while (rest >= 1024 && rest % 1024 === 0 && unit < units.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${rest} ${units[unit] ?? ''}`;
}

function readBoolean(text: string): ReadValue {
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return { reason: 'it is neither true nor false', fix: 'write true or false' };
}

function readChoice(text: string, { choices = [] }: ConfigKey): ReadValue {
  if (choices.includes(text)) return { value: text };
  const same = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
  return {
    reason: 'it is none of the choices',
    fix: same === undefined ? `choose ${oneOf(choices)}` : `write ${same}`,
  };
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function readZone(text: string): ReadValue {
  if (isZone(text)) return { value: text };
  return { reason: 'it is no time zone', fix: 'write an IANA name (Europe/Paris), UTC or an offset (+02:00)' };
}

function readPaths(written: Written, key: ConfigKey): ReadValue {
  const paths = listOf(written).map((path) => plainText(path, key));
  const refused = paths.find((path) => !('value' in path));
  if (refused !== undefined) return refused;
  return { value: paths.map((path) => ('value' in path ? String(path.value) : '')) };
}

/** In one line the elements stand between commas. */
function listOf(written: Written): string[] {
  return (typeof written === 'string' ? written.split(',') : written).map((element) => element.trim());
}

function readNetworks(written: Written): ReadValue {
  const networks = listOf(written);
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong === undefined && networks.length > 0) return { value: networks };
  return {
    reason: wrong === undefined || wrong === '' ? 'it names no network' : `${wrong} is no network`,
    fix: 'write addresses with a prefix length: [192.0.2.0/24, "2001:db8::/32"]; 0.0.0.0/0 and ::/0 are all',
  };
}

function isNetwork(text: string): boolean {
  try {
    internalNetworks([text]);
    return isIP(text.replace(/\/\d+$/, '')) !== 0;
  } catch {
    return false;
  }
}
