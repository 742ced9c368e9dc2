import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Api, ApiProblem } from '../lib/api.js';
import { PageContext, type PageParts } from '../lib/page-context.js';
import { PreferenceStore } from '../lib/preferences.js';
import { SESSION_KEY } from '../lib/session.js';
import { ShortcutTable } from '../lib/shortcuts.js';
import { ToastStore } from '../lib/toasts.js';
import { createPageRouter } from './router.js';
import { followTheme } from './theme.js';
import './theme.css';
import '../components/components.css';
import '../components/frame.css';
import '../components/layers.css';
import '../components/marks.css';
import './shell.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && isPassing(error),
    },
  },
});

/** The server is starting, or has too much to do. */
function isPassing({ status }: ApiProblem): boolean {
  return status === 0 || status === 503 || status === 429;
}

const parts: PageParts = {
  api: new Api({
    fetch: (input, init) => fetch(input, init),
    onSignedOut: () => queries.setQueryData(SESSION_KEY, null),
  }),
  preferences: new PreferenceStore(localStorage),
  shortcuts: new ShortcutTable(() => performance.now()),
  toasts: new ToastStore(),
};
followTheme(parts.preferences);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <PageContext value={parts}>
        <RouterProvider router={createPageRouter()} />
      </PageContext>
    </QueryClientProvider>
  </StrictMode>,
);
