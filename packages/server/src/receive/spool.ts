// A folder into which files are put to be read once, plain or compressed: each is read when it has stopped growing, and moved
// to done/ when all of it is durable, or to failed/ when it is damaged (what stood before the damage counts). After a crash a
// file goes on behind its last durable frame. Hidden files are left alone, for programs that rename into place.

import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppError, asAppError } from '../errors.js';
import { DelimitedFramer } from '../frame/delimited.js';
import type { Frame } from '../frame/frame.js';
import { fileKey, type Head, hasHead, headOf } from './file-identity.js';
import { HandOver } from './hand-over.js';
import type { Listener, ListenerParts } from './listener.js';
import { openLogFile } from './open-file.js';
import { roomUnlessStopped, within } from './patience.js';
import { Positions } from './positions.js';

export interface SpoolConfig {
  readonly sourceId: string;
  readonly folder: string;
  /** Where the progress of files is kept. */
  readonly stateFile: string;
  readonly maxFrameBytes: number;
  readonly pollMs?: number;
}

const POLL_MS = 1000;

export function createSpoolListener(config: SpoolConfig, parts: ListenerParts): Listener {
  return new SpoolListener(config, parts);
}

interface Spooled {
  readonly path: string;
  readonly key: string;
  readonly head: Head;
}

class SpoolListener implements Listener {
  readonly sourceId: string;
  readonly #config: SpoolConfig;
  readonly #parts: ListenerParts;
  readonly #handOver: HandOver;
  readonly #positions: Positions;
  readonly #stop = new AbortController();
  /** Size and time of the files when they were last looked at. */
  #seen = new Map<string, string>();
  #running: Promise<void> = Promise.resolve();

  constructor(config: SpoolConfig, parts: ListenerParts) {
    this.sourceId = config.sourceId;
    this.#config = config;
    this.#parts = parts;
    this.#handOver = new HandOver({ sourceId: config.sourceId, canWait: true, isLive: false }, parts);
    this.#positions = new Positions(config.stateFile, parts.log);
  }

  async start(): Promise<{ address: string; port: number }> {
    await this.#positions.load();
    await mkdir(this.#config.folder, { recursive: true });
    this.#running = this.#run();
    return { address: this.#config.folder, port: 0 };
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await within(this.#running);
    await this.#positions.saved();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        for (const path of await this.#resting()) {
          if (signal.aborted) return;
          await this.#readOnce(path);
        }
      } catch (error) {
        this.#parts.log.error({ sourceId: this.sourceId, error: asAppError(error) }, 'the spool folder cannot be read');
      }
      await sleep(this.#config.pollMs ?? POLL_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Files that look as they did last time. */
  async #resting(): Promise<readonly string[]> {
    const seen = new Map<string, string>();
    for (const entry of await readdir(this.#config.folder, { withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue;
      const path = join(this.#config.folder, entry.name);
      const facts = await stat(path).catch(() => undefined);
      if (facts !== undefined) seen.set(path, `${facts.ino} ${facts.size} ${facts.mtimeMs}`);
    }
    const resting = [...seen].filter(([path, facts]) => this.#seen.get(path) === facts).map(([path]) => path);
    this.#seen = seen;
    return resting.sort();
  }

  async #readOnce(path: string): Promise<void> {
    const spooled = await identify(path);
    let failure: AppError | undefined;
    let isDurable = true;
    try {
      isDurable = await this.#read(spooled);
    } catch (error) {
      failure = asAppError(error);
      this.#parts.log.error(
        { sourceId: this.sourceId, path, error: failure },
        'a spooled file cannot be read to its end',
      );
      await this.#handOver.settled();
    }
    if (!isDurable) return;
    await this.#moveTo(failure === undefined ? 'done' : 'failed', path);
    this.#positions.delete(spooled.key);
  }

  /** True when all of it is durable; false when the listener stops before, or something never will be. */
  async #read(spooled: Spooled): Promise<boolean> {
    const known = await this.#known(spooled);
    const framer = new DelimitedFramer(this.#config.maxFrameBytes, 'lf');
    const progress = { read: 0, noted: Promise.resolve(true) };
    const hand = (frames: readonly Frame[]) => {
      const fresh = frames.slice(Math.max(0, known - progress.read));
      progress.read += frames.length;
      if (fresh.length > 0) progress.noted = this.#push(spooled, fresh, { ...progress });
    };
    for await (const chunk of (await openLogFile(spooled.path)).chunks) {
      if (!(await roomUnlessStopped(this.#parts.sink, this.#stop.signal))) break;
      hand(framer.push(chunk));
    }
    if (!this.#stop.signal.aborted) hand(framer.end());
    return (await progress.noted) && !this.#stop.signal.aborted;
  }

  async #push(
    { path, key, head }: Spooled,
    frames: readonly Frame[],
    { read, noted }: { readonly read: number; readonly noted: Promise<boolean> },
  ): Promise<boolean> {
    const isDurable = await this.#handOver.push(path, frames);
    const isNext = (await noted) && isDurable;
    if (isNext) this.#positions.set(key, { path, done: read, head });
    return isNext;
  }

  /** Frames of the file that are durable since before a restart. */
  async #known({ path, key }: Spooled): Promise<number> {
    const position = this.#positions.get(key);
    if (position === undefined) return 0;
    const file = await open(path, 'r');
    try {
      return (await hasHead(file, position.head)) ? position.done : 0;
    } finally {
      await file.close();
    }
  }

  /** Never over a file of the same name that was done before. */
  async #moveTo(name: 'done' | 'failed', path: string): Promise<void> {
    const folder = join(this.#config.folder, name);
    await mkdir(folder, { recursive: true });
    const own = path.slice(this.#config.folder.length).replace(/^\/+/, '');
    const isTaken = await stat(join(folder, own)).then(
      () => true,
      () => false,
    );
    await rename(path, join(folder, isTaken ? `${new Date().toISOString().replaceAll(':', '')}-${own}` : own));
    this.#parts.log.info({ sourceId: this.sourceId, path, to: folder }, 'a spooled file has been moved');
  }
}

async function identify(path: string): Promise<Spooled> {
  const file = await open(path, 'r');
  try {
    return { path, key: fileKey(await file.stat()), head: await headOf(file) };
  } finally {
    await file.close();
  }
}
