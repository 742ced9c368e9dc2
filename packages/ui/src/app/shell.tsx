import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { Icon } from '../components/icon.js';
import { ProblemNote } from '../components/note.js';
import { Text } from '../components/text.js';
import { useShortcuts, useShortcutTable, useToasts } from '../lib/page-context.js';
import { useSession } from '../lib/session.js';
import { isTypingIn, keyOf } from '../lib/shortcuts.js';
import { LoginPage } from '../pages/login/page.js';
import { PasswordPage } from '../pages/login/password.js';
import { SetupPage } from '../pages/login/setup.js';
import { HelpDialog } from './help.js';
import { NavigationBar } from './navigation.js';

const Palette = lazy(async () => ({ default: (await import('./palette.js')).Palette }));

/** What surrounds every page: the bar, the keys, the palette; or the login in place of all. */
export function Shell() {
  const session = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [layer, setLayer] = useState<'palette' | 'help' | null>(null);
  useKeys();
  useShortcuts('Everywhere', {
    'Mod+k': { label: 'Go to, find, run …', run: () => setLayer('palette'), whileTyping: true },
    '?': { label: 'Show all keys', run: () => setLayer('help') },
  });
  if (session.isPending) return <div className="waiting" aria-busy="true" />;
  if (session.isError) return <ProblemNote error={session.error} onRetry={() => void session.refetch()} />;
  // Whoever is signed in here: the link may be another's.
  if (path === '/password') return <PasswordPage />;
  if (session.data === null) return path === '/setup' ? <SetupPage /> : <LoginPage />;
  return (
    <div className="shell">
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <NavigationBar person={session.data} openPalette={() => setLayer('palette')} openHelp={() => setLayer('help')} />
      <main id="page" className="page" tabIndex={-1}>
        <Suspense fallback={<div className="waiting" aria-busy="true" />}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense fallback={null}>{layer === 'palette' ? <Palette onClose={() => setLayer(null)} /> : null}</Suspense>
      {layer === 'help' ? <HelpDialog onClose={() => setLayer(null)} /> : null}
      <PageTitle />
      <ToastLine />
    </div>
  );
}

/** One listener for all shortcuts of the page. */
function useKeys(): void {
  const table = useShortcutTable();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.composedPath()[0] ?? null;
      const isTaken = isTypingIn(target) || isInFront() || (event.key === 'Enter' && isPressable(target));
      if (table.press(keyOf(event), isTaken)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [table]);
}

/** A dialog or a menu has the keys to itself. */
function isInFront(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary') !== null;
}

function PageTitle() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [, name = ''] = path.split('/');
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)} · Gatehouse`;
  return <title>{name === '' ? 'Gatehouse' : title}</title>;
}

function ToastLine() {
  const toasts = useToasts();
  const toast = useSyncExternalStore(toasts.subscribe, toasts.get);
  return (
    <div className="toasts" role="status">
      {toast === null ? null : (
        <p className={`toast toast-${toast.tone}`}>
          <Icon name={toast.tone === 'good' ? 'check' : 'alert'} />
          <Text value={toast.text} />
        </p>
      )}
    </div>
  );
}
