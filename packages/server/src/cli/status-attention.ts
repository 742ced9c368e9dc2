// What somebody should look at, each with what to do about it. Names of devices and peers do not appear here: they are attacker's text.

import type { ListenerStatus, StatusReport } from '../serve/status-report.js';
import { ageText, skewText } from './status-units.js';

export function attentionOf(report: StatusReport): readonly string[] {
  return [...report.listeners.flatMap(listenerAttention), ...storeAttention(report)];
}

const LARGE_SKEW_SECONDS = 120;
/** Time zones differ by multiples of a quarter of an hour. */
const ZONE_STEP_SECONDS = 900;

function listenerAttention(listener: ListenerStatus): string[] {
  const { id, isSilent, silenceSeconds, receivedFrames, kernelDrops, refused } = listener;
  const lines: string[] = [];
  if (isSilent) {
    const what = receivedFrames === 0 ? 'has received nothing since its start,' : 'has been silent for';
    lines.push(
      `${id} ${what} ${ageText(silenceSeconds)}${receivedFrames === 0 ? ' ago' : ''}: look at the device and the way to here`,
    );
  }
  const silentPeers = listener.peers.filter((peer) => peer.isSilent).length;
  if (!isSilent && silentPeers > 0) lines.push(`${id}: ${silentPeers} of ${listener.peers.length} peers are silent`);
  if (kernelDrops !== null && kernelDrops > 0) {
    lines.push(
      `${id}: the kernel dropped ${kernelDrops} datagrams: raise receiveBufferBytes of the listener and net.core.rmem_max`,
    );
  }
  for (const [reason, count] of Object.entries(refused)) {
    if (count > 0) lines.push(`${id} refused ${count} times: ${reason}`);
  }
  return [...lines, ...skewAttention(listener)];
}

function skewAttention({ id, peers }: ListenerStatus): string[] {
  const skews = peers.flatMap(({ skewSeconds }) => (skewSeconds === null ? [] : [skewSeconds]));
  const worst = skews.reduce((most, skew) => (Math.abs(skew) > Math.abs(most) ? skew : most), 0);
  if (Math.abs(worst) < LARGE_SKEW_SECONDS) return [];
  const fromStep = Math.abs(worst - Math.round(worst / ZONE_STEP_SECONDS) * ZONE_STEP_SECONDS);
  const isZone = Math.abs(worst) > ZONE_STEP_SECONDS && fromStep < LARGE_SKEW_SECONDS;
  const advice = isZone
    ? 'set the timezone of the listener'
    : 'set the clock of the device (NTP), or look for a relay that holds messages back';
  return [`${id}: times are off by ${skewText(worst)}: ${advice}`];
}

const NEARLY_FULL = 0.8;

function storeAttention({ journal, store, balance, retention }: StatusReport): string[] {
  const lines: string[] = [];
  if (journal.bytes > journal.limitBytes * NEARLY_FULL) {
    lines.push(
      'the journal is nearly full: the store takes less than arrives; see the log of the server, or raise journal.maxBytes',
    );
  }
  if (store.failures > 0) lines.push(`the store has failed ${store.failures} times: see the log of the server`);
  if (retention.problem !== null) lines.push('events that are too old could not be removed: see the log of the server');
  if (balance.damaged > 0) {
    lines.push(
      `${balance.damaged} messages were in damaged blocks of the journal: check the disk that holds the data folder`,
    );
  }
  if (balance.unaccounted !== 0) {
    lines.push(
      `${balance.unaccounted} messages are unaccounted for: if this stays, it is a defect of Gatehouse, please report it`,
    );
  }
  return lines;
}
