// How far files have been read and made durable, in a small file of its own: written whole and renamed, so that a crash leaves
// either the old one or the new one. A crash between durable and written makes the last lines come twice, never not at all.

import { open, readFile, rename } from 'node:fs/promises';
import { asAppError, fileError } from '../errors.js';
import type { Head } from './file-identity.js';
import type { ListenerLog } from './listener.js';

export interface Position {
  readonly path: string;
  /** Bytes of a followed file, frames of a spooled one. */
  readonly done: number;
  readonly head: Head;
}

interface PositionsFile {
  readonly version: 1;
  readonly files: Readonly<Record<string, Position>>;
}

export class Positions {
  readonly #path: string;
  readonly #log: ListenerLog;
  #files = new Map<string, Position>();
  #isChanged = false;
  #saving: Promise<void> | undefined;

  constructor(path: string, log: ListenerLog) {
    this.#path = path;
    this.#log = log;
  }

  /** A file that cannot be understood is put aside: everything is read again, which loses nothing. */
  async load(): Promise<void> {
    const text = await this.#text();
    if (text === undefined) return;
    try {
      this.#files = new Map(Object.entries(parsed(text).files));
    } catch (error) {
      const aside = `${this.#path}.damaged`;
      this.#log.error(
        { path: this.#path, aside, error },
        'positions cannot be read, files are read from their beginning',
      );
      await rename(this.#path, aside);
    }
  }

  async #text(): Promise<string | undefined> {
    try {
      return await readFile(this.#path, 'utf8');
    } catch (error) {
      const failure = fileError(error, this.#path);
      if (failure.code === 'file.not-found') return undefined;
      throw failure;
    }
  }

  entries(): readonly (readonly [key: string, position: Position])[] {
    return [...this.#files];
  }

  get(key: string): Position | undefined {
    return this.#files.get(key);
  }

  set(key: string, position: Position): void {
    this.#files.set(key, position);
    this.#change();
  }

  delete(key: string): void {
    if (this.#files.delete(key)) this.#change();
  }

  /** Resolves when everything set so far is on disk, or could not be written, which has been logged. */
  async saved(): Promise<void> {
    while (this.#saving !== undefined) await this.#saving;
  }

  #change(): void {
    this.#isChanged = true;
    this.#saving ??= this.#save();
  }

  async #save(): Promise<void> {
    try {
      while (this.#isChanged) {
        this.#isChanged = false;
        await this.#write();
      }
    } catch (error) {
      this.#log.error({ path: this.#path, error: asAppError(error) }, 'positions cannot be written');
    } finally {
      this.#saving = undefined;
    }
  }

  async #write(): Promise<void> {
    const content: PositionsFile = { version: 1, files: Object.fromEntries(this.#files) };
    const fresh = `${this.#path}.new`;
    const file = await open(fresh, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(content, undefined, 1)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, this.#path);
  }
}

function parsed(text: string): PositionsFile {
  const content = JSON.parse(text) as Partial<PositionsFile>;
  if (content.version !== 1 || typeof content.files !== 'object') throw new Error('not written by this program');
  for (const { path, done, head } of Object.values(content.files))
    if (typeof path !== 'string' || !Number.isSafeInteger(done) || typeof head?.hash !== 'string')
      throw new Error('not written by this program');
  return content as PositionsFile;
}
