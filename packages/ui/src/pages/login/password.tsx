import { useApi } from '../../lib/page-context.js';
import { LinkForm } from './link-form.js';

/** Where the link of an administrator leads. */
export function PasswordPage() {
  const api = useApi();
  return (
    <LinkForm
      title="Choose a password"
      intro="The link works once. Whoever gave it to you does not learn the password."
      hasName={false}
      source="that you were given"
      enter={(token, _login, password) => api.post('session/password', { body: { token, password } })}
    />
  );
}
