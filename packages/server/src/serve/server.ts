// The running system: listeners → journal → processor → store, with health and metrics over HTTP. Starts in the order of the
// flow's end to its beginning, so that nothing is received before there is a place for it; stops the other way round.

import { join } from 'node:path';
import { GroupLog } from '../block/group-log.js';
import { blockOfSequence, Processor } from '../block/processor.js';
import type { Config, ListenerConfig } from '../config/keys.js';
import type { Journal } from '../journal/journal.js';
import { journalFolder } from '../journal/journal-tables.js';
import { JournalWriter } from '../journal/journal-writer.js';
import { latestLines } from '../journal/latest-lines.js';
import { openLmdbJournal } from '../journal/lmdb-journal.js';
import type { Log } from '../log.js';
import type { Listener } from '../receive/listener.js';
import { UnfinishedBudget } from '../receive/unfinished-budget.js';
import { openChdbStore } from '../store/chdb-store.js';
import { journalRange } from '../store/journal-range.js';
import { Accounting } from './accounting.js';
import { openEnrichment } from './enrichment.js';
import { Flow, type FlowParts } from './flow.js';
import { type Http, startHttp } from './http.js';
import { createListener, forgottenSettings, sourceSettings } from './listeners.js';
import { SessionThread } from './session-thread.js';
import { createUnreadReport } from './unread-report.js';

export interface ServerParts {
  readonly config: Config;
  readonly log: Log;
  readonly threads: number;
  readonly now: () => Date;
  /** Everybody who reaches the port may do everything; only on loopback. */
  readonly isOpen: boolean;
  /** How many of Node's threads queries may take. */
  readonly queriesAtOnce: number;
}

export interface BoundAddress {
  readonly id: string;
  readonly kind: string;
  readonly address: string;
  readonly port: number;
}

/** Longest time that stopping may take, and the part of it in which what is in the journal may still be stored. */
const STOP_MS = 10_000;
const DRAIN_MS = 5_000;

/** Stored blocks that the journal keeps: for a replay, and to know what RELP clients send again after a crash. */
const KEEP_BYTES = 64 * 2 ** 20;

export class Server {
  readonly #parts: ServerParts;
  readonly #listeners = new Map<string, { readonly config: ListenerConfig; readonly listener: Listener }>();
  readonly #closers: (() => Promise<unknown>)[] = [];
  readonly #unread: ReturnType<typeof createUnreadReport>;
  readonly #unfinished = new UnfinishedBudget();
  #config: Config;
  #flow: Flow | null = null;
  #http: Http | null = null;
  #reloading: Promise<unknown> = Promise.resolve();

  constructor(parts: ServerParts) {
    const { config, log, now } = parts;
    this.#parts = parts;
    this.#config = config;
    this.#unread = createUnreadReport({ dataFolder: config.dataFolder, log, now: () => now().getTime() });
  }

