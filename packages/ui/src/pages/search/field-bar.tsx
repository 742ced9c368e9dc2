import { type DictionaryField, FIELDS } from '@gatehouse/model';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { ProblemNote } from '../../components/note.js';
import { PartialLine } from '../../components/partial-line.js';
import { PlaceSource } from '../../components/place-source.js';
import { formatNumber } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { FieldValues } from './field-values.js';
import { isUnreadable, type SearchScope } from './requests.js';
import type { ChangeState, SearchState } from './search-state.js';
import { useFacets } from './use-figures.js';
import './fields.css';

interface FieldBarProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly scope: SearchScope;
  readonly asOf: number;
}

/** Open when the page opens: what a gateway's log is mostly asked for. */
const FIRST = ['eventName', 'outcome', 'userName', 'sourceIpv4', 'geoSourceCountry', 'deviceName', 'deniedByPolicy'];
const LIVES_IN_LINE_ONLY = ['rawEvent', 'rawEventBase64', 'attributes', 'eventId'];

export function FieldBar({ state, change, scope, asOf }: FieldBarProps) {
  const [{ pinnedTokens }, setPreferences] = usePreferences();
  const [wanted, setWanted] = useState('');
  const [opened, setOpened] = useState<readonly string[]>(FIRST.slice(0, 4));
  const answer = useFacets({ scope, asOf }, opened);
  const groups = groupsOf(pinnedTokens, wanted);
  const toggle = (token: string) =>
    setOpened(opened.includes(token) ? opened.filter((one) => one !== token) : [...opened, token]);
  const pin = (token: string) =>
    setPreferences({
      pinnedTokens: pinnedTokens.includes(token)
        ? pinnedTokens.filter((one) => one !== token)
        : [...pinnedTokens, token],
    });
  return (
    <aside className="field-bar" aria-label="Fields">
      <input
        type="search"
        className="field-search"
        placeholder="Find a field"
        aria-label="Find a field"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {answer.isError && !isUnreadable(answer.error) ? (
        <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />
      ) : null}
      {answer.data?.isSampled === true ? (
        <PartialLine>
          Values of the newest {formatNumber(answer.data.events)} events that match; there are more. A shorter time or a
          narrower query looks at all.
        </PartialLine>
      ) : null}
      {groups.map(({ name, fields }) => (
        <section key={name}>
          <h3>{name}</h3>
          {fields.map((field) => (
            <FieldEntry
              key={field.token}
              field={field}
              isOpen={opened.includes(field.token)}
              isPinned={pinnedTokens.includes(field.token)}
              toggle={() => toggle(field.token)}
              pin={() => pin(field.token)}
              state={state}
              change={change}
              facets={answer.data}
            />
          ))}
        </section>
      ))}
      {groups.length === 0 ? (
        <p className="faint">No field is called so. The data mapping guide in the catalog lists all.</p>
      ) : null}
      <PlaceSource />
    </aside>
  );
}

interface FieldGroup {
  readonly name: string;
  readonly fields: readonly DictionaryField[];
}

function groupsOf(pinned: readonly string[], wanted: string): readonly FieldGroup[] {
  const words = wanted.toLowerCase().split(/\s+/);
  const fields = FIELDS.filter(
    ({ token, description }) =>
      !LIVES_IN_LINE_ONLY.includes(token) &&
      words.every((word) => `${token} ${description}`.toLowerCase().includes(word)),
  );
  const isIn = (tokens: readonly string[]) => (field: DictionaryField) => tokens.includes(field.token);
  const first = FIRST.filter((token) => !pinned.includes(token));
  const rest = fields.filter(({ token }) => !pinned.includes(token) && !first.includes(token));
  const sections = [...new Set(rest.map(({ section }) => section))];
  const groups = [
    { name: 'Pinned', fields: fields.filter(isIn(pinned)) },
    { name: 'Often used', fields: fields.filter(isIn(first)) },
    ...sections.map((name) => ({ name, fields: rest.filter(({ section }) => section === name) })),
  ];
  return groups.filter(({ fields: own }) => own.length > 0);
}

interface FieldEntryProps extends Omit<FieldBarProps, 'scope' | 'asOf'> {
  readonly field: DictionaryField;
  readonly isOpen: boolean;
  readonly isPinned: boolean;
  readonly toggle: () => void;
  readonly pin: () => void;
  readonly facets: ReturnType<typeof useFacets>['data'];
}

function FieldEntry({ field, isOpen, isPinned, toggle, pin, state, change, facets }: FieldEntryProps) {
  const { token, description, type } = field;
  const isColumn = state.columns.includes(token);
  const columns = isColumn ? state.columns.filter((one) => one !== token) : withColumn(state.columns, token);
  return (
    <div className="field-entry">
      <div className="field-head">
        <button
          type="button"
          className="field-name"
          aria-expanded={isOpen}
          title={`${description} (${type})`}
          onClick={toggle}
        >
          <Icon name={isOpen ? 'down' : 'right'} size={12} />
          {token}
        </button>
        <Button
          label={isPinned ? `Unpin ${token}` : `Pin ${token}`}
          icon="pin"
          look="icon"
          isOn={isPinned}
          onClick={pin}
        />
        <Button
          label={isColumn ? `Remove the column ${token}` : `Show ${token} as a column`}
          icon="column"
          look="icon"
          isOn={isColumn}
          onClick={() => change({ columns })}
        />
      </div>
      {isOpen ? <FieldValues field={field} state={state} change={change} facets={facets} /> : null}
    </div>
  );
}

/** In front of the sentence, which takes what width is left. */
function withColumn(columns: readonly string[], token: string): readonly string[] {
  const at = columns.indexOf('summary');
  return at < 0 ? [...columns, token] : [...columns.slice(0, at), token, ...columns.slice(at)];
}
