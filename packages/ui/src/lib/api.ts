// The one way to the server: JSON in, JSON out, failures as ApiProblem (RFC 9457, with our code and remedy). Requests that change
// something carry the CSRF token that the session answered.

import type { Problem, ProblemPlace } from '@gatehouse/model';

/** What the page says in the server's stead has no more than this. */
type ProblemBody = Pick<Problem, 'status' | 'code' | 'title'> & Partial<Problem>;

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly problems: readonly ProblemPlace[];

  constructor({ status, code, title, detail, remedy, problems }: ProblemBody) {
    super(detail ?? title);
    this.status = status;
    this.code = code;
    this.remedy = remedy ?? '';
    this.problems = problems ?? [];
  }
}

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiParts {
  readonly fetch: typeof fetch;
  /** Called when the server no longer knows who asks. */
  readonly onSignedOut: () => void;
}

export class Api {
  readonly #parts: ApiParts;
  #csrfToken: string | null = null;

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  setCsrfToken(token: string | null): void {
    this.#csrfToken = token;
  }

  get<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.#request('GET', path, options);
  }

  post<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.#request('POST', path, options);
  }

  put<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.#request('PUT', path, options);
  }

  patch<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.#request('PATCH', path, options);
  }

  delete<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.#request('DELETE', path, options);
  }

  /** The answer as it comes, for files. */
  async download(path: string, options: RequestOptions): Promise<Response> {
    return this.#send('POST', path, options);
  }

  async #request<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
    const response = await this.#send(method, path, options);
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  }

  async #send(method: Method, path: string, { query, body, signal }: RequestOptions): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method !== 'GET' && this.#csrfToken !== null) headers['x-csrf-token'] = this.#csrfToken;
    const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal !== undefined) init.signal = signal;
    const response = await this.#fetch(apiUrl(path, query), init);
    if (response.ok) return response;
    const problem = await problemOf(response);
    // A wrong password answers 401 as well, and ends nothing.
    if (problem.code === 'access.denied' && path !== 'session') this.#parts.onSignedOut();
    throw problem;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#parts.fetch(url, init);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ApiProblem({
        status: 0,
        code: 'page.no-answer',
        title: 'The server does not answer.',
        remedy: 'Check that `gatehouse serve` is running and that this machine reaches it; then try again.',
      });
    }
  }
}

export function apiUrl(path: string, query: RequestOptions['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `/api/v1/${path}${text === '' ? '' : `?${text}`}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const fallback = {
    status: response.status,
    code: 'page.unexpected-answer',
    title: `The server answered ${response.status}.`,
  };
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'code' in body) return new ApiProblem(body as ProblemBody);
  } catch {
    // A proxy's answer is no JSON: its status has to do.
  }
  return new ApiProblem({ ...fallback, remedy: 'Try again; if it stays so, the log of the server says why.' });
}
