import { useQuery } from '@tanstack/react-query';
import { Popover } from '../../../components/popover.js';
import { useApi, usePreferences } from '../../../lib/page-context.js';
import { zoneOf } from '../../../lib/time.js';
import type { ChangeState, SearchState } from '../search-state.js';
import { askedOf, keptOf, SAVED_KEY, savedSearches, stateOf } from './requests.js';
import { RunList } from './run-list.js';
import { SaveForm } from './save-form.js';
import { SavedList } from './saved-list.js';
import './kept.css';

interface KeptProps {
  readonly state: SearchState;
  readonly change: ChangeState;
}

/** Searches under a name, one's own and those of others; and what one has searched lately. */
export function Kept(props: KeptProps) {
  return (
    <Popover
      label="Searches"
      title="Kept searches"
      icon="star"
      look="icon"
      keys="s"
      side="end"
      className="kept-button"
      content={(close) => <KeptPanel {...props} close={close} />}
    />
  );
}

function KeptPanel({ state, change, close }: KeptProps & { readonly close: () => void }) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const saved = useQuery({ queryKey: SAVED_KEY, queryFn: ({ signal }) => savedSearches(api, signal) });
  const open = (part: Partial<SearchState>) => {
    change(part);
    close();
  };
  return (
    <div className="kept">
      <SaveForm kept={keptOf(state, zoneOf(clock))} />
      <SavedList answer={saved} open={(search) => open(stateOf(search))} />
      <RunList open={(run) => open(askedOf(run))} />
    </div>
  );
}
