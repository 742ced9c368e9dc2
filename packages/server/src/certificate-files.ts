// A certificate and its key in files, for whatever speaks TLS. They are read again when one of the files changes, or when asked to: connections
// that are open keep the old one, new ones get the new one. Files that do not fit together change nothing, so that a renewal in two
// steps does no harm.

import { readFile, stat } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { AppError } from './errors.js';

export interface TlsFiles {
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
  /** Of the private key, where it is encrypted. */
  readonly keyPassphrase?: string;
  /** Authorities whose client certificates are accepted; without it clients are not asked for any. */
  readonly clientCa?: string;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

export interface CertificateFilesParts {
  /** Of the listener, for what is told. */
  readonly name: string;
  readonly files: TlsFiles;
  readonly log: {
    info(details: Readonly<Record<string, unknown>>, message: string): void;
    error(details: Readonly<Record<string, unknown>>, message: string): void;
  };
  /** Makes new connections use them. */
  readonly apply: (options: SecureContextOptions) => void;
}

const WATCH_MS = 2000;

export class CertificateFiles {
  readonly #parts: CertificateFilesParts;
  #signature = '';
  #watch: NodeJS.Timeout | undefined;

  constructor(parts: CertificateFilesParts) {
    this.#parts = parts;
  }

  /** Throws `listener.certificate-unreadable` or `listener.certificate-invalid`. */
  async open(): Promise<void> {
    await this.reload();
    this.#watch = setInterval(() => void this.#reloadIfChanged(), WATCH_MS);
    this.#watch.unref();
  }

  close(): void {
    clearInterval(this.#watch);
  }

  async reload(): Promise<void> {
    const signature = await this.#sign();
    const options = await this.#read();
    try {
      createSecureContext(options);
    } catch (cause) {
      throw new AppError(
        'listener.certificate-invalid',
        { listener: this.#parts.name, reason: reasonOf(cause) },
        { cause },
      );
    }
    this.#parts.apply(options);
    this.#signature = signature;
  }

  async #reloadIfChanged(): Promise<void> {
    const signature = await this.#sign();
    if (signature === this.#signature) return;
    const { name, files, log } = this.#parts;
    const details = { sourceId: name, certificate: files.certificate };
    try {
      await this.reload();
      log.info(details, 'the certificate has been read again');
    } catch (error) {
      // Tried once per change: the files may be half renewed, or wrong for good.
      this.#signature = signature;
      log.error({ ...details, error }, 'the changed certificate cannot be used, the old one stays');
    }
  }

  /** Changes when one of the files does; replaced ones have another inode. */
  async #sign(): Promise<string> {
    const facts = this.#paths().map(async ([, path]) => {
      const { mtimeMs, size, ino } = await stat(path);
      return `${ino} ${size} ${mtimeMs}`;
    });
    return (await Promise.all(facts.map((fact) => fact.catch(() => 'missing')))).join('\n');
  }

  async #read(): Promise<SecureContextOptions> {
    const texts = new Map<string, Buffer>();
    for (const [part, path] of this.#paths()) texts.set(part, await this.#readPart(part, path));
    const ca = texts.get('client authority');
    const { minVersion, keyPassphrase } = this.#parts.files;
    return {
      minVersion,
      cert: texts.get('certificate'),
      key: texts.get('key'),
      ...(ca && { ca }),
      ...(keyPassphrase !== undefined && { passphrase: keyPassphrase }),
    };
  }

  async #readPart(part: string, path: string): Promise<Buffer> {
    try {
      return await readFile(path);
    } catch (cause) {
      const details = { part, listener: this.#parts.name, path, reason: reasonOf(cause) };
      throw new AppError('listener.certificate-unreadable', details, { cause });
    }
  }

  #paths(): readonly (readonly [part: string, path: string])[] {
    const { certificate, key, clientCa } = this.#parts.files;
    return [
      ['certificate', certificate],
      ['key', key],
      ...(clientCa === undefined ? [] : [['client authority', clientCa] as const]),
    ];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
