/** OCSF: what every class demands is there for every line of every case, and values are written as the schema has them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import type { PrintedEvent } from '@gatehouse/model';
import { printReading } from '../map/print.js';
import { readLine } from '../map/reader.js';
import { lineContextOf } from '../test/cases/case-context.js';
import { caseFiles } from '../test/cases/pack-cases.js';
import { ocsfOf } from './ocsf.js';

type Json = Readonly<Record<string, unknown>>;

/** Class → category and activities, as https://schema.ocsf.io/1.8.0 numbers them. */
const CLASSES: Readonly<Record<number, readonly [category: number, ...activities: number[]]>> = {
  0: [0, 0, 99],
  3002: [3, 0, 1, 2, 3, 4, 5, 6, 7, 99],
  4001: [4, 0, 1, 2, 3, 4, 5, 6, 7, 99],
};

/** What is wrong with an event by the schema. */
function problemsOf(event: Json): readonly string[] {
  const { class_uid, category_uid, activity_id, type_uid, severity_id, time, metadata } = event;
  const [category, ...activities] = CLASSES[Number(class_uid)] ?? [];
  const { version, product, loggers, labels } = (metadata ?? {}) as Json;
  const { name, vendor_name } = (product ?? {}) as Json;
  const rules: readonly (readonly [string, boolean])[] = [
    ['class_uid', category !== undefined],
    ['category_uid', category_uid === category],
    ['activity_id', activities.includes(activity_id as number)],
    ['type_uid', type_uid === Number(class_uid) * 100 + Number(activity_id)],
    ['severity_id', [0, 1, 2, 3, 4, 5, 6].includes(severity_id as number)],
    ['time', Number.isSafeInteger(time)],
    ['metadata.version', /^\d+\.\d+\.\d+$/.test(String(version))],
    ['metadata.product', typeof name === 'string' && typeof vendor_name === 'string'],
    ['metadata.loggers', loggers === undefined || Array.isArray(loggers)],
    ['metadata.labels', labels === undefined || Array.isArray(labels)],
    ['user', class_uid !== 3002 || typeof event['user'] === 'object'],
    ['service or dst_endpoint', class_uid !== 3002 || has(event, 'service', 'dst_endpoint')],
    ['src_endpoint or dst_endpoint', class_uid !== 4001 || has(event, 'src_endpoint', 'dst_endpoint')],
    ['device.type_id', event['device'] === undefined || Number.isInteger((event['device'] as Json)['type_id'])],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

function has(event: Json, ...names: readonly string[]): boolean {
  return names.some((name) => typeof event[name] === 'object');
}

const cases = caseFiles().flatMap((file) => file.cases);
const events = cases.map((example) => printReading(readLine(example.line, lineContextOf(example))));

const LOGIN: PrintedEvent = {
  eventTime: '2026-01-24T12:06:37.000Z',
  eventName: 'LOGIN',
  outcome: 'Success',
  userName: 'ann',
  group: ['staff', 'vpn'],
  clientIpv4: '192.0.2.7',
  deviceType: 'VPN',
  deviceVendor: 'Citrix',
  deviceModel: 'NetScaler Gateway',
  deviceName: 'gw01',
};

/** The same paths of an object as in `like`. */
function picked(from: unknown, like: unknown): unknown {
  if (typeof like !== 'object' || like === null || Array.isArray(like)) return from;
  return Object.fromEntries(Object.entries(like).map(([name, below]) => [name, picked((from as Json)[name], below)]));
}

const EXAMPLES: readonly (readonly [what: string, event: PrintedEvent, expected: Json])[] = [
  [
    'a login is a logon',
    LOGIN,
    {
      class_uid: 3002,
      activity_id: 1,
      type_uid: 300201,
      status_id: 1,
      time: 1769256397000,
      user: { name: 'ann', groups: [{ name: 'staff' }, { name: 'vpn' }] },
      src_endpoint: { ip: '192.0.2.7' },
      device: { hostname: 'gw01', type: 'VPN', type_id: 99 },
      metadata: {
        product: { name: 'NetScaler Gateway', vendor_name: 'Citrix' },
        event_code: 'LOGIN',
        profiles: ['host'],
      },
    },
  ],
  [
    'a login whose user is hidden has an unknown user',
    { eventName: 'LOGIN_FAILED', outcome: 'Failure' },
    { class_uid: 3002, status_id: 2, user: { type_id: 0 }, time: 0 },
  ],
  [
    'a connection has its bytes, its direction and its length in milliseconds',
    {
      eventName: 'TCPCONNSTAT',
      sourceIpv4: '192.0.2.7',
      inByte: 12,
      outByte: '9007199254740993',
      duration: 61,
      eventContext: 'local-to-remote',
      geoSourceCoordinates: '46.948,7.4474',
      geoSourceCountry: 'Switzerland',
    },
    {
      class_uid: 4001,
      activity_id: 6,
      duration: 61000,
      traffic: { bytes_in: 12 },
      connection_info: { direction_id: 2, direction: 'local-to-remote' },
      src_endpoint: { ip: '192.0.2.7', location: { lat: 46.948, long: 7.4474, country: 'CH' } },
    },
  ],
  [
    'a connection without any address is a base event',
    { eventName: 'SSL_HANDSHAKE_SUCCESS' },
    { class_uid: 0, activity_id: 99 },
  ],
  [
    'a denial says so',
    { eventName: 'HTTP_RESOURCEACCESS_DENIED', sourceIpv4: '192.0.2.7', access: 'Denied', deniedByPolicy: 'p' },
    {
      activity_id: 5,
      action: 'Denied',
      action_id: 2,
      policy: { name: 'p' },
      metadata: { profiles: ['security_control'] },
    },
  ],
  [
    'a line that nobody understands',
    { rawEvent: 'x' },
    { class_uid: 0, activity_id: 0, raw_data: 'x', severity_id: 0 },
  ],
  ['a name that objects have anyway', { eventName: '__proto__' }, { class_uid: 0, activity_id: 99 }],
  ['a severity by its word', { syslogSeverity: 'err', deviceSeverity: 3 }, { severity_id: 4, severity: 'High' }],
  ['a severity that is only the last number of the header', { deviceSeverity: 0 }, { severity_id: 0 }],
  [
    'what the schema has no place for',
    { eventName: 'LOGIN', inByte: 5, geoSourceCountry: 'Atlantis', attributes: { a: 'b' } },
    { unmapped: { inByte: 5, geoSourceCountry: 'Atlantis', attributes: { a: 'b' } } },
  ],
];

describe('an event as OCSF', () => {
  it('has what its class demands, for every case', () => {
    const wrong = events.flatMap((event) => problemsOf(ocsfOf(event)).map((rule) => `${rule}: ${event.rawEvent}`));
    assert.deepEqual(wrong, []);
    assert.ok(events.length > 300, 'the cases have been read');
  });

  it('keeps the line and loses no token', () => {
    for (const event of events) {
      const made = JSON.stringify(ocsfOf(event));
      assert.ok(made.includes(JSON.stringify(event.rawEvent)));
      const { userName, attributes } = event;
      for (const value of [userName, attributes])
        assert.ok(value === undefined || made.includes(JSON.stringify(value)));
    }
  });

  it('is of every class that the pack names, and the pack names events that it has', () => {
    const classes = new Set(events.map((event) => ocsfOf(event)['class_uid']));
    assert.deepEqual([...classes].sort(), [0, 3002, 4001]);
    const known = new Set(CITRIX_VPN.events.flatMap((grammar) => grammar.events));
    assert.deepEqual(
      Object.keys(CITRIX_VPN.ocsf).filter((name) => !known.has(name)),
      [],
    );
  });

  it('is found wanting when something is missing', () => {
    const good = ocsfOf(LOGIN);
    assert.deepEqual(problemsOf(good), []);
    for (const name of ['class_uid', 'activity_id', 'type_uid', 'severity_id', 'time', 'metadata', 'user'])
      assert.notDeepEqual(problemsOf({ ...good, [name]: undefined }), [], name);
  });

  for (const [what, event, expected] of EXAMPLES) {
    it(what, () => assert.deepEqual(picked(ocsfOf(event), expected), expected));
  }
});
