import { type NewApiToken, type Role, SCOPES, type Scope, type User } from '@gatehouse/model';
import { useId, useState } from 'react';
import { useSession } from '../../lib/session.js';
import { makeToken } from '../../lib/tokens-api.js';
import { useChange } from '../../lib/use-change.js';
import { Button } from '../button.js';
import { CopyField } from '../copy-field.js';
import { Dialog } from '../dialog.js';
import { Choices, Form, TextField } from '../form.js';
import { roleChoices, SCOPE_CHOICES } from '../roles.js';

const SPANS = [7, 30, 90, 365] as const;
const USUAL_DAYS = 90;

interface NewTokenProps {
  /** For whom it may be; without them, for whoever makes it. */
  readonly owners?: readonly Pick<User, 'login' | 'role'>[];
  readonly onClose: () => void;
}

/** A new token; its secret is shown in the same dialog, once. */
export function NewToken({ owners = [], onClose }: NewTokenProps) {
  const [made, setMade] = useState<NewApiToken | null>(null);
  return (
    <Dialog title={made === null ? 'Make a token' : `The token ${made.token.name}`} onClose={onClose}>
      {made === null ? <NewTokenForm owners={owners} onMade={setMade} /> : <Secret made={made} onClose={onClose} />}
    </Dialog>
  );
}

interface NewTokenFormProps extends Required<Pick<NewTokenProps, 'owners'>> {
  readonly onMade: (made: NewApiToken) => void;
}

function NewTokenForm({ owners, onMade }: NewTokenFormProps) {
  const person = useSession().data ?? null;
  const [name, setName] = useState('');
  const [owner, setOwner] = useState(person?.login ?? '');
  const [role, setRole] = useState<Role>('viewer');
  const [scopes, setScopes] = useState<readonly Scope[]>(['search']);
  const [days, setDays] = useState(USUAL_DAYS);
  const most = owners.find(({ login }) => login === owner)?.role ?? person?.role ?? 'viewer';
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
      {owners.length === 0 ? null : (
        <Selection
          label="For"
          value={owner}
          onValue={setOwner}
          options={owners.map(({ login }) => ({ value: login, label: login }))}
        />
      )}
      <Choices
        legend={owners.length === 0 ? 'Role, at most yours' : "Role, at most the owner's"}
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
