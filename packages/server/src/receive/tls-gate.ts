// TLS in front of a stream listener (RFC 5425; version 1.2 at least, RFC 9662). The certificate is read again when its files
// change, or when asked to: connections that are open keep the old one, new ones get the new one. Files that do not fit
// together change nothing, so that a renewal in two steps does no harm.

import { readFile, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createSecureContext, createServer, type SecureContextOptions, type Server, type TLSSocket } from 'node:tls';
import { AppError } from '../errors.js';
import type { ListenerParts } from './listener.js';
import type { Gate, StreamConfig } from './stream-listener.js';

export interface TlsFiles {
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
  /** Of the private key, where it is encrypted. */
  readonly keyPassphrase?: string;
  /** Authorities whose client certificates are accepted; without it clients are not asked for any. */
  readonly clientCa?: string;
  /** A client without a certificate is refused; otherwise only one with a bad certificate. */
  readonly requireClientCertificate: boolean;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

const WATCH_MS = 2000;
const MOST_HANDSHAKE_MS = 10_000;

export function createTlsGate(files: TlsFiles, config: StreamConfig, parts: ListenerParts): Gate {
  return new CertificateGate(files, config, parts);
}

class CertificateGate implements Gate {
  readonly #files: TlsFiles;
  readonly #sourceId: string;
  readonly #parts: ListenerParts;
  readonly #server: Server;
  /** Handshakes under way, by the peer's address and port: the secured socket does not name the one below it. */
  readonly #pending = new Map<string, (socket: Socket) => void>();
  #signature = '';
  #watch: NodeJS.Timeout | undefined;

  constructor(files: TlsFiles, { sourceId, idleTimeoutMs }: StreamConfig, parts: ListenerParts) {
    this.#files = files;
    this.#sourceId = sourceId;
    this.#parts = parts;
    this.#server = createServer({
      allowHalfOpen: true,
      minVersion: files.minVersion,
      handshakeTimeout: Math.min(MOST_HANDSHAKE_MS, idleTimeoutMs),
      requestCert: files.clientCa !== undefined,
      rejectUnauthorized: files.clientCa !== undefined && files.requireClientCertificate,
    });
    this.#server.on('secureConnection', (socket) => this.#secured(socket));
    this.#server.on('tlsClientError', (error, socket) => {
      parts.log.warn({ sourceId, code: 'handshake-failed', reason: error.message }, 'TLS could not be agreed on');
      socket.destroy();
    });
  }

  async open(): Promise<void> {
    await this.reload();
    this.#watch = setInterval(() => void this.#reloadIfChanged(), WATCH_MS);
    this.#watch.unref();
  }

  admit(socket: Socket, peer: string, ready: (socket: Socket) => void): void {
    const key = endpoint(socket);
    this.#pending.set(key, ready);
    socket.on('close', () => {
      if (this.#pending.delete(key)) this.#parts.counters.refused(peer, 'handshake-failed', 1);
    });
    this.#server.emit('connection', socket);
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
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('listener.certificate-invalid', { listener: this.#sourceId, reason }, { cause });
    }
    this.#server.setSecureContext(options);
    this.#signature = signature;
  }

  #secured(socket: TLSSocket): void {
    const key = endpoint(socket);
    const ready = this.#pending.get(key);
    // A certificate may be left out where none is required, but one that is shown must be good.
    const isRefused = this.#files.clientCa !== undefined && !socket.authorized && hasCertificate(socket);
    if (ready === undefined || isRefused) {
      socket.destroy();
      return;
    }
    this.#pending.delete(key);
    ready(socket);
  }

  async #reloadIfChanged(): Promise<void> {
    const signature = await this.#sign();
    if (signature === this.#signature) return;
    const details = { sourceId: this.#sourceId, certificate: this.#files.certificate };
    try {
      await this.reload();
      this.#parts.log.info(details, 'the certificate has been read again');
    } catch (error) {
      // Tried once per change: the files may be half renewed, or wrong for good.
      this.#signature = signature;
      this.#parts.log.error({ ...details, error }, 'the changed certificate cannot be used, the old one stays');
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
    const { minVersion, keyPassphrase } = this.#files;
    return {
      minVersion,
      cert: texts.get('certificate'),
      key: texts.get('key'),
      ...(ca && { ca }),
      ...(keyPassphrase !== undefined && { passphrase: keyPassphrase }),
      ...(this.#files.keyPassphrase !== undefined && { passphrase: this.#files.keyPassphrase }),
    };
  }

  async #readPart(part: string, path: string): Promise<Buffer> {
    try {
      return await readFile(path);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new AppError(
        'listener.certificate-unreadable',
        { part, listener: this.#sourceId, path, reason },
        { cause },
      );
    }
  }

  #paths(): readonly (readonly [part: string, path: string])[] {
    const { certificate, key, clientCa } = this.#files;
    return [
      ['certificate', certificate],
      ['key', key],
      ...(clientCa === undefined ? [] : [['client authority', clientCa] as const]),
    ];
  }
}

function endpoint({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function hasCertificate(socket: TLSSocket): boolean {
  return Object.keys(socket.getPeerCertificate() ?? {}).length > 0;
}
