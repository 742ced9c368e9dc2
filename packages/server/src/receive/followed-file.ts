// One file that is followed: read from where it was left, line by line, until nobody writes to it any more. It may be renamed
// (the handle stays), or emptied and written anew under the same name (copytruncate): then it begins again.
//
//   |----- durable -----|-- handed over --|-- begun line --|
//   0                 done             lineStart          read

import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../errors.js';
import { DelimitedFramer } from '../frame/delimited.js';
import type { Frame } from '../frame/frame.js';
import { compressionOf, type Head, hasHead, headOf, isComplete } from './file-identity.js';
import type { HandOver } from './hand-over.js';
import type { Positions } from './positions.js';

export interface FollowedParts {
  readonly handOver: HandOver;
  readonly positions: Positions;
  readonly maxFrameBytes: number;
  /** Waits for room in the sink; false when the listener stops. */
  readonly mayRead: () => Promise<boolean>;
}

const READ_BYTES = 256 << 10;

export class FollowedFile {
  readonly key: string;
  /** The name that the file was found under, also after it was renamed. */
  readonly path: string;
  readonly #file: FileHandle;
  readonly #parts: FollowedParts;
  #framer: DelimitedFramer;
  #read: number;
  #head: Head;
  #facts = '';
  /** Resolves when everything handed over so far is durable and noted; false when something never will be. */
  #noted: Promise<boolean> = Promise.resolve(true);
  #hasFailed = false;

  static async open(
    name: { readonly key: string; readonly path: string; readonly at: string },
    parts: FollowedParts,
  ): Promise<FollowedFile> {
    const file = await open(name.at, 'r');
    const format = await compressionOf(file);
    if (format !== undefined) {
      await file.close();
      throw new AppError('file.unknown-compression', { path: name.at, format });
    }
    const known = parts.positions.get(name.key);
    const isSame = known !== undefined && (await hasHead(file, known.head));
    const start = isSame ? known : { done: 0, head: await headOf(file, 0) };
    return new FollowedFile({ ...name, file, start }, parts);
  }

  private constructor(
    { key, path, file, start }: { key: string; path: string; file: FileHandle; start: { done: number; head: Head } },
    parts: FollowedParts,
  ) {
    this.key = key;
    this.path = path;
    this.#file = file;
    this.#parts = parts;
    this.#framer = new DelimitedFramer(parts.maxFrameBytes, 'lf');
    this.#read = start.done;
    this.#head = start.head;
  }

  /** Reads what has been written since; true when there was anything. */
  async poll(): Promise<boolean> {
    if (this.#hasFailed) await this.#goBack();
    const { size, mtimeMs } = await this.#file.stat();
    const facts = `${size} ${mtimeMs}`;
    if (facts === this.#facts && size === this.#read) return false;
    if (size < this.#read || !(await hasHead(this.#file, this.#head))) await this.#restart();
    this.#facts = facts;
    return this.#readOn();
  }

  /** Nobody will write any more: a last line without line feed is a line. */
  async finish(): Promise<void> {
    this.#handOver(this.#framer.end());
    if (await this.#noted) this.#parts.positions.delete(this.key);
    await this.close();
  }

  async close(): Promise<void> {
    await this.#noted;
    await this.#file.close();
  }

  async #readOn(): Promise<boolean> {
    for (let count = 0; ; count++) {
      if (this.#hasFailed || !(await this.#parts.mayRead())) return count > 0;
      const { buffer, bytesRead } = await this.#file.read(
        Buffer.allocUnsafeSlow(READ_BYTES),
        0,
        READ_BYTES,
        this.#read,
      );
      if (bytesRead === 0) return count > 0;
      if (!isComplete(this.#head)) this.#head = await headOf(this.#file, this.#read + bytesRead);
      this.#read += bytesRead;
      this.#handOver(this.#framer.push(buffer.subarray(0, bytesRead)));
    }
  }

  #handOver(frames: readonly Frame[]): void {
    if (frames.length === 0) return;
    const { handOver, positions } = this.#parts;
    const position = { path: this.path, done: this.#read - this.#framer.unfinishedBytes, head: this.#head };
    const before = this.#noted;
    const durable = handOver.push(this.path, frames);
    this.#noted = durable.then(async (isDurable) => {
      if (!isDurable) this.#hasFailed = true;
      const isNext = (await before) && isDurable;
      if (isNext) positions.set(this.key, position);
      return isNext;
    });
  }

  async #restart(): Promise<void> {
    this.#handOver(this.#framer.end());
    this.#beginAt(0, await headOf(this.#file, 0));
  }

  /** What never became durable is read again. */
  async #goBack(): Promise<void> {
    await this.#noted;
    const known = this.#parts.positions.get(this.key);
    this.#beginAt(known?.done ?? 0, known?.head ?? (await headOf(this.#file, 0)));
    this.#hasFailed = false;
    this.#noted = Promise.resolve(true);
  }

  #beginAt(done: number, head: Head): void {
    this.#framer = new DelimitedFramer(this.#parts.maxFrameBytes, 'lf');
    this.#read = done;
    this.#head = head;
    this.#facts = '';
  }
}
