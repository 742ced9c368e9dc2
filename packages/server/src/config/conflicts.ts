// What is wrong although each value alone is right: names and sockets that are taken twice, and settings that need each other.

import { isIPv6 } from 'node:net';
import { AppError } from '../errors.js';
import { isLoopback } from '../loopback.js';
import type { EffectiveValue } from './effective.js';
import type { KeyPath } from './keys.js';
import { variablePart } from './overrides.js';
import { type Problem, problem } from './problem.js';
import type { Origin } from './setting.js';

export function conflicts(values: readonly EffectiveValue[]): Problem[] {
  return [
    ...sameNames(values),
    ...sameCustomers(values),
    ...sameSockets(values),
    ...sameFiles(values),
    ...missingAuthorities(values),
    ...halfCertificates(values),
    ...exposed(values),
  ];
}

function conflict(origin: Origin, text: string, fix: string): Problem {
  return problem(origin, new AppError('config.conflict', { problem: text, fix }));
}

/** Ids that differ only in case or punctuation would be one name of environment variables. */
function sameNames(values: readonly EffectiveValue[]): Problem[] {
  const ids = values.filter(({ key }) => key === 'listeners[].id');
  return pairs(ids, (a, b) => nameOf(a) === nameOf(b)).map(([first, second]) =>
    conflict(
      second.origin,
      `two listeners are called ${String(second.value)}${first.value === second.value ? '' : ` and ${String(first.value)}`}`,
      'give each its own id; case, "_" and "-" make no difference',
    ),
  );
}

/** Names of users end in the customer, and make no difference between large and small letters. */
function sameCustomers(values: readonly EffectiveValue[]): Problem[] {
  const customers = values.filter(({ key }) => key === 'customerId' || key === 'listeners[].customerId');
  const areTwins = (a: EffectiveValue, b: EffectiveValue) =>
    a.value !== b.value && String(a.value).toLowerCase() === String(b.value).toLowerCase();
  return pairs(customers, areTwins).map(([first, second]) =>
    conflict(
      second.origin,
      `the customers ${String(first.value)} and ${String(second.value)} differ in large and small letters only`,
      'write one customer always alike, and give two different names',
    ),
  );
}

function nameOf({ value }: EffectiveValue): string {
  return variablePart(String(value).toLowerCase());
}

interface Socket {
  readonly name: string;
  readonly transport: 'UDP' | 'TCP';
  readonly address: string;
  readonly port: number;
  readonly origin: Origin;
}

function sameSockets(values: readonly EffectiveValue[]): Problem[] {
  return pairs(socketsOf(values), areSame).map(([first, second]) =>
    conflict(
      second.origin,
      `${second.name} and ${first.name} both listen on ${second.transport} port ${second.port}`,
      'give one of them another port or another address',
    ),
  );
}

function socketsOf(values: readonly EffectiveValue[]): Socket[] {
  /** A default stands nowhere: then the listener that it belongs to is the place. */
  const saidBy = (origin: Origin, listener: number | null) =>
    (origin.from === 'default' && values.find((value) => value.listener === listener && listener !== null)?.origin) ||
    origin;
  return values
    .filter(({ key }) => key === 'http.port' || key === 'listeners[].port')
    .flatMap(({ key, listener, path, value, origin }) => {
      const address = valueAt(values, key === 'http.port' ? 'http.address' : 'listeners[].address', listener);
      const transport = valueAt(values, 'listeners[].kind', listener) === 'udp' ? 'UDP' : 'TCP';
      if (typeof address !== 'string' || typeof value !== 'number') return [];
      return [{ name: path.replace(/\.port$/, ''), transport, address, port: value, origin: saidBy(origin, listener) }];
    });
}

function areSame(a: Socket, b: Socket): boolean {
  return a.port !== 0 && a.port === b.port && a.transport === b.transport && overlap(a.address, b.address);
}

/** `::` takes IPv4 as well (RFC 3493 section 5.3): the sockets are not bound for IPv6 alone. */
function overlap(a: string, b: string): boolean {
  if (a === b || a === '::' || b === '::') return true;
  return (a === '0.0.0.0' && !isIPv6(b)) || (b === '0.0.0.0' && !isIPv6(a));
}

/** The same file twice would make every event twice. */
function sameFiles(values: readonly EffectiveValue[]): Problem[] {
  const paths = values.filter(({ key }) => key === 'listeners[].path');
  return pairs(paths, (a, b) => a.value === b.value).map(([first, second]) =>
    conflict(second.origin, `${second.path} is also ${first.path}`, 'read each file by one listener'),
  );
}

function missingAuthorities(values: readonly EffectiveValue[]): Problem[] {
  return values
    .filter(({ key, value }) => key === 'listeners[].tls.requireClientCertificate' && value === true)
    .filter(({ listener }) => valueAt(values, 'listeners[].tls.clientCa', listener) === null)
    .map(({ path, origin }) =>
      conflict(origin, `${path} is true, but there is no tls.clientCa`, 'name the authorities in tls.clientCa'),
    );
}

function halfCertificates(values: readonly EffectiveValue[]): Problem[] {
  const halves = values.filter(({ key }) => key === 'http.tls.certificate' || key === 'http.tls.key');
  const [there, ...others] = halves.filter(({ value }) => value !== null);
  if (there === undefined || others.length > 0) return [];
  const missing = there.key === 'http.tls.key' ? 'http.tls.certificate' : 'http.tls.key';
  return [conflict(there.origin, `there is ${there.path}, but no ${missing}`, 'name both, or neither')];
}

/** Passwords and tokens would cross the network for everybody to read. */
function exposed(values: readonly EffectiveValue[]): Problem[] {
  const address = values.find(({ key }) => key === 'http.address');
  const isSecret =
    valueAt(values, 'http.tls.certificate', null) !== null ||
    String(valueAt(values, 'http.publicUrl', null)).startsWith('https:');
  if (typeof address?.value !== 'string' || isSecret || isLoopback(address.value)) return [];
  return [
    conflict(
      address.origin,
      `others reach ${address.path} ${address.value}, but there is no TLS`,
      'name http.tls.certificate and http.tls.key; or http.publicUrl: https://… of a proxy in front that does TLS; or listen on 127.0.0.1',
    ),
  ];
}

function valueAt(values: readonly EffectiveValue[], key: KeyPath, listener: number | null) {
  return values.find((value) => value.key === key && value.listener === listener)?.value;
}

/** Each element that an earlier one collides with, with the first such. */
function pairs<Item>(items: readonly Item[], collide: (a: Item, b: Item) => boolean): (readonly [Item, Item])[] {
  return items.flatMap((second, index) => {
    const first = items.slice(0, index).find((earlier) => collide(earlier, second));
    return first === undefined ? [] : [[first, second] as const];
  });
}
