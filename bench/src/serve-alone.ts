/**
 * Measures receiving alone and puts it into bench/results.md, in the place of what was there. After `tsc -b bench`:
 *   node bench/dist/serve-alone.js [--events N] [--pairs K] [--peer none] [--folder DIR]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { repositoryRoot } from './files.js';
import { describeMachine } from './machine.js';
import { readOptions } from './options.js';
import { measureReceiving } from './receiving.js';
import { receivingText, withReceiving } from './receiving-report.js';
import { part } from './results.js';

const args = process.argv.slice(2);
const options = readOptions(['--pairs', '3', ...args]);
const receiving = await part(() => measureReceiving(options, (text) => process.stderr.write(`${text} …\n`)));
const { date, commit } = describeMachine();
const command = ['node bench/dist/serve-alone.js', ...args].join(' ');
const section = `${date} UTC, commit ${commit}, measured alone: \`${command}\`\n\n${receivingText(receiving)}`;
const path = `${repositoryRoot}bench/results.md`;
writeFileSync(path, withReceiving(readFileSync(path, 'utf8'), section));
process.stdout.write(`${section}\n`);
