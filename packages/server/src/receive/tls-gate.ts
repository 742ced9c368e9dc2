// TLS in front of a stream listener (RFC 5425; version 1.2 at least, RFC 9662).

import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { CertificateFiles, type TlsFiles as Files } from '../certificate-files.js';
import type { ListenerParts } from './listener.js';
import type { Gate, StreamConfig } from './stream-listener.js';

export interface TlsFiles extends Files {
  /** A client without a certificate is refused; otherwise only one with a bad certificate. */
  readonly requireClientCertificate: boolean;
}

const MOST_HANDSHAKE_MS = 10_000;

export function createTlsGate(files: TlsFiles, config: StreamConfig, parts: ListenerParts): Gate {
  return new CertificateGate(files, config, parts);
}

class CertificateGate implements Gate {
  readonly #files: TlsFiles;
  readonly #parts: ListenerParts;
  readonly #server: Server;
  /** Handshakes under way, by the peer's address and port: the secured socket does not name the one below it. */
  readonly #pending = new Map<string, (socket: Socket) => void>();
  readonly #certificate: CertificateFiles;

  constructor(files: TlsFiles, { sourceId, idleTimeoutMs }: StreamConfig, parts: ListenerParts) {
    this.#files = files;
    this.#parts = parts;
    this.#server = createServer({
      allowHalfOpen: true,
      minVersion: files.minVersion,
      handshakeTimeout: Math.min(MOST_HANDSHAKE_MS, idleTimeoutMs),
      requestCert: files.clientCa !== undefined,
      rejectUnauthorized: files.clientCa !== undefined && files.requireClientCertificate,
    });
    const apply = this.#server.setSecureContext.bind(this.#server);
    this.#certificate = new CertificateFiles({ name: sourceId, files, log: parts.log, apply });
    this.#server.on('secureConnection', (socket) => this.#secured(socket));
    this.#server.on('tlsClientError', (error, socket) => {
      parts.log.warn({ sourceId, code: 'handshake-failed', reason: error.message }, 'TLS could not be agreed on');
      socket.destroy();
    });
  }

  open(): Promise<void> {
    return this.#certificate.open();
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
    this.#certificate.close();
  }

  reload(): Promise<void> {
    return this.#certificate.reload();
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
}

function endpoint({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function hasCertificate(socket: TLSSocket): boolean {
  return Object.keys(socket.getPeerCertificate() ?? {}).length > 0;
}
