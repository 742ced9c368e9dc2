/**
 * The command line's frame: which commands exist, the general help, and running one of them to its exit code.
 * Each command lives in its own file and is loaded only when it is asked for, so that none pays for another's libraries.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { AppError } from '../errors.js';
import { reportFailure } from './exit.js';
import type { Io } from './io.js';

type Register = (program: Command, io: Io) => void;

/** Order here is the order in the help. */
const commandLoaders: Readonly<Record<string, () => Promise<Register>>> = {
  parse: async () => (await import('./parse.js')).registerParse,
  explain: async () => (await import('./explain.js')).registerExplain,
  ingest: async () => (await import('./ingest.js')).registerIngest,
  query: async () => (await import('./query.js')).registerQuery,
  sessions: async () => (await import('./sessions.js')).registerSessions,
  session: async () => (await import('./session.js')).registerSession,
  who: async () => (await import('./who.js')).registerWho,
  serve: async () => (await import('./serve.js')).registerServe,
  status: async () => (await import('./status.js')).registerStatus,
  login: async () => (await import('./login.js')).registerLogin,
  user: async () => (await import('./user.js')).registerUser,
  token: async () => (await import('./token.js')).registerToken,
  audit: async () => (await import('./audit.js')).registerAudit,
  journal: async () => (await import('./journal.js')).registerJournal,
  config: async () => (await import('./config.js')).registerConfig,
  enrich: async () => (await import('./enrich.js')).registerEnrich,
  reprocess: async () => (await import('./reprocess.js')).registerReprocess,
  demo: async () => (await import('./demo.js')).registerDemo,
  generate: async () => (await import('./generate.js')).registerGenerate,
  guide: async () => (await import('./guide.js')).registerGuide,
};

export const commandNames = Object.keys(commandLoaders);

const description = `Reads, understands, stores and searches the log of Citrix VPN (NetScaler Gateway).`;

const examples = `
Examples:
  gatehouse parse ns.log | head -n 3           every line as one flat JSON object
  gatehouse explain ns.log                     which characters became which token, and why
  gatehouse ingest ns.log ns.log.1.gz          store and index files in ./data
  gatehouse query 'eventName: LOGIN_FAILED'    search what is stored
  gatehouse sessions 'state: active'           sessions instead of lines
  gatehouse guide                              every token, with type and meaning

A command's own options: gatehouse <command> --help`;

/** Runs one command line and returns the exit code of the process. */
export async function runCommandLine(io: Io, args: readonly string[]): Promise<number> {
  try {
    await runOrShow(io, args);
    await io.stdout.flush();
    return 0;
  } catch (error) {
    return reportFailure(io, error instanceof CommanderError ? usageError(error, args) : error, args);
  }
}

/** Commander hands over help and version texts, then ends the run by throwing: with exit code 0, or whatever `process.exitCode` is. */
async function runOrShow(io: Io, args: readonly string[]): Promise<void> {
  const shown: string[] = [];
  try {
    const program = await buildProgram(io, args, (text) => shown.push(text));
    await program.parseAsync(args.length === 0 ? ['--help'] : [...args], { from: 'user' });
  } catch (error) {
    const isShown = error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help');
    if (!isShown || shown.length === 0) throw error;
    await io.stdout.write(shown.join(''));
  }
}

/** Commander's own text is `error: what`, with `(Did you mean --this?)` in a second line. */
function usageError(error: CommanderError, args: readonly string[]): AppError {
  const problem = error.message.replace(/^error: /, '').replace('\n', ' ');
  const command = ['gatehouse', ...args.slice(0, 1).filter(isCommand)].join(' ');
  return new AppError('usage.invalid', { problem, command }, { cause: error });
}

async function buildProgram(io: Io, args: readonly string[], show: (text: string) => void): Promise<Command> {
  const program = new Command('gatehouse')
    .description(description)
    .version(readVersion(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: show,
      outputError: () => undefined,
      getOutHelpWidth: () => io.stdout.columns,
      getOutHasColors: () => false,
    })
    .addHelpText('after', examples);
  for (const register of await Promise.all(loadersFor(args).map((load) => load()))) register(program, io);
  return program;
}

/** One command alone when it is named, none for the version, all for the general help and for whatever is misspelt. */
function loadersFor(args: readonly string[]) {
  if (args[0] === '--version' || args[0] === '-V') return [];
  const asked = Object.entries(commandLoaders).filter(([name]) => name === args[0]);
  return asked.length === 0 ? Object.values(commandLoaders) : asked.map(([, load]) => load);
}

function isCommand(name: string): boolean {
  return Object.hasOwn(commandLoaders, name);
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}
