import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Note } from '../../components/note.js';
import { useApi } from '../../lib/page-context.js';
import { EntryForm } from './form.js';
import './login.css';

/** Where the one-time link of an administrator leads: its secret stands behind `#`, which browsers send to nobody. */
export function PasswordPage() {
  const api = useApi();
  const navigate = useNavigate();
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token'));
  if (token === null)
    return (
      <Note title="This link is cut off" icon="alert" tone="warn">
        <p>Copy the whole link that you were given, with what stands behind the #.</p>
      </Note>
    );
  return (
    <EntryForm
      title="Choose a password"
      intro="The link works once. Whoever gave it to you does not learn the password."
      action="Begin"
      isNewPassword
      hasName={false}
      enter={(_login, password) => api.post('session/password', { body: { token, password } })}
      onEntered={() => void navigate({ to: '/', replace: true })}
    />
  );
}
