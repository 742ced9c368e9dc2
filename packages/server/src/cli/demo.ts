/**
 * `gatehouse demo`: stores the example log and asks three questions, by the very commands that a reader can type afterwards.
 * Each runs in a process of its own, as it would from a shell.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { CommandFailed } from './exit.js';
import type { Io } from './io.js';

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

export function registerDemo(program: Command, io: Io): void {
  program
    .command('demo')
    .description('store the example log and show what can be asked')
    .option('--data <folder>', 'folder of the event store', 'data')
    .action(({ data }: { data: string }) => runDemo(io, data));
}

async function runDemo(io: Io, data: string): Promise<void> {
  const { paint } = io.stdout;
  const where = data === 'data' ? [] : ['--data', data];
  await runStep(io, 'Storing the example log', ['ingest', ...exampleFiles(io.cwd), '--dedupe', ...where]);
  const format = io.stdout.isTty ? [] : ['--format', 'table'];
  for (const { title, args } of questions) await runStep(io, title, ['query', ...args, ...format, ...where]);
  const launcher = launcherPath(io.cwd);
  await io.stdout.write(
    [
      '',
      paint.bold('Now with your own log'),
      `  ${launcher} ingest /var/log/ns.log          store it, in the folder ${data}`,
      `  ${launcher} explain /var/log/ns.log         see how a line was understood`,
      `  ${launcher} query 'userName: …'             search; query --help shows the language`,
      '',
    ].join('\n'),
  );
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
