/**
 * Queries of two hundred characters, one of each kind, whose compilation is timed. They need not find anything, but what they search for
 * without a token are words of the input: a word that is in no line ends the compilation.
 */

export interface CompileCase {
  readonly name: string;
  readonly query: string;
}

export const COMPILE_CASES: readonly CompileCase[] = [
  {
    name: 'words',
    query:
      'userName: ann.lund and application: outlook web access and group: vpn users contractors and not deviceName: gw01 and requestUrl: mail.corp.example.com owa and geoSourceCity: san marino and message: account locked',
  },
  {
    name: 'whole values, a phrase',
    query:
      'userName: `u5d63.4803` and deviceName: `gw1.example` and requestUrl = mail.corp.example.com/owa and group: "finance team" and userAgent: \'Mozilla/5.0 (X11; Linux x86_64)\' and application != outlook and tags: VPN',
  },
  {
    name: 'wildcards',
    query:
      'userName: an*a.l?nd and requestUrl: *example.com/owa* and not deviceName: gw*01 and application: *outlook* and group: fin*ce and userAgent: mozilla*firefox* and message: *locked* and geoSourceCity: san*',
  },
  {
    name: 'addresses',
    query:
      'sourceIpv4: [192.0.2.7, 192.0.2.8, 198.51.100.23] and destinationIpv4: 198.51.100.40 and natSourceIP: 203.0.113.7 and not clientIpv4: 203.0.113.188 and sourcePort: 49152 and destinationPort: [443, 8443]',
  },
  {
    name: 'networks',
    query:
      'sourceIpv4: 192.0.2.0/24 and destinationIpv4: [198.51.100.0/25, 203.0.113.0/28, 192.0.2.16/30] and not natSourceIP: 203.0.113.0/24 and clientIpv4: 198.51.100.0-198.51.100.255 and destinationIpv4: 203.0.*',
  },
  {
    name: 'dates and durations',
    query:
      'eventTime: [2026-03-22T02:56:39.000Z .. 2026-03-22T03:56:39.000Z] and beginningTime >= 2026-03-21 and endTime < now-1d/d and not eventTime: 2026-03-22T03:10:00Z and duration > 00:05:00 and eventTime: [now-7d .. now]',
  },
  {
    name: 'closed lists',
    query:
      'outcome: [Failure, Success] and eventContext: remote-to-local and access: Denied and not outcome: Success and eventName: [LOGIN, LOGOUT, TCPCONNSTAT, ICASTART] and syslogSeverity: warning or outcome: Failure',
  },
  {
    name: 'numbers and bytes',
    query:
      'inByte > 10 MB and outByte: [1 KB .. 5 GB] and duration: [00:01:00 .. 01:30:00] and sourcePort: [1024 .. 65535] and sessionId: 3220203494 and not outByte < 1.5 GiB and destinationPort: 443 and duration > 5m',
  },
  {
    name: 'mixed, with free text',
    query:
      'eventTime: [now-24h .. now] and outcome: Failure and (userName: ann* or group: finance) and sourceIpv4: 192.0.2.0/24 and not destinationPort: [443, 8443] and inByte > 10 MB and engineering and "access denied"',
  },
  {
    name: 'free text: 24 words',
    query:
      'engineering denied credentials account external designer contractors payroll warehouse browser mozilla windows authentication safari chrome logout login session sslvpn desktop success failure application citrix',
  },
  {
    name: 'free text: 8 phrases',
    query:
      '"user u5d63.4803 client_ip" and "access denied" and "source 10.206" and not "ppe 3 default" and "vserver 203.0.113.4" and "browser_type mozilla" and "start_time 03 22 2026" and "default sslvpn" and engineering',
  },
  {
    name: 'free text: 20 numbers',
    query:
      '48367 and 3220203494 and 10.206.237.188 and u5d63 and 443 and 10.2.171.7 and 2026 and 64 and not 8443 and 49152 and 198.18.33.2 and 12345 and 1433 and 3526 and 17 and 10.206 and 10.1.18.6 and 99 and 7001 and 80',
  },
];
