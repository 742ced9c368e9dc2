// Follows files that a syslog daemon writes, by name or pattern, through rotation: renamed files are read to their end, files
// that were emptied from their beginning, files that appear later are found. Files are looked at again and again: watching
// them is not reliable on network file systems. A pattern should not match compressed or copied files (`*.log`, not `*.log*`).

import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { asAppError, fileError } from '../errors.js';
import { fileKey } from './file-identity.js';
import { FollowedFile, type FollowedParts } from './followed-file.js';
import { HandOver } from './hand-over.js';
import type { Listener, ListenerParts } from './listener.js';
import { filesBeside, filesMatching } from './path-pattern.js';
import { roomUnlessStopped, within } from './patience.js';
import { Positions } from './positions.js';

export interface TailConfig {
  readonly sourceId: string;
  /** A file, or a pattern with `*` and `?`. */
  readonly path: string;
  /** Where positions are kept. */
  readonly stateFile: string;
  readonly maxFrameBytes: number;
  readonly pollMs?: number;
  /** How long a renamed file is read on: its writer may be told late. */
  readonly rotatedMs?: number;
}

interface Following {
  readonly file: FollowedFile;
  /** When something was last read, or the file last stood under its name. */
  lastSeen: number;
}

const POLL_MS = 250;
const ROTATED_MS = 10_000;

export function createTailListener(config: TailConfig, parts: ListenerParts): Listener {
  return new TailListener(config, parts);
}

class TailListener implements Listener {
  readonly sourceId: string;
  readonly #config: TailConfig;
  readonly #parts: ListenerParts;
  readonly #positions: Positions;
  readonly #followed: FollowedParts;
  readonly #files = new Map<string, Following>();
  readonly #stop = new AbortController();
  readonly #complained = new Set<string>();
  #running: Promise<void> = Promise.resolve();

  constructor(config: TailConfig, parts: ListenerParts) {
    this.sourceId = config.sourceId;
    this.#config = config;
    this.#parts = parts;
    this.#positions = new Positions(config.stateFile, parts.log);
    this.#followed = {
      handOver: new HandOver({ sourceId: config.sourceId, canWait: true, isLive: false }, parts),
      positions: this.#positions,
      maxFrameBytes: config.maxFrameBytes,
      mayRead: () => roomUnlessStopped(parts.sink, this.#stop.signal),
    };
  }

  async start(): Promise<{ address: string; port: number }> {
    await this.#positions.load();
    await this.#findRotated();
    this.#running = this.#run();
    return { address: this.#config.path, port: 0 };
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await within(this.#close());
    await this.#positions.saved();
  }

  async #close(): Promise<void> {
    await this.#running;
    await Promise.all([...this.#files.values()].map(({ file }) => file.close()));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const present = await this.#find();
        await this.#pollAll(present);
      } catch (error) {
        this.#parts.log.error({ sourceId: this.sourceId, error: asAppError(error) }, 'files cannot be followed');
      }
      await sleep(this.#config.pollMs ?? POLL_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Files that were rotated while nobody looked: read to their end under their new name. */
  async #findRotated(): Promise<void> {
    for (const [key, { path }] of this.#positions.entries()) {
      for (const at of [path, ...(await filesBeside(path))])
        if ((await keyOf(at)) === key) {
          await this.#open({ key, path, at });
          break;
        }
      if (this.#files.has(key)) continue;
      this.#parts.log.warn({ sourceId: this.sourceId, path }, 'a followed file is gone; its last lines may be lost');
      this.#positions.delete(key);
    }
  }

  /** Keys of the files that the pattern names now; new ones are opened. */
  async #find(): Promise<ReadonlySet<string>> {
    const present = new Set<string>();
    for (const path of await filesMatching(this.#config.path)) {
      const key = await keyOf(path);
      if (key === undefined) continue;
      present.add(key);
      if (!this.#files.has(key)) await this.#open({ key, path, at: path });
    }
    return present;
  }

  async #open(name: { readonly key: string; readonly path: string; readonly at: string }): Promise<void> {
    try {
      const file = await FollowedFile.open(name, this.#followed);
      this.#files.set(name.key, { file, lastSeen: Date.now() });
      this.#complained.delete(name.key);
    } catch (error) {
      if (this.#complained.has(name.key)) return;
      this.#complained.add(name.key);
      this.#parts.log.error({ sourceId: this.sourceId, error: fileError(error, name.at) }, 'a file cannot be followed');
    }
  }

  async #pollAll(present: ReadonlySet<string>): Promise<void> {
    for (const [key, following] of this.#files) {
      const hasMore = await following.file.poll();
      if (this.#stop.signal.aborted) return;
      const now = Date.now();
      if (hasMore || present.has(key)) following.lastSeen = now;
      if (now - following.lastSeen < (this.#config.rotatedMs ?? ROTATED_MS)) continue;
      this.#files.delete(key);
      await following.file.finish();
    }
  }
}

async function keyOf(path: string): Promise<string | undefined> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isFile() ? fileKey(facts) : undefined;
}
