import { type ReactNode, useState } from 'react';
import { PageFrame } from '../../components/page-frame.js';
import { Tabs } from '../../components/tabs.js';
import { useAddress } from '../../lib/use-address.js';
import { Bench } from './bench/bench.js';
import { DataSources } from './data-sources.js';
import { GuidePart } from './guide.js';
import { SetUp } from './set-up.js';
import { Wishes } from './wishes.js';
import './catalog.css';

/** Part in the address → its name. */
const PARTS = {
  sources: 'Data sources',
  guide: 'Mapping guide',
  setup: 'Set-up',
  bench: 'Parse bench',
  wishes: 'Not in the list?',
} as const;
type Part = keyof typeof PARTS;

const KEYS = Object.keys(PARTS) as readonly Part[];
const [FIRST = 'sources'] = KEYS;

/** What can be read, what becomes of it, and how to make an appliance send it. */
export function CatalogPage() {
  const { get, change } = useAddress();
  // Lines are not in the address: they are somebody's log. They stay while the page does.
  const [lines, setLines] = useState('');
  const part = KEYS.find((key) => key === get('part')) ?? FIRST;
  const contents: Readonly<Record<Part, () => ReactNode>> = {
    sources: () => <DataSources />,
    guide: () => <GuidePart />,
    setup: () => <SetUp />,
    bench: () => <Bench text={lines} onText={setLines} />,
    wishes: () => <Wishes />,
  };
  const choose = (name: string) => {
    const chosen = KEYS.find((key) => PARTS[key] === name) ?? FIRST;
    change({ part: chosen === FIRST ? '' : chosen }, { fresh: true });
  };
  return (
    <PageFrame
      title="Catalog"
      showsPlaces={false}
      tabs={<Tabs names={Object.values(PARTS)} chosen={PARTS[part]} onChoose={choose} label="Parts of the catalog" />}
    >
      <div role="tabpanel" aria-label={PARTS[part]}>
        {contents[part]()}
      </div>
    </PageFrame>
  );
}
