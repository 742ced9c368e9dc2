import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Note } from '../../components/note.js';
import { EntryForm } from './form.js';
import './login.css';

interface LinkFormProps {
  readonly title: string;
  readonly intro: string;
  readonly hasName?: boolean;
  /** Where the link came from: "that the server has printed". */
  readonly source: string;
  readonly enter: (token: string, login: string, password: string) => Promise<unknown>;
}

/** Where a one-time link leads: its secret stands behind `#`, which browsers send to nobody. */
export function LinkForm({ title, intro, hasName = true, source, enter }: LinkFormProps) {
  const navigate = useNavigate();
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token'));
  if (token === null)
    return (
      <Note title="This link is cut off" icon="alert" tone="warn">
        <p>Copy the whole link {source}, with what stands behind the #.</p>
      </Note>
    );
  return (
    <EntryForm
      title={title}
      intro={intro}
      action="Begin"
      isNewPassword
      hasName={hasName}
      enter={(login, password) => enter(token, login, password)}
      onEntered={() => void navigate({ to: '/', replace: true })}
    />
  );
}
