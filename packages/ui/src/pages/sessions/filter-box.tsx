import { VPN_SESSION_FIELDS } from '@gatehouse/model';
import { type FormEvent, type Ref, useId, useState } from 'react';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { Questions } from '../../components/questions.js';
import { ApiProblem } from '../../lib/api.js';

interface FilterBoxProps {
  readonly query: string;
  readonly box: Ref<HTMLInputElement>;
  readonly error: unknown;
  readonly onQuery: (query: string) => void;
}

const QUESTIONS = [
  { label: 'Used from elsewhere', query: 'sourceAddress: *' },
  { label: 'Several countries', query: 'countryCount > 1' },
  { label: 'Moved', query: 'addressCount > 1' },
  { label: 'Refused', query: 'denials > 0' },
  { label: 'Open now', query: 'state: active' },
  { label: 'Over 100 MB up', query: 'outByte > 100MB' },
  { label: 'Doubtful', query: 'confidence: low' },
] as const;

export function FilterBox({ query, box, error, onQuery }: FilterBoxProps) {
  const [text, setText] = useState(query);
  const [fields, problem] = [useId(), useId()];
  const complaint = error instanceof ApiProblem && error.problems.length > 0 ? error.problems[0] : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onQuery(text.trim());
  };
  return (
    <search className="session-filter">
      <form onSubmit={submit}>
        <input
          ref={box}
          className="mono"
          aria-label="Query over sessions"
          aria-invalid={complaint !== undefined}
          aria-describedby={complaint === undefined ? undefined : problem}
          placeholder="userName: ann and countryCount > 1 …"
          spellCheck={false}
          autoComplete="off"
          list={fields}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <datalist id={fields}>
          {VPN_SESSION_FIELDS.map(({ token, description }) => (
            <option key={token} value={`${token}: `}>
              {description}
            </option>
          ))}
        </datalist>
        <Button label="Find" look="primary" icon="search" type="submit" />
      </form>
      {complaint === undefined ? null : (
        <p id={problem} className="bad session-problem">
          <Icon name="alert" size={14} /> {complaint.message}. {complaint.fix}
        </p>
      )}
      <Questions questions={QUESTIONS} query={query} onQuery={(asked) => onQuery(asked === query ? '' : asked)} />
    </search>
  );
}
