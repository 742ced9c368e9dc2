// Which places of the page a link may lead to: a path of ours with its query string. What a browser would take for another host, or the
// server for one of its own routes, is refused.

import { AppError } from '../errors.js';

const MOST_PATH = 8000;

/** Nobody's: a path that leaves it leaves the page. */
const HERE = 'http://page.invalid';

/** First parts of paths that the server answers by itself. */
const OWN = ['api', 's', 'healthz', 'readyz', 'metrics', 'status', 'setup', 'assets'];

/** As a browser reads it: what is left has nothing but printable ASCII. Throws `link.invalid`. */
export function pagePath(text: string): string {
  if (text.length > MOST_PATH) throw invalid(`it is longer than ${MOST_PATH} characters`);
  // Browsers read a backslash as a slash, and skip control characters.
  if (/[\p{Cc}\\]/u.test(text)) throw invalid('it holds a control character or a backslash');
  if (!text.startsWith('/') || text.startsWith('//')) throw invalid('it does not begin with one slash');
  const url = URL.canParse(text, HERE) ? new URL(text, HERE) : null;
  if (url === null || url.origin !== HERE || url.username !== '') throw invalid('it leads elsewhere');
  const path = url.pathname + url.search;
  if (path.startsWith('//')) throw invalid('it leads elsewhere');
  const [, first = ''] = decodedParts(url.pathname);
  if (OWN.includes(first)) throw invalid(`/${first} is no page`);
  if (path.length > MOST_PATH) throw invalid(`it is longer than ${MOST_PATH} characters`);
  return path;
}

function decodedParts(pathname: string): readonly string[] {
  try {
    return decodeURIComponent(pathname).split('/');
  } catch (error) {
    throw invalid('its percent signs are not followed by two digits', error);
  }
}

function invalid(problem: string, cause?: unknown): AppError {
  return new AppError('link.invalid', { problem }, { cause });
}
