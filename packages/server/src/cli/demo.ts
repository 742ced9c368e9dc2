/**
 * `gatehouse demo`: stores the example log and asks three questions, by the very commands that a reader can type afterwards.
 * Each runs in a process of its own, as it would from a shell. With `--serve` the server follows: this is `npm start`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { baseUrl } from '../serve/addresses.js';
import type { BoundAddress } from '../serve/server.js';
import { addConfigOptions } from './config.js';
import { CommandFailed } from './exit.js';
import type { Io } from './io.js';
import { runServer, type ServeFlags } from './serve.js';

const mainPath = fileURLToPath(new URL('./main.js', import.meta.url));
const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));

const questions = [
  {
    title: 'Where do failed logins come from?',
    args: [
      'eventName: LOGIN_FAILED',
      '--group-by',
      'clientIpv4',
      '--metric',
      'count',
      '--metric',
      'uniq(userName)',
      '--limit',
      '3',
    ],
  },
  {
    title: 'Which session was used from two addresses?',
    args: [
      'vpnSessionId: 10995 and not sourceIpv4: 192.0.2.35',
      '--fields',
      'eventTime,userName,sourceIpv4,clientIpv4',
      '--limit',
      '3',
    ],
  },
  {
    title: 'Who downloaded more than 100 MB at once?',
    args: ['inByte > 100MB', '--fields', 'eventTime,eventName,userName,inByte,sourceIpv4', '--limit', '3'],
  },
] as const;

interface Flags extends ServeFlags {
  readonly serve?: true;
}

const HELP = `
Examples:
  gatehouse demo                     the example log and three questions; npm start does this and then serves
  gatehouse demo --serve --demo      then run the server, with generated traffic; npm start -- --demo`;

export function registerDemo(program: Command, io: Io): void {
  addConfigOptions(program.command('demo'))
    .description('store the example log and show what can be asked')
    .option('--serve', 'run the server afterwards, until Ctrl-C; --config and --set are for it')
    .option('--demo', 'with --serve: send generated traffic to it')
    .addHelpText('after', HELP)
    .action((flags: Flags) => runDemo(io, { ...flags, data: flags.data ?? 'data' }));
}

type DemoFlags = Flags & { readonly data: string };

async function runDemo(io: Io, flags: DemoFlags): Promise<void> {
  const { data } = flags;
  const where = data === 'data' ? [] : ['--data', data];
  const places = placesOfExample(io, flags);
  const settings = places.flatMap((setting) => ['--set', setting]);
  await runStep(io, 'Storing the example log', ['ingest', ...exampleFiles(io.cwd), '--dedupe', ...settings, ...where]);
  const format = io.stdout.isTty ? [] : ['--format', 'table'];
  for (const { title, args } of questions) await runStep(io, title, ['query', ...args, ...format, ...where]);
  const served = { ...flags, set: [...places, ...(flags.set ?? [])] };
  if (flags.serve === true) await runServer(io, served, (bound) => welcome(io, bound, flags));
  else await io.stdout.write(ownLogText(io, `Now with your own log`, data));
}

function ownLogText(io: Io, title: string, data: string): string {
  const launcher = launcherPath(io.cwd);
  return [
    '',
    io.stdout.paint.bold(title),
    `  ${launcher} ingest /var/log/ns.log          store it, in the folder ${data}`,
    `  ${launcher} explain /var/log/ns.log         see how a line was understood`,
    `  ${launcher} query 'userName: …'             search; query --help shows the language`,
    '',
  ].join('\n');
}

async function welcome(io: Io, bound: readonly BoundAddress[], { data, demo }: DemoFlags): Promise<void> {
  const launcher = launcherPath(io.cwd);
  const http = bound.find(({ id }) => id === 'http');
  const listeners = bound.filter(({ id }) => id !== 'http');
  const first = listeners.find(({ kind }) => kind === 'udp' || kind === 'tcp');
  const url = http === undefined ? '' : baseUrl(http);
  const status = url === '' ? '' : ` --url ${url}`;
  const rows = [
    ['page', `${url}/   search, and see how each line was read`],
    ['answers', `${url}/status   /metrics   /healthz`],
    ...listeners.map(({ kind, address, port }) => ['receives', `syslog over ${kind} on ${address} port ${port}`]),
    ...(first === undefined
      ? []
      : [['send', `logger --server ${first.address} --port ${first.port} --${first.kind} "…"`]]),
    [
      'traffic',
      demo === true ? 'generated lines are being sent' : 'npm start -- --demo starts it with generated lines',
    ],
    ['look', `${launcher} status${status}   in another terminal: what came, from whom, what became of it`],
    ['stop', 'Ctrl-C'],
  ] as const;
  const title = io.stdout.paint.bold('The server is running');
  await io.stdout.write(`\n${title}\n${rows.map(([name, text]) => `  ${name.padEnd(10)}${text}\n`).join('')}`);
  await io.stdout.write(`${ownLogText(io, 'When it is stopped, with your own log', data)}\n`);
  await io.stdout.flush();
}

async function runStep(io: Io, title: string, args: readonly string[]): Promise<void> {
  const { paint } = io.stdout;
  const shown = [launcherPath(io.cwd), ...args.map(quoted)].join(' ');
  await io.stdout.write(`\n${paint.bold(title)}\n${paint.cyan(`$ ${shown}`)}\n`);
  await io.stdout.flush();
  const child = spawn(process.execPath, [mainPath, ...args], { cwd: io.cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  if (exitCode !== 0) throw new CommandFailed(exitCode ?? 1);
}

/** The example's addresses are those of documentation, which no database knows: a table says where they are. Not beside a file of one's own. */
function placesOfExample({ cwd, env }: Io, { config = env['GATEHOUSE_CONFIG'] ?? '' }: DemoFlags): readonly string[] {
  return config === '' ? [`enrich.folder=${relative(cwd, join(repositoryRoot, 'examples/enrich'))}`] : [];
}

function exampleFiles(cwd: string): string[] {
  const folder = join(repositoryRoot, 'examples');
  const names = readdirSync(folder).filter((name) => /\.log(\.gz)?$/.test(name));
  return names.sort().map((name) => relative(cwd, join(folder, name)));
}

function launcherPath(cwd: string): string {
  return relative(cwd, join(repositoryRoot, 'bin/gatehouse'));
}

/** As a shell needs it. */
function quoted(word: string): string {
  return /^[\w./:,=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
