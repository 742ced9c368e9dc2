import type { SetupGuide } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { CopyField } from '../../components/copy-field.js';
import { ProblemNote } from '../../components/note.js';
import { Prose } from '../../components/prose.js';
import { useApi } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { dataSourceQuery } from './requests.js';
import { useSource } from './use-source.js';

/** The commands that make an appliance send its log here, with the addresses of this server in them. */
export function SetUp() {
  const { get, change } = useAddress();
  const source = useSource();
  const answer = useQuery(dataSourceQuery(useApi(), source.id));
  const guides = answer.data?.setup ?? [];
  const chosen = guides.find(({ listener }) => listener?.id === get('listener')) ?? guides[0];
  const error = source.error ?? answer.error;
  return (
    <>
      {error === null ? null : <ProblemNote error={error} onRetry={() => void answer.refetch()} />}
      {guides.length > 1 ? (
        <div className="frame-bar" role="group" aria-label="Event source">
          <span className="soft">To be sent to</span>
          {guides.map((guide) => (
            <button
              key={guide.listener?.id ?? ''}
              type="button"
              className="chip"
              aria-pressed={guide === chosen}
              onClick={() => change({ listener: guide.listener?.id ?? '' })}
            >
              {guide.listener?.id ?? 'an example'}
            </button>
          ))}
        </div>
      ) : null}
      {chosen === undefined ? null : <Steps guide={chosen} />}
    </>
  );
}

function Steps({ guide: { listener, steps, notes } }: { readonly guide: SetupGuide }) {
  return (
    <div className="setup">
      <p className="frame-lead">
        {listener === null
          ? 'Nothing listens for it yet: the address below is an example. Add a listener to the configuration first.'
          : `For the event source ${listener.id}, which listens with ${listener.kind} on ${listener.address} port ${listener.port}.`}{' '}
        To be typed at the command line of the appliance, as nsroot or somebody who may configure it.
      </p>
      <ol className="setup-steps">
        {steps.map(({ title, text, commands }) => (
          <li key={title}>
            <h2>{title}</h2>
            <p>
              <Prose text={text} />
            </p>
            {commands.length === 0 ? null : <CopyField name="Commands" text={commands.join('\n')} />}
          </li>
        ))}
      </ol>
      {notes.map((note) => (
        <p key={note} className="setup-note">
          <Prose text={note} />
        </p>
      ))}
    </div>
  );
}
