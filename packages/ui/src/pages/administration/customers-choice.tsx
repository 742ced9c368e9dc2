import { useQuery } from '@tanstack/react-query';
import { Choices } from '../../components/form.js';
import { Text } from '../../components/text.js';
import { useApi } from '../../lib/page-context.js';
import { useSession } from '../../lib/session.js';
import { tenantsQuery } from './requests.js';

interface CustomersChoiceProps {
  /** null: all, also those to come. */
  readonly tenants: readonly string[] | null;
  readonly onTenants: (tenants: readonly string[] | null) => void;
}

/** Whose events somebody may see. Who has not all customers cannot give all. */
export function CustomersChoice({ tenants, onTenants }: CustomersChoiceProps) {
  const api = useApi();
  const known = useQuery(tenantsQuery(api)).data ?? [];
  const mayGiveAll = useSession().data?.tenants === null;
  const kinds = [
    { value: 'all', label: 'all customers', detail: 'Also those that will be added.' },
    { value: 'some', label: 'only these', detail: 'Nothing of the others can be found, counted or guessed.' },
  ] as const;
  const choose = ([kind]: readonly string[]) => onTenants(kind === 'all' ? null : []);
  return (
    <div className="customers-choice">
      {mayGiveAll ? (
        <Choices legend="Customers" choices={kinds} chosen={[tenants === null ? 'all' : 'some']} onChosen={choose} />
      ) : null}
      {tenants === null ? null : (
        <Choices
          legend={mayGiveAll ? 'Which' : 'Customers'}
          choices={known.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={tenants}
          onChosen={onTenants}
          most="any"
        />
      )}
      {tenants?.length === 0 ? <p className="warn">With none of them there is nothing to be seen.</p> : null}
    </div>
  );
}

/** `all`, or their names. */
export function CustomersText({ tenants }: { readonly tenants: readonly string[] | null }) {
  const known = useQuery(tenantsQuery(useApi())).data ?? [];
  if (tenants === null) return <span className="soft">all</span>;
  if (tenants.length === 0) return <span className="warn">none</span>;
  const names = tenants.map((id) => known.find((tenant) => tenant.id === id)?.name ?? id);
  return <Text value={names.join(', ')} />;
}
