// Syslog over TLS (RFC 5425). The framing is detected as over TCP: not every sender counts octets, as the RFC demands.

import type { Listener, ListenerParts } from './listener.js';
import { createStreamListener, type StreamConfig } from './stream-listener.js';
import { PlainStream } from './tcp.js';
import { createTlsGate, type TlsFiles } from './tls-gate.js';

export interface TlsConfig extends StreamConfig {
  readonly tls: TlsFiles;
}

export function createTlsListener(config: TlsConfig, parts: ListenerParts): Listener {
  const gate = createTlsGate(config.tls, config, parts);
  return createStreamListener({
    config,
    parts,
    gate,
    converse: (_socket, peer) => new PlainStream(peer, config, parts),
  });
}
