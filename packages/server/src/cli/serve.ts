/**
 * `gatehouse serve`: the running system. In: a configuration. Out: events in the store, the program's own log on standard error.
 * SIGHUP reads the configuration again; SIGINT and SIGTERM stop within ten seconds, a second one at once.
 */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { Config } from '../config/keys.js';
import { createLog, type Log } from '../log.js';
import { type BoundAddress, Server } from '../serve/server.js';
import { addConfigOptions, type ConfigFlags, configFromFlags } from './config.js';
import { startDemoTraffic } from './demo-traffic.js';
import type { Io } from './io.js';

export interface ServeFlags extends ConfigFlags {
  readonly demo?: true;
  readonly auth?: boolean;
}

const HELP = `
Examples:
  gatehouse serve                                     UDP and TCP 5514 on loopback, events in ./data
  gatehouse serve --config /etc/gatehouse.yaml        see: gatehouse config reference
  gatehouse serve --demo                              with generated traffic, to look around
  logger --server 127.0.0.1 --port 5514 --udp "…"     send a line; gatehouse status shows what came`;

export function registerServe(program: Command, io: Io): void {
  addConfigOptions(program.command('serve'))
    .description('receive syslog, store it and answer for it: the running system')
    .option('--demo', 'send generated traffic to the first UDP or TCP listener')
    .option('--no-auth', 'let everybody on this machine see and do everything; refused when others could reach it')
    .addHelpText('after', HELP)
    .action((flags: ServeFlags) => runServer(io, flags));
}

/** Resolves when the server has been told to stop and has. `onListening` is told where it listens. */
export async function runServer(
  io: Io,
  flags: ServeFlags,
  onListening: (bound: readonly BoundAddress[]) => Promise<void> = async () => undefined,
): Promise<void> {
  const config = await configFromFlags(io, flags);
  const log = createLog({ level: config.log.level, output: io.stderr, now: () => new Date() });
  const server = new Server({
    config,
    log,
    threads: threadsOf(config),
    now: () => new Date(),
    isOpen: flags.auth === false,
    queriesAtOnce: queriesAtOnce(io),
  });
  const started = server.start();
  const stopReloading = reloadOnHangUp({ io, flags, log, server, started });
  await started;
  for (const { id, kind, address, port } of server.bound) log.info({ id, kind, address, port }, 'listening');
  await onListening(server.bound);
  await offerSetup(io, server);
  const stopDemo = flags.demo === true ? startDemoTraffic(server.bound, log) : () => undefined;
  await untilInterrupted(io, async () => {
    log.info({}, 'stopping');
    stopReloading();
    stopDemo();
    await server.stop();
    log.info({}, 'stopped');
  });
}

/** To whoever has started the server, and not into its log, which is kept and sent on. */
async function offerSetup(io: Io, server: Server): Promise<void> {
  const link = await server.setupLink();
  if (link === null) return;
  await io.stdout.write(
    `There is no user yet. Make the first administrator within a day, here or with \`gatehouse user add\`. The link is good once; until then each start prints it again:\n\n  ${link}\n\n`,
  );
}

/** One thread is left for receiving and for the store. */
function threadsOf(config: Config): number {
  return config.store.threads > 0 ? config.store.threads : Math.max(1, availableParallelism() - 1);
}

/** Half of Node's threads; the launcher has it start with sixteen, Node alone with four. */
function queriesAtOnce(io: Io): number {
  const threads = Number(io.env['UV_THREADPOOL_SIZE'] ?? 4);
  return Number.isSafeInteger(threads) ? Math.min(8, Math.max(2, Math.floor(threads / 2))) : 2;
}

interface Reloading {
  readonly io: Io;
  readonly flags: ServeFlags;
  readonly log: Log;
  readonly server: Server;
  readonly started: Promise<void>;
}

/** Before everything listens: without a handler SIGHUP ends the process, and who renews a certificate does not look whether it has started. */
function reloadOnHangUp({ io, flags, log, server, started }: Reloading): () => void {
  const reload = async () => {
    await started;
    try {
      const failed = await server.reload(await configFromFlags(io, flags));
      if (failed.length === 0) log.info({}, 'configuration read again');
      else log.error({ listeners: failed }, 'configuration read again, but for some listeners');
    } catch (error) {
      log.error({ error }, 'the configuration cannot be used; what was in force stays in force');
    }
  };
  // A start that fails ends the command with its own error.
  const onHangUp = () => void reload().catch(() => undefined);
  process.on('SIGHUP', onHangUp);
  return () => process.off('SIGHUP', onHangUp);
}

/** Resolves when the process has been told to stop and `finish` is done. */
function untilInterrupted(io: Io, finish: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    io.onInterrupt(async () => {
      try {
        await finish();
        resolve();
      } catch (error) {
        reject(error as Error);
      }
    });
  });
}
