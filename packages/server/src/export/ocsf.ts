// An event in the shape of the Open Cybersecurity Schema Framework (https://schema.ocsf.io): sign-ins as Authentication, connections as
// Network Activity, all else as a Base Event. The pack says which event is what, the model where each token stands; what has no place
// stands under `unmapped`.

import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import { FIELDS, type OcsfActivity, type PrintedEvent, type Token } from '@gatehouse/model';
import { type Nested, place } from './nested.js';
import { classification, type OcsfClass } from './ocsf-classes.js';
import { writeOcsf } from './ocsf-values.js';

const OCSF_VERSION = '1.8.0';

const LISTS: ReadonlySet<string> = new Set(['loggers', 'groups']);

/** Attributes that a class has only with a profile. */
const PROFILES: Readonly<Record<string, string>> = {
  device: 'host',
  action: 'security_control',
  policy: 'security_control',
  proxy_endpoint: 'network_proxy',
  load_balancer: 'load_balancer',
};

export function ocsfOf(event: PrintedEvent): Readonly<Record<string, unknown>> {
  const [name, activity] = activityOf(event);
  const made: Nested = { ...classification(name, activity) };
  const unmapped: Partial<Record<Token, unknown>> = {};
  for (const { token, ocsf } of FIELDS) {
    const value = event[token];
    if (value === undefined) continue;
    const paths = pathsFor(name, ocsf);
    const written = paths.map((path) => [path, writeOcsf(path, value, event)] as const);
    const known = written.filter(([, one]) => one !== undefined);
    if (known.length === 0) unmapped[token] = value;
    for (const [path, one] of known) place(made, { path, value: one, lists: LISTS });
  }
  complete(made, name, event);
  return Object.keys(unmapped).length === 0 ? made : { ...made, unmapped };
}

type Activity = OcsfActivity | readonly ['base_event', 'other' | 'unknown'];

/** A class whose demands an event cannot meet is not its class. */
function activityOf(event: PrintedEvent): Activity {
  const { eventName } = event;
  const activity =
    typeof eventName === 'string' && Object.hasOwn(CITRIX_VPN.ocsf, eventName) ? CITRIX_VPN.ocsf[eventName] : undefined;
  const base = ['base_event', eventName === undefined ? 'unknown' : 'other'] as const;
  if (activity?.[0] === 'network_activity' && !hasEndpoint(event)) return base;
  return activity ?? base;
}

const ENDPOINTS: readonly Token[] = [
  'sourceIpv4',
  'sourceIpv6',
  'clientIpv4',
  'clientIpv6',
  'destinationIpv4',
  'destinationIpv6',
];

function hasEndpoint(event: PrintedEvent): boolean {
  return ENDPOINTS.some((token) => event[token] !== undefined);
}

/** Paths of the class, and those of all classes. */
function pathsFor(name: OcsfClass, ocsf: readonly string[]): readonly string[] {
  return ocsf
    .map((path) => path.split(':'))
    .filter(([of, path]) => (of === '*' || of === name) && path !== 'unmapped')
    .map(([, path = '']) => path);
}

/** What the schema demands, whatever the line has told. */
function complete(made: Nested, name: OcsfClass, event: PrintedEvent): void {
  const { access, collectorReceivedTime, deviceModel, eventContext } = event;
  made['time'] ??= collectorReceivedTime === undefined ? 0 : Date.parse(String(collectorReceivedTime));
  made['severity_id'] ??= 0;
  made['status_id'] ??= 0;
  if (access !== undefined) made['action_id'] = access === 'Allowed' ? 1 : 2;
  if (made['device'] !== undefined) place(made, { path: 'device.type_id', value: 99 });
  if (name === 'authentication') {
    made['user'] ??= { type_id: 0, type: 'Unknown' };
    place(made, { path: 'service.name', value: deviceModel ?? 'NetScaler Gateway' });
  }
  if (name === 'network_activity' && eventContext !== undefined)
    place(made, { path: 'connection_info.direction', value: eventContext });
  place(made, { path: 'metadata.product.name', value: 'Unknown' });
  place(made, { path: 'metadata.product.vendor_name', value: 'Unknown' });
  place(made, { path: 'metadata.version', value: OCSF_VERSION });
  const profiles = Object.entries(PROFILES).filter(([attribute]) => made[attribute] !== undefined);
  if (profiles.length > 0)
    place(made, { path: 'metadata.profiles', value: [...new Set(profiles.map(([, profile]) => profile))] });
}
