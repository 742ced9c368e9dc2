// Real programs for live tests: found, or installed where that is possible (root on Debian), started with their own
// configuration in a folder of their own, and ended. Whoever needs one that cannot be had is skipped and says why.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const OPENSSL = 'openssl';
const UNPACKER = 'dpkg-deb';
const PATHS = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };
const MODULES = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/rsyslog/`);

/** The reason why there is no rsyslog with RELP and TLS; undefined when there is. */
export function missingRsyslog(): string | undefined {
  const isThere = () =>
    hasCommand('rsyslogd') &&
    ['omrelp.so', 'lmnsd_gtls.so'].every((name) => MODULES.some((folder) => existsSync(folder + name)));
  if (!isThere()) installed(['rsyslog', 'rsyslog-relp', 'rsyslog-gnutls']);
  return isThere() ? undefined : 'needs rsyslogd, rsyslog-relp and rsyslog-gnutls (apt-get install, as root)';
}

/** The reason why there is no slapd; undefined when there is. */
export function missingSlapd(): string | undefined {
  if (!hasCommand('slapd')) installed(['slapd', 'ldap-utils']);
  return hasCommand('slapd') && hasCommand('ldapmodify')
    ? undefined
    : 'needs slapd and ldap-utils (apt-get install, as root)';
}

export function missingCommand(name: string): string | undefined {
  return hasCommand(name) ? undefined : `needs ${name}`;
}

function hasCommand(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

function installed(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || !hasCommand('apt-get')) return;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  const env = { ...PATHS, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'ignore', env });
}

export interface SyslogNg {
  readonly daemon: string;
  readonly loggen: string;
  readonly environment: Readonly<Record<string, string>>;
}

const SYSLOG_NG_PACKAGES = ['syslog-ng-core', 'libivykis0', 'libnet1', 'libpcre3', 'libwrap0'];

/** syslog-ng cannot be installed beside rsyslog: its packages are unpacked into a folder that is kept for the next time. */
export function findSyslogNg(): SyslogNg | undefined {
  const root = join(tmpdir(), 'gatehouse-syslog-ng');
  const daemon = join(root, 'usr/sbin/syslog-ng');
  if (!existsSync(daemon)) unpack(root);
  if (!existsSync(daemon)) return undefined;
  const libraries = [
    'usr/lib/syslog-ng',
    ...['x86_64', 'aarch64'].flatMap((cpu) => [`usr/lib/${cpu}-linux-gnu`, `lib/${cpu}-linux-gnu`]),
  ];
  return {
    daemon,
    loggen: join(root, 'usr/bin/loggen'),
    environment: {
      SYSLOGNG_PREFIX: join(root, 'usr'),
      LD_LIBRARY_PATH: libraries.map((path) => join(root, path)).join(':'),
    },
  };
}

function unpack(root: string): void {
  if (!hasCommand('apt-get') || !hasCommand(UNPACKER)) return;
  const packages = join(root, 'packages');
  mkdirSync(packages, { recursive: true });
  const download = () =>
    spawnSync('apt-get', ['download', '-qq', ...SYSLOG_NG_PACKAGES], { cwd: packages, stdio: 'ignore' }).status === 0;
  if (!download()) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    if (!download()) return;
  }
  for (const name of readdirSync(packages)) spawnSync(UNPACKER, ['-x', join(packages, name), root]);
}

export interface Running {
  readonly child: ChildProcess;
  /** What it has said so far. */
  said(): string;
  end(): Promise<void>;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export function run({ command, args, environment = {} }: Command): Running {
  const child = spawn(command, args, {
    env: { ...PATHS, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  child.on('error', (error) => (said += error.message));
  const ended = once(child, 'close');
  return {
    child,
    said: () => said,
    end: async () => {
      child.kill('SIGTERM');
      const isEnded = await Promise.race([ended.then(() => true), sleep(3000, false)]);
      if (!isEnded) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs to its end and returns what it said; fails when it does. */
export async function complete(command: Command): Promise<string> {
  const running = run(command);
  const [status] = (await once(running.child, 'close')) as [number | null];
  if (status !== 0)
    throw new Error(`${command.command} ${command.args.join(' ')} ended with ${status}: ${running.said()}`);
  return running.said();
}

export interface Certificates {
  readonly authority: string;
  readonly server: { readonly certificate: string; readonly key: string };
  readonly client: { readonly certificate: string; readonly key: string };
  /** Of another authority. */
  readonly stranger: { readonly certificate: string; readonly key: string };
}

/** An authority, a server (localhost, 127.0.0.1) and a client of it, and a stranger, for a day. */
export function makeCertificates(folder: string): Certificates {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync(OPENSSL, args, { cwd: folder, stdio: 'pipe' });
  const pair = (name: string) => ({ certificate: file(`${name}.pem`), key: file(`${name}.key`) });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  for (const name of ['authority', 'stranger'])
    openssl(
      'req',
      '-x509',
      ...curve,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-days',
      '1',
      '-subj',
      `/CN=${name}`,
    );
  for (const name of ['server', 'client']) {
    writeFileSync(file(`${name}.ext`), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
    openssl('req', ...curve, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const signing = [
      '-CA',
      'authority.pem',
      '-CAkey',
      'authority.key',
      '-CAcreateserial',
      '-days',
      '1',
      '-extfile',
      `${name}.ext`,
    ];
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signing);
  }
  return {
    authority: file('authority.pem'),
    server: pair('server'),
    client: pair('client'),
    stranger: pair('stranger'),
  };
}
