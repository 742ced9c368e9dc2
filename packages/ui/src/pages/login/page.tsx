import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/page-context.js';
import { EntryForm } from './form.js';
import './login.css';

interface LoginMethods {
  readonly needsSetup: boolean;
  /** Name of the identity provider, where one is configured. */
  readonly oidc?: string | null;
}

/** Stands in the place of any page while nobody is signed in; the address stays, so that one arrives where one wanted to go. */
export function LoginPage() {
  const api = useApi();
  const methods = useQuery({
    queryKey: ['login-methods'],
    queryFn: ({ signal }) => api.get<LoginMethods>('session/methods', { signal }),
  });
  const { needsSetup = false, oidc = null } = methods.data ?? {};
  return (
    <EntryForm
      title="Gatehouse"
      intro="Who came in, from where, and what they did there."
      action="Sign in"
      isNewPassword={false}
      enter={(login, password) => api.post('session', { body: { login, password } })}
    >
      {oidc === null ? null : (
        <a className="button button-plain" href="/api/v1/session/oidc/start">
          Sign in with {oidc}
        </a>
      )}
      {needsSetup ? (
        <p className="login-hint">
          Nobody can sign in yet: there is no user. The server has printed a link for the first administrator when it
          was started; <code>gatehouse user add</code> makes one as well.
        </p>
      ) : null}
    </EntryForm>
  );
}
