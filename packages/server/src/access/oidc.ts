// Signing in with an identity provider: OpenID Connect, the authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0
// section 3.1, RFC 7636, RFC 9700). Who somebody is, is what the provider calls them: issuer and subject; names and addresses change.
//
// What has to be known when the browser comes back stands in a cookie, sealed: nobody who only asks can fill a memory or a disk.

import type { Configuration } from 'openid-client';
import { AppError } from '../errors.js';
import type { ProvidedPerson } from './accounts.js';
import { grantFor, groupsIn } from './grants.js';
import type { ProviderSettings } from './provider-settings.js';
import { Seal } from './sealed.js';

export const FLOW_SECONDS = 600;
/** The provider's addresses are asked for again after this. */
const DISCOVERY_MS = 3_600_000;
const PATIENCE_SECONDS = 10;
const CALLBACK = '/api/v1/session/oidc/callback';

export interface OidcParts {
  readonly settings: ProviderSettings;
  /** Where people find this server. */
  readonly baseUrl: () => string;
  readonly now: () => number;
  /** The provider does not do what it should: for the log, not for whoever signs in. */
  readonly onTrouble: (error: unknown) => void;
}

export interface Beginning {
  /** Of the provider. */
  readonly location: string;
  /** To be kept by the browser until it comes back. */
  readonly flow: string;
}

export interface Arrival {
  readonly person: ProvidedPerson;
  /** Path of the page where they wanted to go. */
  readonly to: string;
}

interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly to: string;
  readonly expiresAt: number;
}

type Library = typeof import('openid-client');
type Claims = Readonly<Record<string, unknown>>;

export class Oidc {
  readonly #parts: OidcParts;
  readonly #seal = new Seal();
  #found: { readonly at: number; readonly configuration: Promise<Configuration> } | null = null;

  constructor(parts: OidcParts) {
    this.#parts = parts;
  }

  get name(): string {
    return this.#parts.settings.name;
  }

  /** Throws `access.provider-failed`. */
  async begin(to: string): Promise<Beginning> {
    const [library, configuration] = [await load(), await this.#configuration()];
    const [state, nonce] = [library.randomState(), library.randomNonce()];
    const verifier = library.randomPKCECodeVerifier();
    const location = library.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#parts.baseUrl() + CALLBACK,
      scope: this.#parts.settings.scope,
      code_challenge: await library.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const expiresAt = this.#parts.now() + FLOW_SECONDS * 1000;
    const flow: Flow = { state, nonce, verifier, to: pathWithin(to), expiresAt };
    return { location: location.href, flow: this.#seal.close(JSON.stringify(flow)) };
  }

  /** `search`: what the provider has put behind the address. Throws what has to be told. */
  async finish(sealed: string | null, search: string): Promise<Arrival> {
    const flow = this.#opened(sealed);
    if (flow === null || new URLSearchParams(search).get('state') !== flow.state)
      throw new AppError('access.sign-in-expired', {});
    const claims = await this.#claims(flow, search);
    const { issuer, groupsClaim, grants } = this.#parts.settings;
    const grant = grantFor(groupsIn(claims, groupsClaim), grants);
    if (grant === null) throw new AppError('access.not-granted', {});
    const { role, tenants } = grant;
    return { person: { issuer, subject: String(claims['sub']), name: nameIn(claims), role, tenants }, to: flow.to };
  }

  #opened(sealed: string | null): Flow | null {
    const text = sealed === null ? null : this.#seal.open(sealed);
    const flow = text === null ? null : (JSON.parse(text) as Flow);
    return flow === null || flow.expiresAt <= this.#parts.now() ? null : flow;
  }

  async #claims({ state, nonce, verifier }: Flow, search: string): Promise<Claims> {
    const [library, configuration] = [await load(), await this.#configuration()];
    const here = new URL(`${this.#parts.baseUrl()}${CALLBACK}?${search}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    try {
      const tokens = await library.authorizationCodeGrant(configuration, here, checks);
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('there is no ID token');
      const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = hasMore ? await library.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return { ...more, ...claims };
    } catch (error) {
      // What the provider says to the browser, anybody can say.
      if (error instanceof library.AuthorizationResponseError)
        throw new AppError('access.provider-refused', { reason: wordIn(error.error) }, { cause: error });
      throw this.#trouble(error);
    }
  }

  async #configuration(): Promise<Configuration> {
    const at = this.#parts.now();
    if (this.#found === null || at - this.#found.at > DISCOVERY_MS)
      this.#found = { at, configuration: this.#discover() };
    try {
      return await this.#found.configuration;
    } catch (error) {
      this.#found = null;
      throw this.#trouble(error);
    }
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#parts.settings;
    const library = await load();
    // Only on this machine: the settings have been checked.
    const execute = issuer.startsWith('http:') ? [library.allowInsecureRequests] : [];
    const options = { execute, timeout: PATIENCE_SECONDS };
    const found = await library.discovery(new URL(issuer), clientId, undefined, undefined, options);
    const metadata = found.serverMetadata();
    // Without a word of the provider's: OpenID Connect Discovery 1.0 section 3.
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const proof = methods.includes('client_secret_basic') ? library.ClientSecretBasic : library.ClientSecretPost;
    const authentication = clientSecret === null ? library.None() : proof(clientSecret);
    const configuration = new library.Configuration(metadata, clientId, clientSecret ?? undefined, authentication);
    configuration.timeout = PATIENCE_SECONDS;
    for (const change of execute) change(configuration);
    return configuration;
  }

  #trouble(error: unknown): AppError {
    if (error instanceof AppError) return error;
    this.#parts.onTrouble(error);
    return new AppError('access.provider-failed', {}, { cause: error });
  }
}

/** Loaded when somebody signs in: commands need none of it. */
function load(): Promise<Library> {
  return import('openid-client');
}

/** A path of the page and nothing else: neither another host, nor the API. */
function pathWithin(to: string): string {
  const isPath = /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(to) && !to.includes('\\');
  return isPath && !to.startsWith('/api/') ? to : '/';
}

function nameIn(claims: Claims): string {
  const names = ['name', 'preferred_username', 'email', 'sub'].map((claim) => claims[claim]);
  return String(names.find((name) => typeof name === 'string' && name.trim() !== '') ?? '');
}

function wordIn(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? error : 'without a reason';
}
