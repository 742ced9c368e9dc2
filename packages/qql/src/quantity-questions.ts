// Questions about what has an order: dates, durations, numbers, bytes, ports and addresses. A written value stands for an
// interval (a day, a network, or one number), and every operator turns that interval into another one:
//
//   : =  low to high      >  above high      >=  from low      <  below low      <=  to high
//   [a .. b]  a.low to b.high      (a .. b)  above a.high to below b.low
//
// All of them are whole numbers, so "above" is one more and every interval holds its ends.

import type { Field } from '@gatehouse/model';
import type { Comparison, Scalar } from './ast.js';
import type { Bounds } from './bounds.js';
import { reportReversed } from './bounds.js';
import type { DiagnosticCode } from './errors.js';
import type { Test } from './resolved.js';
import type { Scene } from './scene.js';
import { didYouMean } from './spelling.js';
import { LAST, readAddresses, readWildcardNetwork } from './values/address.js';
import type { Clock } from './values/date.js';
import { readDate } from './values/date.js';
import type { Interval } from './values/interval.js';
import { readBytes, readDuration, readNumber, readPort } from './values/quantity.js';

/** `family` is set for addresses. */
interface Quantity extends Interval {
  readonly family?: 4 | 6;
}

interface Reader {
  readonly read: (text: string, clock: Clock) => Interval | null;
  readonly complaint: DiagnosticCode;
}

type QuantityType = 'date' | 'duration' | 'number' | 'bytes' | 'port';

const READERS: Readonly<Record<QuantityType, Reader>> = {
  date: { read: readDate, complaint: 'qql.bad-date' },
  duration: { read: readDuration, complaint: 'qql.bad-duration' },
  number: { read: readNumber, complaint: 'qql.bad-number' },
  bytes: { read: readBytes, complaint: 'qql.bad-bytes' },
  port: { read: readPort, complaint: 'qql.bad-port' },
};

export interface Question {
  readonly operator: Comparison;
  readonly scalar: Scalar;
  readonly field: Field;
  readonly scene: Scene;
}

export function quantityTest({ operator, scalar, field, scene }: Question): Test | null {
  const quantity = readQuantity(scalar, field, scene);
  return quantity === null ? null : toTest(applied(operator, quantity), quantity.family);
}

function applied(operator: Comparison, { low, high }: Interval): OpenInterval {
  switch (operator) {
    case '>':
      return { low: high + 1n, high: null };
    case '>=':
      return { low, high: null };
    case '<':
      return { low: null, high: low - 1n };
    case '<=':
      return { low: null, high };
    default:
      return { low, high };
  }
}

interface OpenInterval {
  readonly low: bigint | null;
  readonly high: bigint | null;
}

function toTest({ low, high }: OpenInterval, family: 4 | 6 | undefined): Test {
  return family === undefined
    ? { kind: 'between', low, high }
    : { kind: 'addresses', family, low: low ?? 0n, high: high ?? LAST[family] };
}

export function quantityRange(bounds: Bounds, field: Field, scene: Scene): Test | null {
  const low = bounds.low === null ? undefined : readQuantity(bounds.low, field, scene);
  const high = bounds.high === null ? undefined : readQuantity(bounds.high, field, scene);
  if (low === null || high === null) return null;
  if (low !== undefined && high !== undefined) {
    if (low.family !== high.family) return scene.report('qql.mixed-families', bounds.range, { token: field.token });
    if (low.low > high.low) return reportReversed(bounds, scene);
  }
  return toTest({ low: lowEnd(bounds, low), high: highEnd(bounds, high) }, (low ?? high)?.family);
}

function lowEnd({ range }: Bounds, low: Interval | undefined): bigint | null {
  if (low === undefined) return null;
  return range.includesLow ? low.low : low.high + 1n;
}

function highEnd({ range }: Bounds, high: Interval | undefined): bigint | null {
  if (high === undefined) return null;
  return range.includesHigh ? high.high : high.low - 1n;
}

function readQuantity(scalar: Scalar, field: Field, scene: Scene): Quantity | null {
  if (field.type === 'ip') return readIp(scalar, field, scene);
  if (scalar.kind === 'bare' && scalar.wild.length > 0) return reportWildcard(scalar, field, scene);
  const quantity = isQuantityType(field.type) ? READERS[field.type].read(scalar.text, scene.clock) : null;
  return quantity ?? reportBad(scalar, field, scene);
}

function isQuantityType(type: Field['type']): type is QuantityType {
  return Object.hasOwn(READERS, type);
}

function reportBad(scalar: Scalar, field: Field, scene: Scene): null {
  const code = isQuantityType(field.type) ? READERS[field.type].complaint : 'qql.bad-address';
  return scene.report(code, scalar, { value: scalar.text, token: field.token });
}

function reportWildcard(scalar: Scalar, field: Field, scene: Scene): null {
  const remedy =
    field.type === 'ip'
      ? `Wildcards stand for whole parts at the end (\`192.0.*\`). Networks are written \`${field.token}: 192.0.2.0/24\`.`
      : `Write a range, for example \`${field.token}: [a .. b]\`, where \`*\` leaves one end open.`;
  return scene.report('qql.unsupported-wildcard', scalar, { token: field.token, type: field.type, remedy });
}

function readIp(scalar: Scalar, field: Field, scene: Scene): Quantity | null {
  const isWild = scalar.kind === 'bare' && scalar.wild.length > 0;
  const addresses = isWild ? readWildcardNetwork(scalar.text) : readAddresses(scalar.text);
  if (addresses === null) return isWild ? reportWildcard(scalar, field, scene) : reportBad(scalar, field, scene);
  const held = familyOf(field);
  return held === null || held === addresses.family ? addresses : reportFamily(scalar, field, scene);
}

/** The family of a token whose column holds only one. */
function familyOf({ column }: Field): 4 | 6 | null {
  if (column.kind === 'rebuilt') return null;
  if (column.type.includes('IPv4')) return 4;
  return column.type.includes('IPv6') ? 6 : null;
}

function reportFamily(scalar: Scalar, field: Field, scene: Scene): null {
  const held = familyOf(field) ?? 4;
  const given = held === 4 ? 6 : 4;
  const other = scene.vocabulary.find(field.token.replace(`v${held}`, `v${given}`));
  const instead = other === undefined || other === field ? [] : [other.token];
  const suggestion = didYouMean(instead, `Write an IPv${held} address.`);
  return scene.report('qql.address-family', scalar, {
    token: field.token,
    held,
    value: scalar.text,
    given,
    suggestion,
    instead,
  });
}
