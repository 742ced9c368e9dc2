// What live tests of the running system share: `gatehouse serve` as a process that can be killed, its log, its books, what it has stored.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Token } from '@gatehouse/model';
import { CommandLine } from '../cli/ingest-child.js';
import type { PrintedEvent } from '../map/print.js';
import type { StatusReport } from './status-report.js';

const mainPath = fileURLToPath(new URL('../cli/main.js', import.meta.url));

export interface Logged {
  readonly level: string;
  readonly message: string;
  readonly listener?: string;
  readonly error?: { readonly code?: string; readonly message: string };
}

export interface ServedOptions {
  /** Folder of the configuration; the data folder is `data` in it. */
  readonly folder: string;
  /** Listeners as in YAML's flow style, without braces: `id: a, kind: tcp, port: 5514`. */
  readonly listeners: readonly string[];
  readonly more?: readonly string[];
}

export class Served {
  readonly folder: string;
  readonly #httpPort: number;
  #child: ChildProcess | null = null;
  #text = '';

  private constructor(folder: string, httpPort: number) {
    this.folder = folder;
    this.#httpPort = httpPort;
  }

  static async prepare(options: ServedOptions): Promise<Served> {
    mkdirSync(options.folder, { recursive: true });
    const served = new Served(options.folder, await freePort());
    served.configure(options);
    return served;
  }

  configure({ listeners, more = [] }: Pick<ServedOptions, 'listeners' | 'more'>): void {
    const lines = ['dataFolder: data', `http: { port: ${this.#httpPort} }`, ...more, 'listeners:'];
    const text = [...lines, ...listeners.map((listener) => `  - { ${listener} }`), ''].join('\n');
    writeFileSync(join(this.folder, 'gatehouse.yaml'), text);
  }

  get httpPort(): number {
    return this.#httpPort;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves when everything listens. */
  async start(): Promise<void> {
    const before = this.logged('listening').length;
    const args = [mainPath, 'serve', '--config', 'gatehouse.yaml'];
    const child = spawn(process.execPath, args, { cwd: this.folder, stdio: ['ignore', 'inherit', 'pipe'] });
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (this.#text += text));
    this.#child = child;
    await this.until(() => this.logged('listening').length > before || child.exitCode !== null, 90_000);
    assert.equal(child.exitCode, null, this.#text);
    await this.until(async () => (await this.#ask('/readyz')) === 200, 90_000);
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Resolves with the milliseconds that it took. */
  async stop(): Promise<number> {
    const begin = Date.now();
    const code = await this.#end('SIGTERM');
    assert.ok(code === null || code === 143 || code === 0, `ended with ${code}: ${this.#text.slice(-1000)}`);
    return Date.now() - begin;
  }

  hangUp(): void {
    this.#child?.kill('SIGHUP');
  }

  /** Lines of its log with this message, or all. */
  logged(message?: string): Logged[] {
    const lines = this.#text.split('\n').filter((line) => line.startsWith('{'));
    const all = lines.map((line) => JSON.parse(line) as Logged);
    return message === undefined ? all : all.filter((logged) => logged.message === message);
  }

  async status(): Promise<StatusReport> {
    const response = await fetch(`http://127.0.0.1:${this.#httpPort}/status`);
    return (await response.json()) as StatusReport;
  }

  /** Waits until everything received is stored; the books must balance then. */
  async atRest(received?: number, patienceMs = 60_000): Promise<StatusReport> {
    await this.until(async () => {
      const { balance } = await this.status();
      const isAll = received === undefined || balance.received >= received;
      return isAll && balance.waiting === 0 && balance.inJournal === 0;
    }, patienceMs);
    const report = await this.status();
    assert.equal(report.balance.unaccounted, 0, JSON.stringify(report.balance));
    return report;
  }

  /** What is stored, when it does not run. */
  events(query = '', tokens: readonly Token[] = []): Promise<PrintedEvent[]> {
    return new CommandLine(this.folder).events(query, tokens);
  }

  /** The message numbers of stored events of a device, sorted; the store must not be open elsewhere. */
  async numbers(device: string): Promise<number[]> {
    const events = await this.events(`deviceName: ${device}`, ['sessionId']);
    return events.map(({ sessionId }) => Number(sessionId)).sort((a, b) => a - b);
  }

  async until(holds: () => boolean | Promise<boolean>, patienceMs = 60_000): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await Promise.resolve(holds()).catch(() => false))) {
      if (Date.now() > deadline) {
        const balance = await this.status().then(
          (report) => report.balance,
          () => null,
        );
        assert.fail(
          `still not so after ${patienceMs} ms: ${holds.toString()} ${JSON.stringify(balance)} ${this.#text.slice(-1500)}`,
        );
      }
      await sleep(20);
    }
  }

  async #ask(path: string): Promise<number> {
    return (await fetch(`http://127.0.0.1:${this.#httpPort}${path}`)).status;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null;
    const closed = once(child, 'close');
    child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }
}

/** One that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A line of a made-up appliance, told from all others by its message number. */
export function loginLine(device: string, number: number): string {
  return (
    `<134> 11/24/2026:08:00:00 GMT ${device} 0-PPE-0 : default SSLVPN LOGIN ${number} 0 : Context ann@192.0.2.7 - SessionId: 12 - ` +
    'User ann - Client_ip 192.0.2.7 - Nat_ip "Mapped Ip" - Vserver 203.0.113.5:443 - Browser_type "made up" - ' +
    'SSLVPN_client_type Agent - Group(s) "staff"'
  );
}
