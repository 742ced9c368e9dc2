import type { Link } from '@gatehouse/model';
import { copyText } from './clipboard.js';
import { useApi, useToasts } from './page-context.js';

/** Copies a short link to a place in the page; where none can be made, the long one does the same. */
export function useShare(pathOf: () => string): () => Promise<void> {
  const api = useApi();
  const toasts = useToasts();
  return async () => {
    const path = pathOf();
    // Where this browser has found the server: it is no worse than what the server knows of that.
    const short = await api.post<Link>('links', { body: { path } }).then(
      ({ id }) => `/s/${id}`,
      () => path,
    );
    const isCopied = await copyText(`${window.location.origin}${short}`);
    toasts.say(
      isCopied ? 'Link with fixed times copied' : 'The browser does not let this page copy',
      isCopied ? 'good' : 'bad',
    );
  };
}
