import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '../components/dialog.js';
import { Icon, type IconName } from '../components/icon.js';
import { Keys } from '../components/keys.js';
import { Text } from '../components/text.js';
import { type Jump, jumpsOf } from '../lib/jump.js';
import { useShortcutTable } from '../lib/page-context.js';
import { PAGES } from './pages.js';

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly icon: IconName;
  readonly keys?: string;
  readonly run: () => void;
}

const ICONS: Readonly<Record<Jump['target']['page'], IconName>> = {
  search: 'search',
  address: 'address',
  person: 'people',
  session: 'sessions',
  event: 'file',
};

/** One box for everything: pages, what the keys do, and whatever was pasted. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const choices = useChoices(text);
  const chosen = choices[Math.min(at, choices.length - 1)];
  const run = (choice: Choice) => {
    onClose();
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === 'Enter' && chosen !== undefined) run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Go to, find, run" onClose={onClose} hidesTitle>
      <input
        className="palette-input"
        role="combobox"
        aria-label="Go to, find, run"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        placeholder="A page, an address, a user, a session id, a query …"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" id={listId} role="listbox" aria-label="Choices">
        {choices.map((choice) => (
          <PaletteRow
            key={choice.id}
            id={`${listId}-${choice.id}`}
            choice={choice}
            isChosen={choice === chosen}
            run={run}
          />
        ))}
      </div>
    </Dialog>
  );
}

interface PaletteRowProps {
  readonly id: string;
  readonly choice: Choice;
  readonly isChosen: boolean;
  readonly run: (choice: Choice) => void;
}

function PaletteRow({ id, choice, isChosen, run }: PaletteRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above, as in any combobox
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      className="palette-row"
      ref={(row) => {
        if (isChosen) row?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={() => run(choice)}
    >
      <Icon name={choice.icon} />
      <span className="palette-label">
        <Text value={choice.label} />
      </span>
      <span className="palette-detail">
        <Text value={choice.detail} />
      </span>
      {choice.keys === undefined ? null : <Keys keys={choice.keys} />}
    </div>
  );
}

function useChoices(text: string): readonly Choice[] {
  const navigate = useNavigate();
  const table = useShortcutTable();
  const pages = PAGES.map(
    ({ path, name, icon, key, detail }): Choice => ({
      id: path.slice(1),
      label: name,
      detail,
      icon,
      keys: `g ${key}`,
      run: () => void navigate({ to: path }),
    }),
  );
  const actions = table
    .list()
    .filter(({ group, keys }) => group !== 'Go to' && keys !== 'Mod+k')
    .map(
      ({ keys, label, group, run }): Choice => ({
        id: `key-${keys.replace(/\W/g, (character) => String(character.charCodeAt(0)))}`,
        label,
        detail: group,
        icon: 'right',
        keys,
        run,
      }),
    );
  const jumps = jumpsOf(text)
    .filter((jump) => PAGES.some(({ path }) => placeOf(jump).to.startsWith(path)))
    .map(
      (jump, index): Choice => ({
        id: `jump-${index}`,
        label: jump.label,
        detail: jump.detail,
        icon: ICONS[jump.target.page],
        run: () => void navigate(placeOf(jump)),
      }),
    );
  const named = [...pages, ...actions].filter(({ label }) => holdsWords(label, text));
  return text.trim().length > 2 && named.length === 0 ? jumps : [...named, ...jumps].slice(0, 40);
}

function placeOf({ target }: Jump): { readonly to: string; readonly search?: Record<string, unknown> } {
  switch (target.page) {
    case 'search':
      return { to: '/search', search: { q: target.query } };
    case 'event':
      return { to: '/search', search: { event: target.id } };
    case 'address':
      return { to: `/addresses/${encodeURIComponent(target.address)}` };
    case 'person':
      return { to: `/people/${encodeURIComponent(target.name)}` };
    case 'session':
      return { to: `/sessions/${encodeURIComponent(target.id)}` };
  }
}

function holdsWords(label: string, text: string): boolean {
  const lower = label.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
