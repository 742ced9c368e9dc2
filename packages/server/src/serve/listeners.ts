// From the configuration of a listener to the listener.

import { join } from 'node:path';
import type { BlockSettings } from '../block/encode-block.js';
import type { Config, ListenerConfig } from '../config/keys.js';
import { internalNetworks } from '../map/direction.js';
import type { Listener, ListenerParts } from '../receive/listener.js';
import { createRelpListener } from '../receive/relp.js';
import { createSpoolListener } from '../receive/spool.js';
import type { StreamConfig } from '../receive/stream-listener.js';
import { createTailListener } from '../receive/tail.js';
import { createTcpListener } from '../receive/tcp.js';
import { createTlsListener } from '../receive/tls.js';
import type { TlsFiles } from '../receive/tls-gate.js';
import { createUdpListener } from '../receive/udp.js';
import { sourceIdentity } from '../store/identity.js';
import { DEMONSTRATION, FORGOTTEN_SOURCE, type KnownSource, knownSources, type SetAside } from './known-sources.js';

export function createListener(config: ListenerConfig, dataFolder: string, parts: ListenerParts): Listener {
  const { id: sourceId, maxFrameBytes } = config;
  switch (config.kind) {
    case 'udp': {
      const { address, port, allowedPeers, receiveBufferBytes } = config;
      return createUdpListener({ sourceId, address, port, allowedPeers, maxFrameBytes, receiveBufferBytes }, parts);
    }
    case 'tcp':
      return createTcpListener(streamOf(config), parts);
    case 'tls':
      return createTlsListener({ ...streamOf(config), tls: tlsOf(config) }, parts);
    case 'relp':
      return createRelpListener(streamOf(config), parts);
    case 'relp-tls':
      return createRelpListener({ ...streamOf(config), tls: tlsOf(config) }, parts);
    case 'file': {
      const stateFile = join(dataFolder, `${sourceId}.positions`);
      return createTailListener({ sourceId, path: config.path, stateFile, maxFrameBytes }, parts);
    }
    case 'spool': {
      const stateFile = join(dataFolder, `${sourceId}.positions`);
      return createSpoolListener({ sourceId, folder: config.path, stateFile, maxFrameBytes }, parts);
    }
  }
}

type StreamKind = 'tcp' | 'tls' | 'relp' | 'relp-tls';

function streamOf(config: ListenerConfig<StreamKind>): StreamConfig {
  const { id: sourceId, address, port, allowedPeers, maxFrameBytes, maxConnections, idleTimeoutSeconds } = config;
  return {
    sourceId,
    address,
    port,
    allowedPeers,
    maxFrameBytes,
    maxConnections,
    idleTimeoutMs: idleTimeoutSeconds * 1000,
  };
}

function tlsOf({ tls }: ListenerConfig<'tls' | 'relp-tls'>): TlsFiles {
  const { certificate, key, clientCa, keyPassphrase, requireClientCertificate, minVersion } = tls;
  return {
    certificate,
    key,
    requireClientCertificate,
    minVersion,
    ...(clientCa !== null && { clientCa }),
    ...(keyPassphrase !== null && { keyPassphrase }),
  };
}

/** How the lines of each source are read. */
export function sourceSettings(config: Config, onSetAside: (file: SetAside) => void): Record<string, BlockSettings> {
  const { id: made, source } = DEMONSTRATION;
  const sources = Object.entries({ [made]: source, ...knownSources(config, onSetAside) });
  return Object.fromEntries(sources.map(([id, source]) => [id, settingsOf(config, id, source)]));
}

/** How the lines of a source are read that is neither configured nor remembered. */
export function forgottenSettings(config: Config, id: string): BlockSettings {
  return settingsOf(config, id, FORGOTTEN_SOURCE);
}

function settingsOf(
  config: Pick<Config, 'dataFolder' | 'internalNetworks'>,
  id: string,
  { customerId, timezone, dateOrder, severityFrom, maxFrameBytes }: KnownSource,
): BlockSettings {
  return {
    timezone,
    dateOrder,
    severityFrom,
    internalNetworks: internalNetworks(config.internalNetworks),
    constants: sourceIdentity(config.dataFolder, { id, customerId }),
    collectorReceivedTime: null,
    maxLineBytes: maxFrameBytes,
  };
}
