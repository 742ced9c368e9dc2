import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../components/button.js';
import { useShortcuts } from '../../../lib/page-context.js';
import { useSession } from '../../../lib/session.js';
import type { SearchScope } from '../requests.js';
import type { SearchState } from '../search-state.js';

interface ExportButtonProps {
  readonly state: SearchState;
  readonly scope: SearchScope;
  readonly found: number | undefined;
}

const ExportDialog = lazy(async () => ({ default: (await import('./dialog.js')).ExportDialog }));

/** Only for those who may: a viewer looks, and takes nothing away. */
export function ExportButton(props: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const role = useSession().data?.role;
  const mayExport = role === 'analyst' || role === 'admin';
  const open = () => setOpen(true);
  useShortcuts('Search', mayExport ? { e: { label: 'Export', run: open } } : {});
  if (!mayExport) return null;
  return (
    <>
      <Button label="Export" icon="download" look="quiet" keys="e" onClick={open} />
      <Suspense fallback={null}>{isOpen ? <ExportDialog {...props} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
