import type { Tenant } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Dialog } from '../../components/dialog.js';
import { Form, TextField } from '../../components/form.js';
import { ProblemNote } from '../../components/note.js';
import { Text } from '../../components/text.js';
import { useApi, useShortcuts } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { useChange } from '../../lib/use-change.js';
import { addTenant, removeTenant, renameTenant, tenantsQuery } from './requests.js';

export function CustomersPart() {
  const { get, change } = useAddress();
  const answer = useQuery(tenantsQuery(useApi()));
  const tenants = answer.data ?? [];
  const opened = tenants.find(({ id }) => id === get('customer'));
  const add = () => change({ do: 'add', customer: '' });
  useShortcuts('Customers', { a: { label: 'Add a customer', run: add } });
  return (
    <>
      <p className="frame-lead">
        Every event belongs to a customer: the <code>customerId</code> of the event source that received it, in the
        configuration. Users and tokens see the events of their customers and nothing else. Add one beforehand to give
        people access before its first event comes.
      </p>
      <div className="frame-bar">
        <Button label="Add a customer" icon="plus" look="primary" keys="a" onClick={add} />
      </div>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      <DataTable
        label="Customers"
        columns={columnsOf((id) => change({ customer: id }))}
        rows={tenants}
        keyOf={({ id }) => id}
      />
      {get('do') === 'add' ? <AddTenant onClose={() => change({ do: '' })} /> : null}
      {opened === undefined ? null : <TenantDialog tenant={opened} onClose={() => change({ customer: '' })} />}
    </>
  );
}

function columnsOf(open: (id: string) => void): readonly DataColumn<Tenant>[] {
  return [
    {
      name: 'Customer',
      order: ({ name }) => name,
      cell: ({ id, name }) => (
        <button type="button" className="link" onClick={() => open(id)}>
          <Text value={name} />
        </button>
      ),
    },
    {
      name: 'customerId',
      order: ({ id }) => id,
      cell: ({ id }) => (
        <span className="mono">
          <Text value={id} />
        </span>
      ),
    },
    { name: 'Known from', cell: ({ isConfigured }) => (isConfigured ? 'the configuration' : 'here') },
  ];
}

function AddTenant({ onClose }: { readonly onClose: () => void }) {
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const adding = useChange({
    send: addTenant,
    stale: ['tenants'],
    said: (tenant) => `${tenant.name} is added`,
    onDone: onClose,
  });
  return (
    <Dialog title="Add a customer" onClose={onClose}>
      <Form
        action="Add"
        submit={() => adding.mutate({ id, name: name.trim() === '' ? id : name })}
        isBusy={adding.isPending}
        error={adding.error}
      >
        <TextField
          label="customerId"
          value={id}
          onValue={setId}
          required
          data-autofocus
          hint="As it stands, or will stand, in the configuration: letters, digits, _ and -"
        />
        <TextField label="Name" value={name} onValue={setName} hint="As people see it. May be left empty." />
      </Form>
    </Dialog>
  );
}

interface TenantDialogProps {
  readonly tenant: Tenant;
  readonly onClose: () => void;
}

function TenantDialog({ tenant: { id, name, isConfigured }, onClose }: TenantDialogProps) {
  const [text, setText] = useState(name);
  const done = { stale: ['tenants'], onDone: onClose };
  const renaming = useChange({ send: renameTenant, said: () => `Now called ${text}`, ...done });
  const removing = useChange({ send: removeTenant, said: () => `${name} is removed`, ...done });
  return (
    <Dialog title={name} onClose={onClose}>
      <Form
        action="Rename"
        submit={() => renaming.mutate({ id, name: text })}
        isBusy={renaming.isPending}
        error={renaming.error ?? removing.error}
      >
        <TextField label="Name" value={text} onValue={setText} required />
      </Form>
      <section className="user-actions">
        <h3>Remove</h3>
        {isConfigured ? (
          <p className="soft">
            The configuration attributes events to it: take <code>{id}</code> out there first.
          </p>
        ) : (
          <>
            <p className="soft">Its events stay. Nobody can be given access to them any more.</p>
            <Button
              label={`Remove ${name}`}
              look="danger"
              disabled={removing.isPending}
              onClick={() => removing.mutate(id)}
            />
          </>
        )}
      </section>
    </Dialog>
  );
}
