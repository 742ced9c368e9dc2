import type { SessionRow } from '@gatehouse/model';
import { signsOf } from '../../lib/vpn-session.js';
import './sessions.css';

/** What stands out about a session. */
export function Signs({ session }: { readonly session: SessionRow }) {
  return (
    <span className="signs">
      {signsOf(session).map(({ tone, text, why }) => (
        <span key={text} className={`badge badge-${tone}`} title={why}>
          {text}
        </span>
      ))}
    </span>
  );
}
