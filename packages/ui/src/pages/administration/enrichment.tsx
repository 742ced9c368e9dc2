import type { EnrichmentExplanation } from '@gatehouse/model';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DecisionTable, TokenFacts } from '../../components/decision-table.js';
import { Form, TextField } from '../../components/form.js';
import { Text } from '../../components/text.js';
import { useApi } from '../../lib/page-context.js';
import { EnrichmentTables } from './enrichment-tables.js';
import { tenantsQuery, testEnrichment } from './requests.js';

/** What an address or a user would be enriched with, and by which of the tables. */
export function EnrichmentPart() {
  const api = useApi();
  const [value, setValue] = useState('');
  const [customer, setCustomer] = useState('');
  const tenants = useQuery(tenantsQuery(api)).data ?? [];
  const testing = useMutation({
    mutationFn: () => testEnrichment(api, { value: value.trim(), ...(customer === '' ? {} : { customer }) }),
  });
  return (
    <>
      <p className="frame-lead">
        Place, network, person and tags come from databases, and from the files in <code>enrich.folder</code> of the
        configuration, each customer's own. Files are read again when they change.
      </p>
      <EnrichmentTables />
      <h2 className="enrichment-try">Try what is known of a value</h2>
      <div className="enrichment">
        <Form action="Test" submit={() => testing.mutate()} isBusy={testing.isPending} error={testing.error}>
          <TextField
            label="Address or user"
            value={value}
            onValue={setValue}
            required
            hint="An IP address, or a name as it stands in a line: 192.0.2.10, CORP\ann"
          />
          <div className="field">
            <label htmlFor="enrichment-customer">As for events of</label>
            <select id="enrichment-customer" value={customer} onChange={(event) => setCustomer(event.target.value)}>
              <option value="">the usual customer</option>
              {tenants.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        </Form>
        {testing.data === undefined ? null : <Explained explanation={testing.data} />}
      </div>
    </>
  );
}

function Explained({ explanation: { value, decisions, tokens } }: { readonly explanation: EnrichmentExplanation }) {
  const names = Object.entries(tokens);
  return (
    <section role="status" className="enrichment-answer">
      <h2>
        <Text value={value} />
      </h2>
      <DecisionTable decisions={decisions} />
      {names.length === 0 ? <p className="soft">Events get no token from it.</p> : <TokenFacts tokens={tokens} />}
    </section>
  );
}
