// Generated traffic with places: the networks for documentation get towns by a table of sites, as a company's own networks would.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServedPageOptions } from './served-page.js';

const mainPath = fileURLToPath(new URL('../../../server/dist/cli/main.js', import.meta.url));

export interface TrafficOptions {
  readonly events: number;
  readonly days?: number;
  readonly scenarios: string;
}

/** What the generator says about a line: where it belongs, and its tokens. */
export interface Truth {
  readonly scenario?: string;
  readonly session?: string;
  readonly eventTime?: string;
  readonly eventName?: string;
  readonly userName?: string;
  readonly clientIpv4?: string;
  readonly sourceIpv4?: string;
  readonly natSourceIP?: string;
}

export interface Traffic {
  readonly log: Buffer;
  /** One per line. */
  readonly truths: readonly Truth[];
}

/** The first day of the traffic. */
export const TRAFFIC_DAY = '2026-03-17';

export function generateTraffic({ events, days = 1, scenarios }: TrafficOptions): Traffic {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-traffic-'));
  try {
    const args = ['generate', '--events', String(events), '--days', String(days), '--start', TRAFFIC_DAY];
    const outputs = ['--scenario', scenarios, '--out', 'ns.log', '--truth', 'truth.ndjson'];
    const { status, stderr } = spawnSync(process.execPath, [mainPath, ...args, ...outputs], { cwd: folder });
    assert.equal(status, 0, stderr.toString());
    const truths = readFileSync(join(folder, 'truth.ndjson'), 'utf8').trimEnd().split('\n');
    return { log: readFileSync(join(folder, 'ns.log')), truths: truths.map((line) => JSON.parse(line) as Truth) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SITES = [
  ['192.0.2.0/26', 'Home Vienna', 'Austria', 'Vienna', 48.21, 16.37],
  ['192.0.2.64/26', 'Home Lyon', 'France', 'Lyon', 45.76, 4.84],
  ['192.0.2.128/26', 'Home Porto', 'Portugal', 'Porto', 41.15, -8.61],
  ['192.0.2.192/26', 'Home Singapore', 'Singapore', 'Singapore', 1.35, 103.82],
  ['198.51.100.0/25', 'Home Nairobi', 'Kenya', 'Nairobi', -1.29, 36.82],
  ['198.51.100.128/25', 'Home Osaka', 'Japan', 'Osaka', 34.69, 135.5],
  ['203.0.113.1/32', 'Gateway Vienna', 'Austria', 'Vienna', 48.21, 16.37],
  ['203.0.113.2/32', 'Gateway Singapore', 'Singapore', 'Singapore', 1.35, 103.82],
  ['203.0.113.0/24', 'Elsewhere', 'Brazil', 'Recife', -8.05, -34.9],
  ['198.18.0.0/15', 'Abroad', 'Canada', 'Halifax', 44.65, -63.57],
  ['10.1.0.0/16', 'Data centre', 'Austria', 'Vienna', 48.21, 16.37],
] as const;

/** For a server that is to know the places. */
export const PLACED: Pick<ServedPageOptions, 'configuration' | 'files'> = {
  configuration: ['enrich: { folder: enrich }'],
  files: {
    'enrich/sites.csv': ['network,name,country,city,latitude,longitude', ...SITES.map((site) => site.join(','))].join(
      '\n',
    ),
  },
};