  /** Resolves when everything listens; what was started is stopped again when something cannot be. */
  async start(): Promise<void> {
    try {
      this.#flow = await this.#openFlow();
      this.#flow.processor.start();
      this.#flow.sessions.start();
      await this.#startHttp(this.#flow);
      for (const config of this.#config.listeners) await this.#startListener(config, this.#flow);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** HTTP first, then the listeners in the order of the configuration. */
  get bound(): readonly BoundAddress[] {
    return [...(this.#http === null ? [] : [this.#http.bound]), ...this.#addresses.values()];
  }

  readonly #addresses = new Map<string, BoundAddress>();

  /** For the first administrator, while there is none; a secret: not for the log. */
  async setupLink(): Promise<string | null> {
    return this.#http?.setupLink() ?? null;
  }

  /**
   * Takes over listeners that are new, changed or gone, and certificates. Other keys need a restart, and the log says so. Resolves with
   * the ids of listeners that are not as the configuration wants them; the log says why.
   */
  reload(config: Config): Promise<readonly string[]> {
    const reloaded = this.#reloading.then(() => this.#reload(config));
    this.#reloading = reloaded.catch(() => undefined);
    return reloaded;
  }

  async #reload(config: Config): Promise<readonly string[]> {
    const flow = this.#flow;
    if (flow === null) return [];
    const wanted = new Map(config.listeners.map((listener) => [listener.id, listener]));
    const before = new Map([...this.#listeners].map(([id, { config: running }]) => [id, running]));
    for (const [id, running] of before) {
      if (JSON.stringify(wanted.get(id)) !== JSON.stringify(running)) await this.#stopListener(id, flow);
    }
    this.#config = { ...this.#config, listeners: config.listeners, internalNetworks: config.internalNetworks };
    await flow.replaceProcessor(this.#processor(flow));
    const failed = await this.#reloadCertificate();
    for (const listener of config.listeners) {
      if (!(await this.#takeOver(listener, before.get(listener.id)))) failed.push(listener.id);
    }
    if (JSON.stringify(withoutListeners(config)) !== JSON.stringify(withoutListeners(this.#parts.config))) {
      this.#parts.log.warn({}, 'some changed keys need a restart: everything but listeners and internal networks');
    }
    return failed;
  }

  /** What has failed: `http`, or nothing. */
  async #reloadCertificate(): Promise<string[]> {
    try {
      await this.#http?.reloadCertificate();
      return [];
    } catch (error) {
      this.#parts.log.error({ error }, 'the certificate of the web page stays as it was');
      return ['http'];
    }
  }

  /** False when the listener cannot be had: one listener's trouble is no reason to be without the others. */
  async #takeOver(config: ListenerConfig, before: ListenerConfig | undefined): Promise<boolean> {
    const log = this.#parts.log.child({ listener: config.id });
    const known = this.#listeners.get(config.id)?.listener;
    const flow = this.#flow as Flow;
    try {
      if (known === undefined) await this.#startListener(config, flow);
      else await known.reload?.();
      return true;
    } catch (error) {
      log.error({ error }, known === undefined ? 'the listener cannot be started' : 'its certificate stays as it was');
      if (known === undefined && before !== undefined)
        await this.#startListener(before, flow).then(
          () => log.warn({}, 'the listener goes on as it was configured before'),
          (again: unknown) => log.error({ error: again }, 'nor as it was configured before'),
        );
      return false;
    }
  }

  /** Stops accepting, makes durable and acknowledges what came, stores what time allows; the rest waits in the journal. */
  async stop(): Promise<void> {
    const deadline = Date.now() + STOP_MS;
    await this.#reloading;
    const flow = this.#flow;
    await Promise.allSettled([...this.#listeners.values()].map(({ listener }) => listener.stop()));
    this.#listeners.clear();
    if (flow !== null) {
      const givenUp = await flow.writer.close(Math.max(1000, deadline - Date.now() - DRAIN_MS));
      if (givenUp > 0)
        this.#parts.log.error({ lines: givenUp }, 'lines could not be made durable and were not acknowledged');
      await flow.drain(Math.min(deadline - Date.now() - 1000, DRAIN_MS));
      await flow.processor.stop();
    }
    for (const close of this.#closers.reverse())
      await close().catch((error: unknown) => this.#parts.log.error({ error }, 'closing failed'));
    this.#closers.length = 0;
  }

  async #openFlow(): Promise<Flow> {
    const { config, log, now, queriesAtOnce } = this.#parts;
    const store = await openChdbStore({ folder: config.dataFolder, create: true, queriesAtOnce });
    this.#closers.push(() => store.close());
    const folder = journalFolder(config.dataFolder);
    const damaged = new Set<number>();
    let accounting: Accounting | null = null;
    const journal = await openLmdbJournal({
      folder,
      limitBytes: config.journal.maxBytes,
      keepBytes: KEEP_BYTES,
      onSalvaged: (report) =>
        log.error({ ...report }, 'the file of the journal was damaged; what was found in it is in a new one'),
      onDamaged: (block) => {
        // A block may be read more than once.
        if (damaged.has(block.sequence)) return;
        damaged.add(block.sequence);
        accounting?.damaged(block.lines);
        log.error({ ...block }, 'a block of the journal cannot be read; its lines are lost');
      },
    });
    this.#closers.push(() => journal.close());
    accounting = new Accounting({ clock: () => now().getTime(), carried: journal.facts() });
    const { identity, first, last } = journal.facts();
    const groups = await GroupLog.open(join(config.dataFolder, 'groups'), { identity, first, last });
    if (groups.lost !== null)
      log.error(
        { ...groups.lost },
        'how the journal was stored is not known any more: what waits in it is stored anew',
      );
    const firstBlock = await journalRange(store, { identity, folder }, now());
    const enrichment = await openEnrichment(config, log);
    this.#closers.push(() => enrichment.stop());
    const sessions = new SessionThread({
      store,
      journal: () => ({ first: firstBlock, end: blockOfSequence(firstBlock, journal.facts().released + 1) }),
      onFailure: (error) => log.error({ error }, 'VPN sessions are behind; their events wait in the store'),
    });
    this.#closers.push(() => sessions.stop());
    const writer = this.#writer(journal, accounting);
    return new Flow({ store, journal, accounting, groups, firstBlock, enrichment, sessions, writer }, (flow) =>
      this.#processor(flow),
    );
  }

  #writer(journal: Journal, accounting: Accounting): JournalWriter {
    const { config, log } = this.#parts;
    return new JournalWriter({
      journal,
      delayMs: config.journal.commitMs,
      onJournaled: (segments) => accounting.journaled(segments),
      onRefused: (received) => accounting.journalRefused(received),
      onTrouble: (trouble) => {
        if (trouble === null) log.info({}, 'the journal takes what comes again');
        else
          log.error(
            { error: trouble },
            'the journal takes nothing: TCP, TLS and RELP wait, UDP is refused and counted',
          );
      },
    });
  }

  #processor({ store, journal, groups, firstBlock, accounting, enrichment, sessions }: FlowParts): Processor {
    const { log, threads } = this.#parts;
    const config = this.#config;
    return new Processor({
      journal,
      store,
      groups,
      firstBlock,
      threads,
      sources: sourceSettings(config, (file) =>
        log.error({ ...file }, 'the sources of earlier configurations cannot be read; the file is set aside'),
      ),
      onForgotten: (sourceId) => {
        log.error({ sourceId }, 'lines of a source that is not known any more are read with the settings of a new one');
        return forgottenSettings(config, sourceId);
      },
      onUnread: this.#unread,
      enrichment: () => enrichment.tables,
      onStored: (group) => {
        accounting.stored(group);
        sessions.wake();
      },
      onFailure: (error) => {
        accounting.storeFailed();
        log.error({ error }, 'the store cannot take events; they wait in the journal');
      },
    });
  }

  async #startHttp({ store, journal, accounting, enrichment, sessions, writer: sink }: Flow): Promise<void> {
    const { isOpen, log, now } = this.#parts;
    const requireListeners = () => this.#requireListeners();
    const around = { config: () => this.#config, isOpen, log, now, closers: this.#closers, requireListeners };
    this.#http = await startHttp({ store, journal, accounting, enrichment, sessions, sink, ...around });
  }

  #requireListeners(): void {
    const missing = this.#config.listeners.filter(({ id }) => !this.#listeners.has(id));
    if (missing.length > 0) throw new Error(`not listening: ${missing.map(({ id }) => id).join(', ')}`);
  }

  async #startListener(config: ListenerConfig, { accounting, writer, journal }: Flow): Promise<void> {
    const { id, kind } = config;
    const silentAfterSeconds = 'silentAfterSeconds' in config ? config.silentAfterSeconds : 0;
    const account = accounting.listener({ id, kind, silentAfterSeconds });
    const log = this.#parts.log.child({ listener: id });
    const latest = (peer: string) => latestLines(journal, { sourceId: id, peer });
    const parts = { sink: writer, counters: account, log, latest, unfinished: this.#unfinished };
    const listener = createListener(config, this.#config.dataFolder, parts);
    const bound = await listener.start();
    account.bound(bound);
    this.#addresses.set(id, { id, kind, ...bound });
    this.#listeners.set(id, { config, listener });
  }

  async #stopListener(id: string, { accounting }: Flow): Promise<void> {
    await this.#listeners.get(id)?.listener.stop();
    this.#listeners.delete(id);
    this.#addresses.delete(id);
    accounting.listenerOf(id)?.bound(null);
  }
}

function withoutListeners(config: Config): Omit<Config, 'listeners' | 'internalNetworks'> {
  const { listeners: _listeners, internalNetworks: _networks, ...rest } = config;
  return rest;
}
