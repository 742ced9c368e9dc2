// For tests: a real identity provider (oidc-provider) on loopback, where signing in is a matter of the test saying who it is, and a browser that
// follows redirects and keeps cookies.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { Provider } from 'oidc-provider';

export const CLIENT = { id: 'gatehouse', secret: 'made up: not/a secret&' } as const;

export interface IdentityProvider {
  readonly issuer: string;
  /** Who is at the browser; null: somebody who goes away. */
  person: { readonly subject: string; readonly claims: Readonly<Record<string, unknown>> } | null;
  stop(): Promise<void>;
}

export async function startProvider(context: TestContext, redirectUri: () => string): Promise<IdentityProvider> {
  const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, object>();
  const found: IdentityProvider = {
    issuer,
    person: null,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  // When it is first asked both sides know where they are.
  const create = () =>
    new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [redirectUri()],
        },
      ],
      claims: { openid: ['sub'], profile: ['name', 'groups'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: () => '/interaction' },
      pkce: { required: () => true },
      cookies: { keys: ['made up'] },
      findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people.get(id) }) }),
      async loadExistingGrant({ oidc }) {
        const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    });
  let provider: Provider | null = null;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    provider ??= create();
    if (request.url !== '/interaction') return provider.callback()(request, response);
    const { person } = found;
    if (person !== null) people.set(person.subject, person.claims);
    const result = person === null ? { error: 'access_denied' } : { login: { accountId: person.subject } };
    void provider.interactionFinished(request, response, result);
  };
  context.after(() => found.stop());
  return found;
}

/** Follows redirects, as a browser does, with the cookies of each host. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** The answer at which it ends, and all addresses on the way. */
  async open(
    url: string,
    stopAt: (url: URL) => boolean = () => false,
  ): Promise<{ response: Response; way: readonly URL[] }> {
    const way = [new URL(url)];
    for (;;) {
      const here = way.at(-1) as URL;
      const response = await fetch(here, { redirect: 'manual', headers: { cookie: this.#header(here) } });
      for (const cookie of response.headers.getSetCookie()) this.#keep(here, cookie);
      const location = response.headers.get('location');
      if (location === null || way.length > 12) return { response, way };
      const next = new URL(location, here);
      way.push(next);
      if (stopAt(next)) return { response, way };
    }
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(`${origin} ${name}`);
  }

  forget(origin: string): void {
    for (const key of this.#cookies.keys()) if (key.startsWith(`${origin} `)) this.#cookies.delete(key);
  }

  #keep({ origin }: URL, cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    const isOver = /max-age=0|expires=thu, 01 jan 1970/i.test(cookie);
    const key = `${origin} ${pair.slice(0, at)}`;
    if (isOver) this.#cookies.delete(key);
    else this.#cookies.set(key, pair.slice(at + 1));
  }

  #header({ origin }: URL): string {
    const own = [...this.#cookies].filter(([key]) => key.startsWith(`${origin} `));
    return own.map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`).join('; ');
  }
}
