import type { Link } from '@gatehouse/model';
import { copyText } from './clipboard.js';
import { useApi, useToasts } from './page-context.js';

/** Copies a short link to a place in the page; where none can be made, the long one does the same. */
export function useShare(pathOf: () => string): () => Promise<void> {
  const api = useApi();
  const toasts = useToasts();
  return async () => {
    const path = pathOf();
    const { url } = await api
      .post<Link>('links', { body: { path } })
      .catch(() => ({ url: `${window.location.origin}${path}` }));
    const isCopied = await copyText(url);
    toasts.say(
      isCopied ? 'Link with fixed times copied' : 'The browser does not let this page copy',
      isCopied ? 'good' : 'bad',
    );
  };
}
