/**
 * Stitches what a store has and not stitched yet, in a process of its own. With the truths of its lines it also says how many sessions came
 * out as they were made. Prints UpkeepFigures as JSON.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { SessionUpkeep } from '../../packages/server/dist/sessions/upkeep.js';
import { openChdbStore } from '../../packages/server/dist/store/chdb-store.js';
import { matched, SessionTruths } from './session-truths.js';
import type { UpkeepFigures } from './upkeep.js';

const [folder = '', truth = ''] = process.argv.slice(2);
const store = await openChdbStore({ folder, create: false });
const before = process.cpuUsage();
const upkeep = new SessionUpkeep(store);
await upkeep.addIngests();
const { user, system } = process.cpuUsage(before);
const { events, written } = upkeep.totals;
const rows = await store.select(`SELECT account, events, connections, requests, denials,
  toString(toUnixTimestamp64Milli(lastTime)) AS last FROM sessions FINAL`);
await store.close();

const truths = new SessionTruths();
if (truth !== '') for await (const line of createInterface({ input: createReadStream(truth) })) truths.add(line);
const figures: UpkeepFigures = {
  cpuS: (user + system) / 1e6,
  events,
  written,
  sessions: rows.length,
  true: truths.size,
  exact: matched(truths.signatures(), rows),
};
process.stdout.write(JSON.stringify(figures));
