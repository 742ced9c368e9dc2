import type { Person } from '@gatehouse/model';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button } from '../components/button.js';
import { Icon } from '../components/icon.js';
import { Menu, type MenuItem } from '../components/menu.js';
import { useApi, usePreferences, useShortcuts } from '../lib/page-context.js';
import { SESSION_KEY } from '../lib/session.js';
import { PAGES } from './pages.js';

interface NavigationBarProps {
  readonly person: Person;
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

export function NavigationBar({ person, openPalette, openHelp }: NavigationBarProps) {
  const navigate = useNavigate();
  const list = useHereShown();
  const pages = PAGES.filter(({ role }) => role === undefined || person.role === role);
  useShortcuts(
    'Go to',
    Object.fromEntries(
      pages.map(({ key, name, path }) => [`g ${key}`, { label: name, run: () => void navigate({ to: path }) }]),
    ),
  );
  return (
    <nav className="bar" aria-label="Pages">
      <Link to="/" className="bar-mark" aria-label="Gatehouse, first page">
        <img src="/icon.svg" width="28" height="28" alt="" />
      </Link>
      <ul className="bar-pages" ref={list}>
        {pages.map(({ path, name, icon }) => (
          <li key={path}>
            <Link to={path} className="bar-link" activeProps={{ className: 'bar-link is-here' }}>
              <Icon name={icon} size={18} />
              <span>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="bar-end">
        <Button
          label="Go to, find, run …"
          icon="search"
          look="icon"
          keys="Ctrl+K"
          onClick={openPalette}
          className="bar-palette"
        />
        <Button label="Keys" icon="help" look="icon" keys="?" onClick={openHelp} className="bar-help" />
        <PersonMenu person={person} />
      </div>
    </nav>
  );
}

/** On a phone the row of pages is wider than the window: where one is must be seen. */
function useHereShown() {
  const list = useRef<HTMLUListElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  useEffect(() => {
    if (path !== undefined)
      list.current?.querySelector('.is-here')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [path]);
  return list;
}

function PersonMenu({ person }: { readonly person: Person }) {
  const [preferences, setPreferences] = usePreferences();
  const navigate = useNavigate();
  const api = useApi();
  const queries = useQueryClient();
  const signOut = async () => {
    await api.delete('session');
    queries.setQueryData(SESSION_KEY, null);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  };
  const themes = (['system', 'dark', 'light'] as const).map(
    (theme): MenuItem => ({
      label: { system: 'Theme of the system', dark: 'Dark', light: 'Light' }[theme],
      isChecked: preferences.theme === theme,
      run: () => setPreferences({ theme }),
    }),
  );
  const clocks = (['utc', 'local'] as const).map(
    (clock): MenuItem => ({
      label: clock === 'utc' ? 'Times in UTC' : 'Times of this browser',
      isChecked: preferences.clock === clock,
      run: () => setPreferences({ clock }),
    }),
  );
  const end: readonly MenuItem[] =
    person.via === 'session'
      ? [
          { label: 'Your account', icon: 'user', run: () => void navigate({ to: '/account' }) },
          { label: 'Sign out', icon: 'logout', run: () => void signOut() },
        ]
      : [];
  const who =
    person.via === 'no-auth' ? 'No login: this server was started with --no-auth' : `${person.name}, ${person.role}`;
  return <Menu label={who} icon="user" look="icon" side="end" items={[...themes, ...clocks, ...end]} />;
}
