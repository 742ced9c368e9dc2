import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { useShortcuts } from './page-context.js';

/** Esc goes back to where one came from; whoever came by a link goes to the list. */
export function useGoBack(group: string, list: string): void {
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  useShortcuts(group, {
    Escape: { label: 'Back', run: () => (canGoBack ? router.history.back() : void navigate({ to: list })) },
  });
}
