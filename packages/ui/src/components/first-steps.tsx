import type { EventSource } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../lib/page-context.js';
import { sourcesQuery } from '../lib/sources-api.js';
import { CopyField } from './copy-field.js';
import { DemonstrationButton, useMayDemonstrate } from './demonstration.js';
import { Note } from './note.js';

const LINE =
  '<134> 03/17/2026:08:00:00 GMT gw-test 0-PPE-1 : default SSLVPN LOGIN 1 0 : Context ann@192.0.2.10 - SessionId: 1 - ' +
  'User ann - Client_ip 192.0.2.10 - Vserver 203.0.113.5:443 - Group(s) "N/A"';

/** For a server that nothing has been sent to: how to see the first event. */
export function FirstSteps() {
  const answer = useQuery(sourcesQuery(useApi()));
  const mayDemonstrate = useMayDemonstrate();
  const listening = (answer.data?.sources ?? []).filter(({ address }) => address !== null);
  return (
    <Note title="Nothing has arrived yet" icon="gateway" actions={mayDemonstrate ? <DemonstrationButton /> : undefined}>
      <ol className="steps">
        {answer.isSuccess && listening.length === 0 ? <NoListener /> : <Try source={listening[0]} />}
        <li>
          Then the gateway itself:{' '}
          <Link to="/catalog" search={{ part: 'setup' }}>
            Catalog
          </Link>{' '}
          has the commands for it, with the addresses of this server in them.
        </li>
        <li>
          A log that you have already is stored with the server stopped: <code>gatehouse ingest /var/log/ns.log</code>.
        </li>
        {mayDemonstrate ? (
          <li>
            Or look around first: made-up traffic of two days, of a source and a customer that are called{' '}
            <code>demonstration</code>, so that nobody takes it for real; a click removes it again.
          </li>
        ) : null}
      </ol>
    </Note>
  );
}

function NoListener() {
  return (
    <li>
      Nothing listens. Add a listener to the configuration, such as{' '}
      <code>{'{ id: gateways, kind: udp, port: 5514 }'}</code>, and send the server SIGHUP:{' '}
      <code>gatehouse config reference</code> shows all of its keys.
    </li>
  );
}

function Try({ source }: { readonly source: EventSource | undefined }) {
  if (source === undefined) return null;
  const { kind, address } = source;
  return (
    <li>
      Send one line to <code>{address}</code> and look at it on the page Search:
      <CopyField name="Command" text={tryCommand(kind, address ?? '')} />
    </li>
  );
}

/** For a shell on any Unix; RELP and TLS take more than a line. */
function tryCommand(kind: string, address: string): string {
  const at = address.lastIndexOf(':');
  const host = address
    .slice(0, at)
    .replace(/^\[|\]$/g, '')
    .replace(/^(0\.0\.0\.0|::)$/, window.location.hostname);
  const flag = kind === 'udp' ? '-u -w 1' : '-w 1';
  return `printf '%s\\n' '${LINE}' | nc ${flag} ${host} ${address.slice(at + 1)}`;
}
