// What commands ask of the API of a running server. In: a path and a body. Out: the answer, or the error that the server has told.

import { createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import type { Problem } from '@gatehouse/model';
import { AppError } from '../errors.js';
import type { Io } from './io.js';
import { type Answer, type Exchange, exchange, reasonOf, type Server, textIn } from './server-exchange.js';
import { untilInterrupted } from './until-interrupted.js';

const PATIENCE_MS = 120_000;
/** A server that is asked too often says when to ask again. */
const MOST_WAIT_SECONDS = 60;
const TRIES = 5;

export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

export class ServerClient {
  readonly #server: Server;
  readonly #signal: AbortSignal;

  constructor(server: Server, signal: AbortSignal) {
    this.#server = server;
    this.#signal = signal;
  }

  async get<Result>(path: string, parameters: Parameters = {}): Promise<Result> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, String(value));
    return this.#json(await this.#ask({ method: 'GET', path: `/api/v1/${path}?${search}` }));
  }

  async post<Result>(path: string, body: unknown): Promise<Result> {
    return this.#json(await this.#ask({ method: 'POST', path: `/api/v1/${path}`, body }));
  }

  /** Into a file that is not there yet; one that is not whole is removed. */
  async download(path: string, body: unknown, file: string): Promise<void> {
    const answer = await this.#ask({ method: 'POST', path: `/api/v1/${path}`, body });
    try {
      await pipeline(answer.body, createWriteStream(file, { flags: 'wx' }));
    } catch (error) {
      rmSync(file, { force: true });
      throw this.#unreachable(error);
    }
  }

  async #json<Result>(answer: Answer): Promise<Result> {
    try {
      return JSON.parse(await textIn(answer)) as Result;
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async #ask(asked: Omit<Exchange, 'patienceMs' | 'signal'>): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#exchange(asked);
      if (answer.status === 200) return answer;
      const problem = problemIn(await textIn(answer));
      const { retryAfterSeconds: seconds } = answer;
      if (answer.status !== 429 || tries === TRIES || seconds > MOST_WAIT_SECONDS) throw this.#refusal(answer, problem);
      await setTimeout(Math.max(1, seconds) * 1000, undefined, { signal: this.#signal });
    }
  }

  async #exchange(asked: Omit<Exchange, 'patienceMs' | 'signal'>): Promise<Answer> {
    try {
      return await exchange(this.#server, { ...asked, patienceMs: PATIENCE_MS, signal: this.#signal });
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  #refusal({ status }: Answer, problem: Partial<Problem>): AppError {
    const { detail, remedy } = problem;
    if (detail === undefined) return this.#unreachable(new Error(`what answers there is not Gatehouse (${status})`));
    return new AppError('server.refused', { message: detail, remedy: remedy ?? '' });
  }

  #unreachable(error: unknown): AppError {
    return new AppError(
      'server.unreachable',
      { url: this.#server.url.origin, reason: reasonOf(error) },
      { cause: error },
    );
  }
}

/** Requests that are under way are ended when somebody presses Ctrl-C. */
export async function withClient(
  io: Io,
  { server, customer }: { readonly server: Server; readonly customer: string | undefined },
  run: (client: ServerClient) => Promise<void>,
): Promise<void> {
  if (customer !== undefined) {
    const reason =
      'a server shows the customers of its token: make one for this customer, or open the store with --data';
    throw new AppError('option.invalid', { option: '--customer', value: customer, reason });
  }
  const ending = new AbortController();
  await untilInterrupted(io, { close: async () => ending.abort() }, () => run(new ServerClient(server, ending.signal)));
}

function problemIn(text: string): Partial<Problem> {
  try {
    const problem: unknown = JSON.parse(text);
    return typeof problem === 'object' && problem !== null && 'code' in problem ? (problem as Partial<Problem>) : {};
  } catch {
    // A proxy's answer is no JSON.
    return {};
  }
}
