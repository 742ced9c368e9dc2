import {
  type DictionaryField,
  FIELDS,
  type LineExplanation,
  type PrintedEvent,
  type PrintedValue,
} from '@gatehouse/model';
import { Button } from '../../../components/button.js';
import { sectionClass } from '../../../components/raw-line.js';
import { Text } from '../../../components/text.js';
import { type ValueAction, withValue } from '../../../lib/clauses.js';
import { copyText } from '../../../lib/clipboard.js';
import { elementsOf, formatValue } from '../../../lib/format.js';
import { usePreferences, useToasts } from '../../../lib/page-context.js';
import type { ChangeState, SearchState } from '../search-state.js';

interface FieldTableProps {
  readonly event: PrintedEvent;
  readonly explanation: LineExplanation | null;
  readonly pointed: string | null;
  readonly onPoint: (token: string | null) => void;
  readonly state: SearchState;
  readonly change: ChangeState;
}

const SHOWN_ABOVE = ['rawEvent', 'rawEventBase64', 'defects'];

/** Every token of the event, by section of the data mapping guide. */
export function FieldTable(props: FieldTableProps) {
  const fields = FIELDS.filter(({ token }) => props.event[token] !== undefined && !SHOWN_ABOVE.includes(token));
  const sections = [...new Set(fields.map(({ section }) => section))];
  return (
    <div className="field-table">
      {sections.map((section) => (
        <section key={section}>
          <h3>
            <i className={sectionClass(section)} /> {section}
          </h3>
          <dl>
            {fields
              .filter((field) => field.section === section)
              .flatMap((field) =>
                rowsOf(field, props.event[field.token]).map((row) => <FieldRow key={row.name} {...row} {...props} />),
              )}
          </dl>
        </section>
      ))}
    </div>
  );
}

interface Row {
  readonly field: DictionaryField;
  readonly name: string;
  readonly value: PrintedValue;
  readonly label?: string;
}

/** A map has a row for each of its labels. */
function rowsOf(field: DictionaryField, value: PrintedValue | undefined): readonly Row[] {
  if (value === undefined) return [];
  if (field.map !== true || typeof value !== 'object') return [{ field, name: field.token, value }];
  return Object.entries(value).map(([label, text]: [string, string]) => ({ field, name: label, value: text, label }));
}

function FieldRow({ field, name, value, label, explanation, pointed, onPoint, state, change }: Row & FieldTableProps) {
  const [{ clock }] = usePreferences();
  const point = label ?? field.token;
  const isColumn = state.columns.includes(field.token);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only highlights the same value in the line above
    <div
      className={pointed === point ? 'field-row is-pointed' : 'field-row'}
      onMouseEnter={() => onPoint(point)}
      onMouseLeave={() => onPoint(null)}
    >
      <dt title={field.description}>
        <Text value={name} />
      </dt>
      <dd>
        {elementsOf(value).map((element) => (
          <FieldElement
            key={String(element)}
            field={field}
            label={label}
            text={String(element)}
            state={state}
            change={change}
          >
            {typeof value === 'object' ? String(element) : formatValue(field, value, clock)}
          </FieldElement>
        ))}
        <Origin token={field.token} explanation={explanation} />
        {label === undefined ? (
          <Button
            label={isColumn ? `Remove the column ${name}` : `Show ${name} as a column`}
            icon="column"
            look="icon"
            className="field-action"
            isOn={isColumn}
            onClick={() =>
              change({ columns: isColumn ? state.columns.filter((one) => one !== name) : [name, ...state.columns] })
            }
          />
        ) : null}
      </dd>
    </div>
  );
}

interface FieldElementProps {
  readonly field: DictionaryField;
  readonly label: string | undefined;
  readonly text: string;
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly children: string;
}

function FieldElement({ field, label, text, state, change, children }: FieldElementProps) {
  const toasts = useToasts();
  const act = (action: ValueAction) =>
    change({
      query: withValue(state.query, action, { field, value: text, ...(label === undefined ? {} : { label }) }),
    });
  const copy = async () => {
    const isCopied = await copyText(text);
    toasts.say(isCopied ? 'Copied' : 'The browser does not let this page copy', isCopied ? 'good' : 'bad');
  };
  return (
    <span className="field-value">
      <span className="field-text">
        <Text value={children} />
      </span>
      <span className="field-actions">
        <Button label={`Include ${children}`} icon="plus" look="icon" onClick={() => act('include')} />
        <Button label={`Exclude ${children}`} icon="minus" look="icon" onClick={() => act('exclude')} />
        <Button label={`Only ${children}`} icon="only" look="icon" onClick={() => act('only')} />
        <Button label={`Copy ${children}`} icon="copy" look="icon" onClick={() => void copy()} />
      </span>
    </span>
  );
}

/** Where a value comes from that no characters of the line carry. */
function Origin({ token, explanation }: { readonly token: string; readonly explanation: LineExplanation | null }) {
  const derived = explanation?.derived.find((one) => one.token === token);
  if (derived === undefined) return null;
  const from = derived.from.length === 0 ? '' : ` from ${derived.from.join(', ')}`;
  return (
    <span className="field-origin faint" title={`Not written in the line: ${derived.rule}${from}`}>
      derived{from}
    </span>
  );
}
