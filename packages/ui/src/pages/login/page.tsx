import type { LoginMethods } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Text } from '../../components/text.js';
import { useApi } from '../../lib/page-context.js';
import { EntryForm, LoginProblem } from './form.js';
import './login.css';

/** Where a sign-in with a provider ends that has failed. */
const FAILED_AT = '/login';

/** Stands in the place of any page while nobody is signed in; the address stays, so that one arrives where one wanted to go. */
export function LoginPage() {
  const api = useApi();
  const navigate = useNavigate();
  const { pathname, search, hash } = window.location;
  const hasFailed = pathname === FAILED_AT;
  const failed = hasFailed ? (new URLSearchParams(search).get('failed')?.slice(0, 40) ?? undefined) : undefined;
  const methods = useQuery({
    queryKey: ['login-methods', failed],
    queryFn: ({ signal }) => api.get<LoginMethods>('session/methods', { signal, query: { failed } }),
  });
  const { needsSetup = false, oidc = null, problem = null } = methods.data ?? {};
  const to = encodeURIComponent(hasFailed ? '/' : pathname + search + hash);
  return (
    <EntryForm
      title="Gatehouse"
      intro="Who came in, from where, and what they did there."
      action="Sign in"
      isNewPassword={false}
      enter={(login, password) => api.post('session', { body: { login, password } })}
      {...(hasFailed && { onEntered: () => void navigate({ to: '/', replace: true }) })}
    >
      {oidc === null ? null : (
        <a className="button button-plain" href={`/api/v1/session/oidc/start?to=${to}`}>
          Sign in with <Text value={oidc} />
        </a>
      )}
      {problem === null ? null : <LoginProblem {...problem} />}
      {needsSetup ? (
        <p className="login-hint">
          Nobody can sign in yet: there is no user. The server has printed a link for the first administrator when it
          was started; <code>gatehouse user add</code> makes one as well.
        </p>
      ) : null}
    </EntryForm>
  );
}
