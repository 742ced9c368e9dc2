// How the appliance is made to send its log: for its own command line, with the listener's address filled in.
// NetScaler command reference: audit syslogAction, audit syslogPolicy, audit syslogGlobal.

import type { SetupTemplate, SetupWay } from '@gatehouse/model';

const DIRECT: readonly SetupWay[] = ['udp', 'tcp'];
const RELAYED: readonly SetupWay[] = ['tls', 'relp', 'relp-tls'];
const FILES: readonly SetupWay[] = ['file', 'spool'];

const POLICY: SetupTemplate = {
  ways: [...DIRECT, ...RELAYED],
  title: 'Send every event there',
  text:
    'An advanced policy, bound for the whole appliance. Releases that do not know `audit syslogGlobal` have classic policies: ' +
    '`add audit syslogPolicy gatehouse_all ns_true gatehouse`, then `bind system global gatehouse_all -priority 100`.',
  commands: [
    'add audit syslogPolicy gatehouse_all true gatehouse',
    'bind audit syslogGlobal -policyName gatehouse_all -priority 100 -globalBindType SYSTEM_GLOBAL',
  ],
};

const SAVE: SetupTemplate = {
  ways: [...DIRECT, ...RELAYED],
  title: 'Keep it and look',
  text: 'Sign in to the gateway once: the event is in Gatehouse a second later. `show audit syslogAction` says what is set.',
  commands: ['save ns config', 'show audit syslogAction gatehouse', 'show audit syslogGlobal'],
};

const ACTION_OPTIONS =
  '-logLevel ALL -dateFormat MMDDYYYY -timeZone GMT_TIME -tcp ALL -acl ENABLED -userDefinedAuditlog YES';

export const SETUP: readonly SetupTemplate[] = [
  {
    ways: DIRECT,
    title: 'Name Gatehouse as a syslog server',
    text:
      '`GMT_TIME` and a fixed date format spare the reader all guessing. `-tcp ALL` adds a line for each connection: leave it out where ' +
      'that is too much. NSLOG, the protocol of `audit nslogAction`, is not taken.',
    commands: [
      `add audit syslogAction gatehouse {address} -serverPort {port} -transport {transport} ${ACTION_OPTIONS}`,
    ],
  },
  {
    ways: RELAYED,
    title: 'Let a relay near the appliance take its messages',
    text:
      'The appliance sends plain UDP or TCP. A relay beside it, here 192.0.2.20, hands its messages on encrypted or acknowledged. On the ' +
      'appliance:',
    commands: [`add audit syslogAction gatehouse 192.0.2.20 -serverPort 514 -transport TCP ${ACTION_OPTIONS}`],
  },
  {
    ways: ['tls'],
    title: 'On the relay: pass on over TLS',
    text: 'A file in /etc/rsyslog.d, with the authority that has signed the certificate of the listener; then restart rsyslog.',
    commands: [
      'module(load="imtcp")',
      'input(type="imtcp" port="514")',
      'global(DefaultNetstreamDriverCAFile="/etc/ssl/gatehouse-ca.pem")',
      'action(type="omfwd" target="{address}" port="{port}" protocol="tcp" TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format" StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/name")',
    ],
  },
  {
    ways: ['relp'],
    title: 'On the relay: pass on over RELP',
    text: 'A file in /etc/rsyslog.d; then restart rsyslog. Nothing is lost when the connection is cut.',
    commands: [
      'module(load="imtcp")',
      'module(load="omrelp")',
      'input(type="imtcp" port="514")',
      'action(type="omrelp" target="{address}" port="{port}")',
    ],
  },
  {
    ways: ['relp-tls'],
    title: 'On the relay: pass on over RELP with TLS',
    text: 'A file in /etc/rsyslog.d, with the authority that has signed the certificate of the listener; then restart rsyslog.',
    commands: [
      'module(load="imtcp")',
      'module(load="omrelp")',
      'input(type="imtcp" port="514")',
      'action(type="omrelp" target="{address}" port="{port}" tls="on" tls.caCert="/etc/ssl/gatehouse-ca.pem")',
    ],
  },
  {
    ways: FILES,
    title: 'Bring the log of the appliance there',
    text: 'The appliance keeps its log in /var/log/ns.log and rotates it. What is copied or written there is read: {path}',
    commands: [],
  },
  POLICY,
  SAVE,
];
