// How a route is declared: once, as a row of a table. Validation, the document of the API, who may ask, limits and the tests of all that
// derive from the row. A route that states no access does not compile.

import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Static, TSchema } from 'typebox';
import type { Caller, Role, Scope } from '../access/caller.js';
import type { AuditAction } from '../audit/audit.js';
import type { AuditNote } from './audited.js';

/** An answer that is no JSON: its media types, of which the handler states one with `reply.type`. */
export interface Media {
  readonly media: readonly string[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

type Answers = Readonly<Record<number, TSchema | Media>>;

type Given<Schema> = Schema extends TSchema ? Static<Schema> : undefined;
type Returned<Schema> = Schema extends TSchema ? Static<Schema> : string | Readable;

export interface RouteRequest {
  readonly headers: IncomingHttpHeaders;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly address: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly isSecure: boolean;
  /** Aborted when the client goes away before it has the answer, and when the server stops. */
  readonly signal: AbortSignal;
}

export interface RouteReply {
  /** 200 without it; only statuses that the route declares. */
  status(code: number): void;
  type(media: string): void;
  header(name: string, value: string | readonly string[]): void;
}

export interface RouteContext<Who, Params, Query, Body> {
  readonly caller: Who;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: RouteRequest;
  readonly reply: RouteReply;
  readonly audit: AuditNote;
}

/** What may be stated of a route beside its handler. */
export interface RouteFacts {
  readonly method: Method;
  /** `/api/v1/events/{id}` */
  readonly path: `/${string}`;
  /** Least role; `public`: whoever reaches the port. */
  readonly access: Role | 'public';
  /** Programs on this very machine need not say who they are, as long as nobody else can look like one. */
  readonly isOpenLocally?: true;
  /** What a limited token must name; public routes have none. */
  readonly scope?: Scope;
  /** One line in the imperative, for the document. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly response: Answers;
  /** Kind of the entry that the audit gets of every request; absent: none. */
  readonly audit?: AuditAction;
  /** Bytes of a body; 64 KiB without it. */
  readonly bodyLimit?: number;
  /** Requests that weigh more in the rate limit than one. */
  readonly cost?: number;
}

export interface Route extends RouteFacts {
  handler(context: RouteContext<Caller | null, unknown, unknown, unknown>): Promise<unknown>;
}

interface Typed<Who, Params, Query, Body, Response> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Response;
  handler(
    context: RouteContext<Who, Given<Params>, Given<Query>, Given<Body>>,
  ): Promise<Returned<Response[keyof Response]>>;
}

type Schema = TSchema | undefined;
type Stated = Omit<RouteFacts, 'access' | 'scope' | 'params' | 'query' | 'body' | 'response'>;

/** A row for callers; its types are checked against each other. A table holds rows of all kinds. */
export function route<
  const Response extends Answers,
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
>(
  declaration: Stated & { readonly access: Role; readonly scope: Scope } & Typed<Caller, Params, Query, Body, Response>,
): Route {
  return declaration as unknown as Route;
}

/** A row that everybody may ask who reaches the port. */
export function publicRoute<
  const Response extends Answers,
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
>(declaration: Stated & Typed<null, Params, Query, Body, Response>): Route {
  return { ...declaration, access: 'public' } as unknown as Route;
}
