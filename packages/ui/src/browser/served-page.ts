// The running program, with events in its store, for tests of the page: `gatehouse serve` as a process of its own on loopback.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const mainPath = fileURLToPath(new URL('../../../server/dist/cli/main.js', import.meta.url));

export interface ServedPageOptions {
  readonly isOpen: boolean;
  /** Lines of a log, stored before the server starts. */
  readonly log?: string | Buffer;
  readonly configuration?: readonly string[];
  /** Name → text of files beside the configuration. */
  readonly files?: Readonly<Record<string, string>>;
}

export class ServedPage {
  readonly folder: string;
  readonly #child: ChildProcess;
  #output = '';

  private constructor({ isOpen }: ServedPageOptions, folder: string) {
    this.folder = folder;
    const args = [mainPath, 'serve', '--config', 'gatehouse.yaml', ...(isOpen ? ['--no-auth'] : [])];
    this.#child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
  }

  static async start(options: ServedPageOptions): Promise<ServedPage> {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-page-'));
    configure(folder, options);
    if (options.log !== undefined) ingest(folder, options.log);
    const served = new ServedPage(options, folder);
    try {
      await served.#until(() => served.#portOf('http') !== null);
    } catch (error) {
      await served.stop();
      throw error;
    }
    return served;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#portOf('http')}`;
  }

  /** The link for the first administrator, as the server prints it. */
  async setupPath(): Promise<string> {
    const find = () => /\/setup#token=\S+/.exec(this.#output)?.[0];
    await this.#until(() => find() !== undefined);
    return find() ?? '';
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exit;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Sends lines to the listener, as an appliance does. */
  async send(lines: readonly string[]): Promise<void> {
    await this.#until(() => this.#portOf('only') !== null);
    const socket = connect(this.#portOf('only') ?? 0, '127.0.0.1');
    socket.end(lines.map((line) => `${line}\n`).join(''));
    await once(socket, 'close');
  }

  #portOf(id: string): number | null {
    const line = this.#output.split('\n').find((text) => text.startsWith('{') && text.includes(`"id":"${id}"`));
    return line === undefined ? null : (JSON.parse(line) as { readonly port: number }).port;
  }

  async #until(isReached: () => boolean): Promise<void> {
    const end = Date.now() + 90_000;
    while (!isReached()) {
      assert.ok(Date.now() < end && this.#child.exitCode === null, `the server has not come up:\n${this.#output}`);
      await sleep(50);
    }
  }
}

function configure(folder: string, { configuration = [], files = {} }: ServedPageOptions): void {
  const listeners = ['listeners:', '  - { id: only, kind: tcp, port: 0 }'];
  const lines = ['dataFolder: data', 'http: { port: 0 }', ...listeners, ...configuration];
  for (const [name, text] of [['gatehouse.yaml', `${lines.join('\n')}\n`] as const, ...Object.entries(files)]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function ingest(folder: string, log: string | Buffer): void {
  writeFileSync(join(folder, 'ns.log'), log);
  run(folder, ['ingest', 'ns.log', '--config', 'gatehouse.yaml', '--data', 'data']);
}

function run(folder: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [mainPath, ...args], { cwd: folder });
  assert.equal(status, 0, stderr.toString());
}
