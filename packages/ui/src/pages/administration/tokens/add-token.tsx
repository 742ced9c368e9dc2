import { type NewApiToken, type Role, SCOPES, type Scope } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '../../../components/button.js';
import { CopyField } from '../../../components/copy-field.js';
import { Dialog } from '../../../components/dialog.js';
import { Choices, Form, TextField } from '../../../components/form.js';
import { useApi } from '../../../lib/page-context.js';
import { useSession } from '../../../lib/session.js';
import { makeToken, usersQuery } from '../requests.js';
import { roleChoices, SCOPE_CHOICES } from '../roles.js';
import { useChange } from '../use-change.js';

const SPANS = [7, 30, 90, 365] as const;
const USUAL_DAYS = 90;

/** A new token; its secret is shown in the same dialog, once. */
export function AddToken({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<NewApiToken | null>(null);
  return (
    <Dialog title={made === null ? 'Make a token' : `The token ${made.token.name}`} onClose={onClose}>
      {made === null ? <NewTokenForm onMade={setMade} /> : <Secret made={made} onClose={onClose} />}
    </Dialog>
  );
}

function NewTokenForm({ onMade }: { readonly onMade: (made: NewApiToken) => void }) {
  const users = useQuery(usersQuery(useApi())).data ?? [];
  const person = useSession().data ?? null;
  const [name, setName] = useState('');
  const [owner, setOwner] = useState(person?.login ?? '');
  const [role, setRole] = useState<Role>('viewer');
  const [scopes, setScopes] = useState<readonly Scope[]>(['search']);
  const [days, setDays] = useState(USUAL_DAYS);
  const most = users.find(({ login }) => login === owner)?.role ?? person?.role ?? 'viewer';
  const making = useChange({ send: makeToken, stale: ['tokens'], onDone: onMade });
  const submit = () =>
    making.mutate({
      ...{ name, role, days },
      ...(owner === '' ? {} : { owner }),
      ...(scopes.length === SCOPES.length ? {} : { scopes }),
    });
  return (
    <Form action="Make" submit={submit} isBusy={making.isPending} error={making.error}>
      <TextField
        label="Name"
        value={name}
        onValue={setName}
        required
        data-autofocus
        hint="What it is for: the name stands in the audit."
      />
      <Selection
        label="For"
        value={owner}
        onValue={setOwner}
        options={users.map(({ login }) => ({ value: login, label: login }))}
      />
      <Choices
        legend="Role, at most the owner's"
        choices={roleChoices(most)}
        chosen={[role]}
        onChosen={([one]) => setRole(one ?? role)}
      />
      <Choices legend="May" choices={SCOPE_CHOICES} chosen={scopes} onChosen={setScopes} most="any" />
      <Selection
        label="Ends in"
        value={String(days)}
        onValue={(text) => setDays(Number(text))}
        options={SPANS.map((span) => ({ value: String(span), label: `${span} days` }))}
      />
    </Form>
  );
}

interface SelectionProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Selection({ label, value, onValue, options }: SelectionProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onValue(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Secret({ made: { secret }, onClose }: { readonly made: NewApiToken; readonly onClose: () => void }) {
  const example = `curl -H 'Authorization: Bearer ${secret}' ${window.location.origin}/api/v1/session`;
  return (
    <div className="form">
      <p>
        Copy the token now: it is shown only here, and only once. Whoever has it can do what it may. If it is lost,
        revoke it and make another one.
      </p>
      <CopyField name="Token" text={secret} />
      <p className="soft">To try it:</p>
      <CopyField name="Command" text={example} />
      <Button label="Done" look="primary" onClick={onClose} />
    </div>
  );
}
