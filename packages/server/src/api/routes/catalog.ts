// The catalog: /api/v1/catalog. What can be read, how to set up what is to send it, and what people wish could be read.

import { networkInterfaces } from 'node:os';
import {
  buildGuide,
  type Catalog,
  type CatalogEvent,
  type CatalogLabel,
  type DataSource,
  type DataSourceDetail,
  guideJson,
  guideMarkdown,
  type SetupGuide,
  type SourcePack,
  type SourceRequest,
  type SourceRequests as SourceRequestList,
} from '@gatehouse/model';
import Type from 'typebox';
import type { Caller } from '../../access/caller.js';
import { dataSourceDetail, dataSources, packOf } from '../../catalog/data-sources.js';
import type { CatalogListener } from '../../catalog/setup.js';
import type { SourceRequests } from '../../catalog/source-requests.js';
import { AppError } from '../../errors.js';
import { answer } from '../answer.js';
import { type Route, route } from '../route.js';
import { closed, Id } from './access-schemas.js';

const PATH = '/api/v1/catalog';
const reading = { access: 'viewer', scope: 'search' } as const;
const asking = { access: 'viewer', scope: 'save', audit: 'change' } as const;
const params = Type.Object({ source: Id });

const SOURCE = {
  id: Type.String(),
  vendor: Type.String(),
  product: Type.String(),
  deviceType: Type.String(),
  versions: Type.String(),
  formats: Type.Array(Type.String()),
  summary: Type.String(),
  eventTypes: Type.Integer(),
  tokens: Type.Integer(),
  eventSources: Type.Integer({ description: 'Your own that receive it.' }),
};

const Label = answer<CatalogLabel>()(
  Type.Object({
    label: Type.String(),
    tokens: Type.Array(Type.String(), { description: 'Empty: the value goes to `attributes`.' }),
    isFree: Type.Boolean({ description: 'Anything may stand in the value.' }),
    isOptional: Type.Boolean(),
  }),
);
const Event = answer<CatalogEvent>()(
  Type.Object({
    event: Type.String(),
    modules: Type.Array(Type.String()),
    labels: Type.Array(Label),
    outcome: Type.Union([Type.Literal('Success'), Type.Literal('Failure'), Type.Null()]),
  }),
);
const Listener = Type.Object({ id: Type.String(), kind: Type.String(), address: Type.String(), port: Type.Integer() });
const Setup = answer<SetupGuide>()(
  Type.Object({
    listener: Type.Union([Listener, Type.Null()]),
    steps: Type.Array(Type.Object({ title: Type.String(), text: Type.String(), commands: Type.Array(Type.String()) })),
    notes: Type.Array(Type.String()),
  }),
);
const Source = answer<DataSource>()(Type.Object(SOURCE));
const Detail = answer<DataSourceDetail>()(
  Type.Object({ ...SOURCE, events: Type.Array(Event), setup: Type.Array(Setup) }),
);
const Request = answer<SourceRequest>()(
  Type.Object({
    id: Type.String(),
    vendor: Type.String(),
    product: Type.String(),
    notes: Type.String(),
    votes: Type.Integer({ description: 'People who want it; each counts once.' }),
    hasVoted: Type.Boolean(),
    requestedBy: Type.String(),
    createdAt: Type.String(),
  }),
);

export interface CatalogParts {
  /** Those whose events the caller may see. */
  readonly listeners: (caller: Caller) => Promise<readonly CatalogListener[]>;
  readonly requests: SourceRequests;
}

export function catalogRoutes(parts: CatalogParts): readonly Route[] {
  return [...sourceTable(parts), ...requestTable(parts.requests)];
}

function sourceTable({ listeners }: CatalogParts): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: PATH,
      ...reading,
      summary: 'List the products whose log is read',
      response: { 200: answer<Catalog>()(Type.Object({ sources: Type.Array(Source) })) },
      handler: async ({ caller }) => ({ sources: dataSources(await listeners(caller)) }),
    }),
    route({
      method: 'GET',
      path: `${PATH}/{source}`,
      ...reading,
      summary: 'One product: its events, and how to set it up for each of your listeners',
      params,
      response: { 200: Detail },
      handler: async ({ caller, params: { source } }) =>
        dataSourceDetail(requirePack(source), await listeners(caller), ownAddresses()),
    }),
    route({
      method: 'GET',
      path: `${PATH}/{source}/guide`,
      ...reading,
      summary: 'The mapping guide of a product, as data or to be printed',
      params,
      query: closed({ format: Type.Enum(['json', 'md'], { default: 'json' }) }),
      response: { 200: { media: ['application/json', 'text/markdown'] } },
      handler: async ({ params: { source }, query: { format }, reply }) => {
        const guide = buildGuide(requirePack(source));
        reply.type(format === 'md' ? 'text/markdown; charset=utf-8' : 'application/json; charset=utf-8');
        return format === 'md' ? guideMarkdown(guide) : guideJson(guide);
      },
    }),
  ];
}

function requestTable(requests: SourceRequests): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: `${PATH}/requests`,
      ...reading,
      summary: 'List what people wish could be read',
      response: { 200: answer<SourceRequestList>()(Type.Object({ requests: Type.Array(Request) })) },
      handler: async ({ caller }) => ({ requests: await requests.list(caller) }),
    }),
    route({
      method: 'POST',
      path: `${PATH}/requests`,
      ...asking,
      summary: 'Ask for a product that is not in the list',
      description: 'Asking for what somebody has asked for already is a vote.',
      body: closed({
        vendor: Type.String({ minLength: 1, maxLength: 100 }),
        product: Type.String({ minLength: 1, maxLength: 100 }),
        notes: Type.Optional(Type.String({ maxLength: 2000 })),
      }),
      response: { 200: Request },
      handler: ({ caller, body }) => requests.ask(caller, body),
    }),
    route({
      method: 'POST',
      path: `${PATH}/requests/{id}/votes`,
      ...asking,
      summary: 'Say that you want it, too',
      params: Type.Object({ id: Id }),
      response: { 200: Request },
      handler: ({ caller, params: { id } }) => requests.vote(caller, id),
    }),
  ];
}

function requirePack(id: string): SourcePack {
  const pack = packOf(id);
  if (pack === undefined) throw new AppError('catalog.unknown', {});
  return pack;
}

/** Of this machine, as others reach it. */
function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0).map(({ address }) => address);
}
