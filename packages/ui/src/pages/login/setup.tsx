import { useApi } from '../../lib/page-context.js';
import { LinkForm } from './link-form.js';

/** Where the link of a new server leads. */
export function SetupPage() {
  const api = useApi();
  return (
    <LinkForm
      title="The first administrator"
      intro="Choose a name and a password. Other people are added afterwards on the page Admin, or with the command gatehouse user add."
      source="that the server has printed"
      enter={(token, login, password) => api.post('session/setup', { body: { token, login, password } })}
    />
  );
}
