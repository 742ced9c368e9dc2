/** The headers that twenty years of builds, daemons and relays have produced, and what each of them does not say. */
import type { Entry } from './entry.js';
import {
  CANONICAL,
  dateAndHost,
  engineAndBody,
  type Form,
  GMT_STYLE,
  type HeaderToken,
  type Heading,
  pri,
} from './form.js';
import { createStamp, isoStamp, rfc3164Stamp } from './stamps.js';

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'] as const;
const LOCAL_STYLE = { ...GMT_STYLE, zone: ' ' } as const;
const DAY_FIRST_STYLE = { stamp: createStamp('dmy'), zone: ' GMT', afterSessionId: ' - ' } as const;
const YEAR_FIRST_STYLE = { stamp: createStamp('ymd'), zone: '', afterSessionId: ' - ' } as const;
const YEAR_FIRST_LOCAL_STYLE = { ...YEAR_FIRST_STYLE, zone: ' ' } as const;
const NO_PARTITION = ['partition'] as const;

/** `N-PPE-M : MODULE EVENT NUMBER X : BODY`, before partitions came. */
function withoutPartition({ node, engine, number }: Heading, entry: Entry): string {
  return `${node}-PPE-${engine} : ${entry.category} ${entry.eventName} ${number} 0 : ${entry.write(GMT_STYLE)}`;
}

/** `Mar 17 08:05:00 <local0.info> NSIP  DATE GMT HOST …`, the appliance's own ns.log. */
function nsLog(heading: Heading, entry: Entry): string {
  const level = LEVELS[entry.severity] ?? 'info';
  const stamp = rfc3164Stamp(heading.at);
  return `${stamp} <local0.${level}> ${heading.nsip}  ${dateAndHost(heading, GMT_STYLE)} ${engineAndBody(heading, entry, GMT_STYLE)}`;
}

/** `03-17-2026<TAB>08:05:00<TAB>Local0.Info<TAB>NSIP<TAB>…` */
function kiwi(heading: Heading, entry: Entry): string {
  const iso = isoStamp(heading.at);
  const date = `${iso.slice(5, 7)}-${iso.slice(8, 10)}-${iso.slice(0, 4)}`;
  const level = ['Emerg', 'Alert', 'Critical', 'Error', 'Warning', 'Notice', 'Info', 'Debug'][entry.severity] ?? 'Info';
  const relayed = [date, iso.slice(11, 19), `Local0.${level}`, heading.nsip].join('\t');
  return `${relayed}\t${dateAndHost(heading, GMT_STYLE)} ${engineAndBody(heading, entry, GMT_STYLE)}`;
}

function canonical(style: Form['style'], prefix: (heading: Heading, entry: Entry) => string): Form['dress'] {
  return (heading, entry) =>
    `${prefix(heading, entry)}${dateAndHost(heading, style)} ${engineAndBody(heading, entry, style)}`;
}

function form(name: string, rest: Partial<Form> & Pick<Form, 'dress'>): Form {
  return { ...CANONICAL, name, host: `gw-${name.toLowerCase()}`, ...rest };
}

const withPri = (_: Heading, entry: Entry): string => pri(entry);
const bare = (): string => '';

const SHORT_LACKS: readonly HeaderToken[] = ['eventTime', 'deviceName', 'nodeId', 'packetEngine', 'ppeId', 'category'];

/** Named as in the pack's list of header forms. */
export const FORMS: readonly Form[] = [
  form('V1', { dress: canonical(GMT_STYLE, withPri) }),
  form('V2', { style: LOCAL_STYLE, dress: canonical(LOCAL_STYLE, withPri) }),
  form('V3', { style: LOCAL_STYLE, host: '', lacks: ['deviceName'], dress: canonical(LOCAL_STYLE, withPri) }),
  form('V4', { host: '', lacks: ['deviceName'], dress: canonical(GMT_STYLE, withPri) }),
  form('V5', { style: YEAR_FIRST_STYLE, dress: canonical(YEAR_FIRST_STYLE, withPri) }),
  form('V6', { style: YEAR_FIRST_LOCAL_STYLE, severity: 'trailing', dress: canonical(YEAR_FIRST_LOCAL_STYLE, bare) }),
  form('V7', { style: DAY_FIRST_STYLE, dress: canonical(DAY_FIRST_STYLE, withPri) }),
  form('V8', {
    lacks: NO_PARTITION,
    severity: 'trailing',
    dress: (heading, entry) => `${dateAndHost(heading, GMT_STYLE)} ${withoutPartition(heading, entry)}`,
  }),
  form('V9', {
    lacks: ['nodeId', 'partition', 'logFormat'],
    severity: 'none',
    dress: (heading, entry) =>
      `${dateAndHost(heading, GMT_STYLE)} PPE-${heading.engine} : ${entry.category} ${entry.eventName} ${heading.number} :  ${entry.write(GMT_STYLE)}`,
  }),
  form('V10', {
    lacks: ['nodeId', 'packetEngine', 'ppeId', 'partition', 'sessionId', 'logFormat'],
    severity: 'level',
    dress: (heading, entry) =>
      `${rfc3164Stamp(heading.at)} <local0.${LEVELS[entry.severity] ?? 'info'}> ${heading.nsip} ${dateAndHost(heading, GMT_STYLE)}` +
      ` : ${entry.category} ${entry.eventName} : ${entry.write(GMT_STYLE)}`,
  }),
  form('V11', {
    lacks: NO_PARTITION,
    severity: 'trailing',
    dress: (heading, entry) =>
      `${dateAndHost(heading, GMT_STYLE).replace(':', ': ')} ${withoutPartition(heading, entry)}`,
  }),
  form('V12', { dress: nsLog }),
  form('V13', { dress: (heading, entry) => `ns.log.7.gz:${nsLog(heading, entry)}` }),
  form('V14', {
    severity: 'trailing',
    dress: canonical(GMT_STYLE, (heading) => `${rfc3164Stamp(heading.at)} ${heading.nsip}  `),
  }),
  form('V15', {
    severity: 'trailing',
    dress: canonical(GMT_STYLE, (heading) => `${isoStamp(heading.at).slice(0, 19)}.140000+00:00 ${heading.nsip}  `),
  }),
  form('V16', {
    dress: canonical(
      GMT_STYLE,
      (heading, entry) => `${pri(entry)}${rfc3164Stamp(heading.at)} GMT relay7 ${heading.nsip} `,
    ),
  }),
  form('V17', { dress: kiwi }),
  form('V19', {
    dress: (heading, entry) =>
      `${pri(entry).trimEnd()}1 ${isoStamp(heading.at).slice(0, 19)}Z ${heading.host} ${entry.category} ${heading.node}-PPE-${heading.engine}` +
      ` - - default ${entry.eventName} ${heading.number} 0 :  ${entry.write(GMT_STYLE)}`,
  }),
  form('V20', {
    lacks: SHORT_LACKS,
    dress: (heading, entry) =>
      `${pri(entry)}default ${entry.eventName} ${heading.number} 0 :  ${entry.write(GMT_STYLE)}`,
  }),
];

export const CEF: Form = form('V23', {
  lacks: ['eventTime', 'deviceName', 'nodeId', 'packetEngine', 'partition', 'sessionId', 'logFormat'],
  dress: (_, entry) => `${pri(entry)}${entry.write(GMT_STYLE)}`,
});
