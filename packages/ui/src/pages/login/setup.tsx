import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Note } from '../../components/note.js';
import { useApi } from '../../lib/page-context.js';
import { EntryForm } from './form.js';
import './login.css';

/** Where the one-time link of a new server leads: its secret stands behind `#`, which browsers send to nobody. */
export function SetupPage() {
  const api = useApi();
  const navigate = useNavigate();
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token'));
  if (token === null)
    return (
      <Note title="This link is cut off" icon="alert" tone="warn">
        <p>Copy the whole link that the server has printed, with what stands behind the #.</p>
      </Note>
    );
  return (
    <EntryForm
      title="The first administrator"
      intro="Choose a name and a password. Other people are added afterwards with gatehouse user add."
      action="Begin"
      isNewPassword
      enter={(login, password) => api.post('session/setup', { body: { token, login, password } })}
      onEntered={() => void navigate({ to: '/', replace: true })}
    />
  );
}
