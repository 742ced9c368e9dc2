// Short links to a state of the page: made under /api/v1/links, followed at /s/{id}.

import type { Link } from '@gatehouse/model';
import Type from 'typebox';
import type { Authenticator, Caller } from '../../access/caller.js';
import { AppError } from '../../errors.js';
import type { Links, StoredLink } from '../../searches/links.js';
import { answer } from '../answer.js';
import type { Page } from '../page.js';
import { publicRoute, type Route, type RouteReply, type RouteRequest, route } from '../route.js';
import { closed, Id } from './access-schemas.js';
import type { Place } from './place.js';

const PATH = '/api/v1/links';
const params = Type.Object({ id: Id });

const LinkAnswer = answer<Link>()(
  Type.Object({
    id: Type.String(),
    url: Type.String({ description: 'Short and absolute.' }),
    path: Type.String({ description: 'State of the page: its path with the query string.' }),
    createdAt: Type.String(),
  }),
);

export interface LinkParts extends Place {
  readonly links: Links;
  readonly authenticator: Authenticator;
  /** Null when it is not built. */
  readonly page: Page | null;
}

export function linkRoutes(parts: LinkParts): readonly Route[] {
  const { links } = parts;
  return [
    route({
      method: 'POST',
      path: PATH,
      access: 'viewer',
      scope: 'save',
      audit: 'change',
      summary: 'Make a short link to a state of the page',
      description: 'For whoever signs in and has a customer in common with you. The same state has the same link.',
      body: closed({
        path: Type.String({ minLength: 1, maxLength: 8000, description: 'Path of a page with its query string.' }),
      }),
      response: { 200: LinkAnswer },
      handler: async ({ caller, body }) => linkOf(await links.create(caller, body.path), parts),
    }),
    route({
      method: 'GET',
      path: `${PATH}/{id}`,
      access: 'viewer',
      scope: 'search',
      summary: 'Say where a short link leads',
      params,
      response: { 200: LinkAnswer },
      handler: async ({ caller, params: { id } }) => linkOf(await links.get(caller, id), parts),
    }),
    publicRoute({
      method: 'GET',
      path: '/s/{id}',
      summary: 'Follow a short link',
      description: 'Whoever is not signed in gets the page, which asks them to; it comes back here then.',
      params,
      response: { 200: { media: ['text/html'] }, 302: { media: [] } },
      handler: async ({ params: { id }, request, reply }) => {
        const caller = await callerOf(parts.authenticator, request);
        if (caller === null) return sendPage(parts.page, reply);
        reply.status(302);
        reply.header('location', await placeOf(links, caller, id));
        return '';
      },
    }),
  ];
}

/** Never where the request says that it was sent to: whoever sends it says what they like. */
function linkOf(link: StoredLink, { baseUrl }: Place): Link {
  return { ...link, url: `${baseUrl()}/s/${link.id}` };
}

async function callerOf(authenticator: Authenticator, request: RouteRequest): Promise<Caller | null> {
  try {
    const { headers, cookies, address } = request;
    return await authenticator.authenticate({ method: 'GET', headers, cookies, address });
  } catch (error) {
    if (error instanceof AppError && error.code === 'access.denied') return null;
    throw error;
  }
}

/** The page says that it has no such place, and what may be wrong with the address. */
const NOWHERE = '/no-such-link';

async function placeOf(links: Links, caller: Caller, id: string): Promise<string> {
  try {
    return (await links.get(caller, id)).path;
  } catch (error) {
    if (error instanceof AppError && error.code === 'link.unknown') return NOWHERE;
    throw error;
  }
}

function sendPage(page: Page | null, reply: RouteReply): string {
  const document = page?.({ path: '/', acceptEncoding: '' }) ?? null;
  if (document === null) throw new AppError('access.denied', {});
  for (const [name, value] of Object.entries(document.headers)) reply.header(name, value);
  reply.type('text/html; charset=utf-8');
  return document.bytes.toString('utf8');
}
