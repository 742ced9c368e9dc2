/**
 * A file that appears only when it is whole: lines go to `NAME.part`, which takes the name at the end.
 * What is there already and is no ordinary file (a pipe, a device) is written to directly.
 */
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';

export interface LineFile {
  readonly write: (data: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Removes what has been written. */
  readonly discard: () => Promise<void>;
}

export async function openLineFile(path: string): Promise<LineFile> {
  const isDirect = await isNoOrdinaryFile(path);
  const written = isDirect ? path : `${path}.part`;
  const handle = await open(written, 'w');
  return {
    write: (data) => writeAll(handle, data),
    async finish() {
      await handle.close();
      if (!isDirect) await rename(written, path);
    },
    async discard() {
      await handle.close().catch(() => undefined);
      if (!isDirect) await rm(written, { force: true });
    },
  };
}

async function isNoOrdinaryFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile();
}

async function writeAll(handle: FileHandle, data: Uint8Array): Promise<void> {
  let from = 0;
  while (from < data.length) from += (await handle.write(data, from)).bytesWritten;
}
