// Which columns of the events sessions are made from, and how they are asked for: no more than sessions need, numbers as what the reader of
// the Native format takes, absent ones as 0 or NaN.

import { printIpv4 } from '../encode/addresses.js';
import type { ColumnBlock, Texts } from '../store/native-reader.js';
import { destinationText } from './session-event.js';

const time = (column: string): string => `ifNull(toFloat64(toUnixTimestamp64Milli(${column})), nan)`;
const number = (column: string): string => `ifNull(toFloat64(${column}), 0)`;
const address = (ipv4: string): string => `ifNull(toUInt32(${ipv4}), 0)`;

/** Values that repeat are sent, and decoded, once. */
const dictionary = (text: string): string => `toLowCardinality(${text})`;

/** Name → SQL. */
const NUMBERS = {
  block: 'toFloat64(block)',
  row: 'row',
  eventTime: time('eventTime'),
  beginningTime: time('beginningTime'),
  vpnSessionId: number('vpnSessionId'),
  client4: address('clientIpv4'),
  source4: address('sourceIpv4'),
  sourcePort: 'ifNull(sourcePort, 0)',
  nat: address('natSourceIP'),
  destination4: address('destinationIpv4'),
  destinationPort: 'ifNull(destinationPort, 0)',
  inByte: number('inByte'),
  outByte: number('outByte'),
  duration: 'ifNull(toFloat64(duration), nan)',
  asn: 'ifNull(sourceAsn, 0)',
} as const;

const TEXTS = {
  eventName: 'eventName',
  customerId: 'customerId',
  category: 'category',
  deviceName: 'deviceName',
  userName: 'userName',
  contextUser: 'contextUser',
  virtualSystem: 'virtualSystem',
  client6: dictionary("ifNull(toString(clientIpv6), '')"),
  source6: dictionary("ifNull(toString(sourceIpv6), '')"),
  destination6: dictionary("ifNull(toString(destinationIpv6), '')"),
  userAgent: 'userAgent',
  clientType: 'clientType',
  application: 'application',
  host: dictionary("substringIndex(requestUrl, '/', 1)"),
  deniedByPolicy: 'deniedByPolicy',
  logoutMethod: 'logoutMethod',
  externalId: 'externalId',
  country: 'geoSourceCountry',
  city: 'geoSourceCity',
  asOrg: 'sourceAsOrg',
} as const;

/** SELECT list. */
export const EVENT_COLUMNS = Object.entries({ ...NUMBERS, ...TEXTS })
  .map(([name, expression]) => `${expression} AS c_${name}`)
  .join(', ');

/** Named one by one, so that the engine knows where each is. */
export class EventColumns {
  readonly addresses: AddressTexts;
  readonly block: ArrayLike<number>;
  readonly row: ArrayLike<number>;
  readonly eventTime: ArrayLike<number>;
  readonly beginningTime: ArrayLike<number>;
  readonly vpnSessionId: ArrayLike<number>;
  readonly client4: ArrayLike<number>;
  readonly source4: ArrayLike<number>;
  readonly sourcePort: ArrayLike<number>;
  readonly nat: ArrayLike<number>;
  readonly destination4: ArrayLike<number>;
  readonly destinationPort: ArrayLike<number>;
  readonly inByte: ArrayLike<number>;
  readonly outByte: ArrayLike<number>;
  readonly duration: ArrayLike<number>;
  readonly asn: ArrayLike<number>;
  readonly eventName: Texts;
  readonly customerId: Texts;
  readonly category: Texts;
  readonly deviceName: Texts;
  readonly userName: Texts;
  readonly contextUser: Texts;
  readonly virtualSystem: Texts;
  readonly client6: Texts;
  readonly source6: Texts;
  readonly destination6: Texts;
  readonly userAgent: Texts;
  readonly clientType: Texts;
  readonly application: Texts;
  readonly host: Texts;
  readonly deniedByPolicy: Texts;
  readonly logoutMethod: Texts;
  readonly externalId: Texts;
  readonly country: Texts;
  readonly city: Texts;
  readonly asOrg: Texts;

  constructor(block: ColumnBlock, addresses: AddressTexts) {
    const numbers = (name: keyof typeof NUMBERS) => block.numbers(`c_${name}`);
    const texts = (name: keyof typeof TEXTS) => block.texts(`c_${name}`);
    this.addresses = addresses;
    this.block = numbers('block');
    this.row = numbers('row');
    this.eventTime = numbers('eventTime');
    this.beginningTime = numbers('beginningTime');
    this.vpnSessionId = numbers('vpnSessionId');
    this.client4 = numbers('client4');
    this.source4 = numbers('source4');
    this.sourcePort = numbers('sourcePort');
    this.nat = numbers('nat');
    this.destination4 = numbers('destination4');
    this.destinationPort = numbers('destinationPort');
    this.inByte = numbers('inByte');
    this.outByte = numbers('outByte');
    this.duration = numbers('duration');
    this.asn = numbers('asn');
    this.eventName = texts('eventName');
    this.customerId = texts('customerId');
    this.category = texts('category');
    this.deviceName = texts('deviceName');
    this.userName = texts('userName');
    this.contextUser = texts('contextUser');
    this.virtualSystem = texts('virtualSystem');
    this.client6 = texts('client6');
    this.source6 = texts('source6');
    this.destination6 = texts('destination6');
    this.userAgent = texts('userAgent');
    this.clientType = texts('clientType');
    this.application = texts('application');
    this.host = texts('host');
    this.deniedByPolicy = texts('deniedByPolicy');
    this.logoutMethod = texts('logoutMethod');
    this.externalId = texts('externalId');
    this.country = texts('country');
    this.city = texts('city');
    this.asOrg = texts('asOrg');
  }

  /** Whether two rows name the same user, device, addresses and place. */
  areAlike(a: number, b: number): boolean {
    return (
      this.client4[a] === this.client4[b] &&
      this.source4[a] === this.source4[b] &&
      this.nat[a] === this.nat[b] &&
      this.asn[a] === this.asn[b] &&
      this.userName.isSame(a, b) &&
      this.contextUser.isSame(a, b) &&
      this.deviceName.isSame(a, b) &&
      this.client6.isSame(a, b) &&
      this.source6.isSame(a, b) &&
      this.country.isSame(a, b) &&
      this.city.isSame(a, b) &&
      this.asOrg.isSame(a, b)
    );
  }
}

/** Printed addresses: those of clients come again with nearly every event. */
export class AddressTexts {
  readonly #texts = new Map<number, string>();
  readonly #withPorts = new Map<number, string>();

  text(ipv4: number): string {
    if (ipv4 === 0) return '';
    const known = this.#texts.get(ipv4);
    if (known !== undefined) return known;
    const made = printIpv4(ipv4);
    this.#texts.set(ipv4, made);
    return made;
  }

  /** Ports are of 16 bits. */
  withPort(ipv4: number, port: number): string {
    const number = ipv4 * 65_536 + port;
    const known = this.#withPorts.get(number);
    if (known !== undefined) return known;
    const made = destinationText(this.text(ipv4), port);
    this.#withPorts.set(number, made);
    return made;
  }
}
