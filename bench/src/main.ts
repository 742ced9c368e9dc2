/** `npm run bench`: measures, prints and writes bench/results.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCompiling } from './compiling.js';
import { checkParse, checkPeer, checkStored } from './correctness.js';
import type { EncodeFigures } from './encode-alone.js';
import { childProgram, repositoryRoot } from './files.js';
import { idleMib } from './idle.js';
import { type Input, makeInput } from './input.js';
import { describeMachine } from './machine.js';
import { measureProcess } from './measure.js';
import { type BenchOptions, readOptions, USAGE } from './options.js';
import { runIngest } from './ours.js';
import { runOverHttp } from './over-http.js';
import type { Pair } from './pairs.js';
import { measureReceiving } from './receiving.js';
import { reportText, SESSIONS, withSection } from './report.js';
import { part, type Results, required } from './results.js';
import { type Peer, preparePeer } from './rsyslog.js';
import { makeSearchStore, type SearchStore } from './search-store.js';
import { runSearches } from './searches.js';
import { runSessions, type SessionResults, sessionsText } from './upkeep.js';

const RESULTS = `${repositoryRoot}bench/results.md`;

interface Run {
  readonly options: BenchOptions;
  readonly input: Input;
  readonly data: string;
}

function say(text: string): void {
  process.stderr.write(`${text} …\n`);
}

async function measureAll(options: BenchOptions): Promise<Results> {
  mkdirSync(options.folder, { recursive: true });
  say('input');
  const input = await makeInput({ folder: options.folder, events: options.events, copy: 0 });
  const run = { options, input, data: join(options.folder, 'store') };
  say('peer');
  const peer = await part(() => peerOf(run));
  const prepared = 'value' in peer ? peer.value : undefined;
  const pairs = await part(() => runPairs(run, prepared));
  const store = await part(() => searchStore(options));
  return {
    machine: describeMachine(),
    options,
    command: ['npm run bench --', ...process.argv.slice(2)].join(' '),
    input,
    peerVersion: 'value' in peer ? { value: peer.value.version } : peer,
    pairs,
    ...(await checksOf(run, prepared)),
    encode: await part(() => encodeAlone(input)),
    idleMib: await part(idleMib),
    searches: await part(() => search(required(store))),
    overHttp: await part(() => runOverHttp(required(store))),
    compiling: await part(() => runCompiling(required(store))),
    sessions: await part(() => sessionsOf(options)),
    receiving: await part(() => measureReceiving(options, say)),
  };
}

function peerOf({ options, input }: Run): Promise<Peer> {
  if (options.peer === 'none') throw new Error('--peer none');
  return preparePeer(input, options.folder);
}

async function runPairs({ options, input, data }: Run, peer: Peer | undefined): Promise<readonly Pair[]> {
  if (options.pairs === 0) throw new Error('--pairs 0');
  const pairs: Pair[] = [];
  for (let number = 1; number <= options.pairs; number++) {
    say(`pair ${number} of ${options.pairs}`);
    pairs.push({ ours: await runIngest(input, data), theirs: await peer?.run() });
  }
  return pairs;
}

async function checksOf({ options, input, data }: Run, peer: Peer | undefined) {
  say('checks');
  const parseCheck = await part(() => checkParse(input, options.folder));
  const storedCheck = await part(() => checkStored(input, data));
  const peerCheck = await part(() => {
    if (peer === undefined) throw new Error('no peer');
    return checkPeer(input, peer.output);
  });
  return { parseCheck, storedCheck, peerCheck };
}

async function encodeAlone(input: Input): Promise<EncodeFigures> {
  say('decode, map, encode alone');
  const { stdout } = await measureProcess(process.execPath, [childProgram('encode-alone'), input.path]);
  return JSON.parse(stdout) as EncodeFigures;
}

function searchStore(options: BenchOptions): Promise<SearchStore> {
  if (options.queries === 0) throw new Error('--queries 0');
  return makeSearchStore(options, say);
}

function search(store: SearchStore) {
  say('searches');
  return runSearches(store);
}

function sessionsOf(options: BenchOptions): Promise<SessionResults> {
  if (options.queries === 0) throw new Error('--queries 0');
  return runSessions(options, say);
}

/** The report of the last run with its section about sessions measured anew. */
async function sessionsAlone(options: BenchOptions): Promise<string> {
  mkdirSync(options.folder, { recursive: true });
  const text = sessionsText(await sessionsOf(options));
  const { date, commit } = describeMachine();
  return withSection(
    readFileSync(RESULTS, 'utf8'),
    SESSIONS,
    `Measured alone, ${date} UTC, commit ${commit}.\n\n${text}`,
  );
}

async function main(): Promise<void> {
  let options: BenchOptions;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const text = options.only === null ? reportText(await measureAll(options)) : await sessionsAlone(options);
  writeFileSync(RESULTS, text);
  process.stdout.write(text);
}

await main();
