import type { ReactNode } from 'react';
import { Note } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { Tabs } from '../../components/tabs.js';
import { useSession } from '../../lib/session.js';
import { useAddress } from '../../lib/use-address.js';
import { AuditPart } from './audit/audit.js';
import { CustomersPart } from './customers.js';
import { EnrichmentPart } from './enrichment.js';
import { RetentionPart } from './retention.js';
import { TokensPart } from './tokens/tokens.js';
import { UsersPart } from './users/users.js';
import './administration.css';

const PARTS: Readonly<Record<string, () => ReactNode>> = {
  Users: () => <UsersPart />,
  Tokens: () => <TokensPart />,
  Customers: () => <CustomersPart />,
  Enrichment: () => <EnrichmentPart />,
  Retention: () => <RetentionPart />,
  Audit: () => <AuditPart />,
};
const NAMES = Object.keys(PARTS);
const [FIRST = ''] = NAMES;

/** Who may come in and see what, and what they did. For administrators; others are told so. */
export function AdministrationPage() {
  const person = useSession().data ?? null;
  const { get, change } = useAddress();
  const asked = get('part');
  const part = NAMES.find((name) => name.toLowerCase() === asked) ?? FIRST;
  const choose = (name: string) => change({ part: name === FIRST ? '' : name.toLowerCase() }, { fresh: true });
  if (person?.role !== 'admin') return <AdministratorsOnly role={person?.role ?? ''} />;
  return (
    <PageFrame
      title="Administration"
      showsPlaces={false}
      tabs={<Tabs names={NAMES} chosen={part} onChoose={choose} label="Parts of the administration" />}
    >
      <div role="tabpanel" aria-label={part}>
        {PARTS[part]?.()}
      </div>
    </PageFrame>
  );
}

function AdministratorsOnly({ role }: { readonly role: string }) {
  return (
    <Note title="This page is for administrators" icon="admin">
      <p>
        You are signed in as {role}. Users, tokens of others, customers and the audit are looked after by
        administrators; ask one of them for what you need, or for the role.
      </p>
      <p className="faint">That you came here changes nothing. A request that is refused is kept in the audit.</p>
    </Note>
  );
}
