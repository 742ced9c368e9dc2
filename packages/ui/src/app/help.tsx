import { Dialog } from '../components/dialog.js';
import { Keys } from '../components/keys.js';
import { useShortcutTable } from '../lib/page-context.js';

/** All keys that do something here and now. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const shortcuts = useShortcutTable().list();
  const groups = [...new Set(shortcuts.map(({ group }) => group))];
  return (
    <Dialog title="Keys" onClose={onClose} size="wide">
      <div className="help">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map(({ keys, label }) => (
                  <div key={keys} className="help-row">
                    <dt>{label}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
