// The web page's files, as packages/ui builds them: read once into a table, so that no path of a request ever reaches the file system.
// In: a path and what encodings the browser takes. Out: bytes and headers. Paths that name no file are places inside the page: they get
// its document, and the page's own router does the rest.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface PageAnswer {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PageRequest {
  /** As it came, without the query. */
  readonly path: string;
  readonly acceptEncoding: string;
}

/** Null: this is none of the page's paths. */
export type Page = (request: PageRequest) => PageAnswer | null;

/**
 * Scripts and styles of our own only; nothing is evaluated, framed, or sent elsewhere. Styles that the page's code sets on elements are
 * not subject to this policy, those in markup are.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** What has a dot in its name is a file at the top and in assets/; deeper it is a value: /people/ann.lee, /addresses/192.0.2.1. */
const FILE = /^\/(?:assets\/.*|\.[^/]*\/.*|[^/]*\.[^/]*)$/;

interface PageFile {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly encoded: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** `null` when the page has not been built. */
export function readPage(folder: string): Page | null {
  const files = readFiles(folder);
  const document = files.get('/index.html');
  if (document === undefined) return null;
  return ({ path, acceptEncoding }) => {
    if (/^\/api(\/|$)/.test(path)) return null;
    const file = files.get(path) ?? (FILE.test(path) ? undefined : document);
    return file === undefined ? null : answerOf(file, acceptEncoding);
  };
}

function answerOf({ bytes, headers, encoded }: PageFile, acceptEncoding: string): PageAnswer {
  const accepted = new Set(acceptEncoding.split(',').map((part) => part.trim().split(';')[0]));
  const twin = encoded.find(({ name }) => accepted.has(name));
  if (twin === undefined) return { bytes, headers };
  return { bytes: twin.bytes, headers: { ...headers, 'content-encoding': twin.name } };
}

function readFiles(folder: string): ReadonlyMap<string, PageFile> {
  const names = filesBelow(folder, '');
  const served = names.filter((name) => TYPES[extname(name)] !== undefined && !name.startsWith('/.'));
  return new Map(served.map((name) => [name, readFile(folder, name, new Set(names))]));
}

function filesBelow(folder: string, below: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const name = `${below}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(join(folder, entry.name), name) : [name];
    });
  } catch {
    // Not built: the caller says so.
    return [];
  }
}

function readFile(folder: string, name: string, names: ReadonlySet<string>): PageFile {
  const bytes = readFileSync(join(folder, name));
  const twins = ENCODINGS.filter(({ suffix }) => names.has(name + suffix));
  return {
    bytes,
    headers: headersOf(name, bytes),
    encoded: twins.map((encoding) => ({
      name: encoding.name,
      bytes: readFileSync(join(folder, name + encoding.suffix)),
    })),
  };
}

/** Names in assets/ carry a digest of the content: they never change. Everything else is asked for again. */
function headersOf(name: string, bytes: Buffer): Readonly<Record<string, string>> {
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  return {
    'content-type': type,
    'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    vary: 'accept-encoding',
    ...(name.endsWith('.html') ? { 'content-security-policy': PAGE_POLICY } : {}),
  };
}
