/**
 * Kills a server under load at random moments, so many times, and says what is stored at the end. After building:
 *   node scripts/crash-rounds.mjs [rounds] [lines per second and sender] [most milliseconds until the kill]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashRounds } from '../packages/server/dist/serve/crash-rounds.test.js';

const [rounds = 100, perSecond = 3000, longestMs = 1500] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'));
const result = await crashRounds({ folder, rounds, perSecond, longestMs, say: (text) => console.error(text) });
console.log(JSON.stringify({ rounds, perSecond, longestMs, ...result }, null, 2));
const isRight = [result.relp, result.tcp].every(({ duplicates, missing }) => duplicates === 0 && missing === 0);
if (isRight) rmSync(folder, { recursive: true });
else console.error(`what is left is in ${folder}`);
process.exitCode = isRight ? 0 : 1;
