import { type ExplainedText, fieldOf, type LineExplanation, type PrintedEvent } from '@gatehouse/model';
import { Icon } from './icon.js';
import { Text } from './text.js';
import './raw-line.css';

interface RawLineProps {
  readonly event: PrintedEvent;
  readonly explanation: LineExplanation | null;
  /** Token under the pointer, here or in the fields. */
  readonly pointed: string | null;
  readonly onPoint: (token: string | null) => void;
}

/** The line as it came; every stretch in the colour of its field, with the rule that took it. */
export function RawLine({ event, explanation, pointed, onPoint }: RawLineProps) {
  const { rawEvent } = event;
  if (explanation === null)
    return <p className="raw-line">{rawEvent === undefined ? '…' : <Text value={String(rawEvent)} />}</p>;
  return (
    <section className="raw" aria-label="The line as it came">
      <p className="raw-line">
        {explanation.texts.map((text) => (
          <Stretch key={text.from} text={text} pointed={pointed} onPoint={onPoint} />
        ))}
      </p>
      <Verdict explanation={explanation} />
    </section>
  );
}

interface StretchProps {
  readonly text: ExplainedText;
  readonly pointed: string | null;
  readonly onPoint: (token: string | null) => void;
}

function Stretch({ text: { text, role, tokens = [], attribute, rule }, pointed, onPoint }: StretchProps) {
  const [token] = tokens;
  if (role === 'literal')
    return (
      <span className="raw-literal" title={rule}>
        <Text value={text} />
      </span>
    );
  if (role === 'unclaimed')
    return (
      <span
        className={/\S/.test(text) ? 'raw-unclaimed' : undefined}
        title={/\S/.test(text) ? 'No rule explains this' : undefined}
      >
        <Text value={text} />
      </span>
    );
  const name = attribute === undefined ? tokens.join(', ') : `attributes.${attribute}`;
  const section = (token === undefined ? undefined : fieldOf(token)?.section) ?? 'Provenance';
  const isPointed = pointed !== null && (pointed === attribute || tokens.some((one) => one === pointed));
  const className = `raw-value ${sectionClass(section)} ${isPointed ? 'is-pointed' : ''}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only highlights what the table of fields says in words
    <span
      className={className}
      title={`${name === '' ? 'kept in the line only' : name} · ${rule ?? ''}`}
      onMouseEnter={() => onPoint(attribute ?? token ?? null)}
      onMouseLeave={() => onPoint(null)}
    >
      <Text value={text} />
    </span>
  );
}

/** `Client and source` → `tint-source`. */
export function sectionClass(section: string): string {
  return `tint-${section.toLowerCase().replace('client and ', '')}`;
}

const STATES = {
  mapped: { icon: 'check', text: 'Every character is explained', tone: 'good' },
  partial: { icon: 'alert', text: 'Mapped, with something wrong', tone: 'warn' },
  unrecognised: { icon: 'alert', text: 'Not recognised: kept as text only', tone: 'bad' },
} as const;

function Verdict({ explanation: { state, date, defects, headerForm } }: { readonly explanation: LineExplanation }) {
  const { icon, text, tone } = STATES[state];
  return (
    <div className="raw-verdict">
      <p className={tone}>
        <Icon name={icon} size={14} /> {text}
        <span className="faint"> · header form {headerForm}</span>
      </p>
      {defects.map(({ code, meaning }) => (
        <p key={code} className="warn">
          <code>{code}</code> {meaning}
        </p>
      ))}
      {date === null ? null : (
        <p className="faint">
          Date read as {ORDERS[date.order] ?? date.order}: {date.why}.
        </p>
      )}
    </div>
  );
}

const ORDERS: Readonly<Record<string, string>> = {
  mdy: 'month/day/year',
  dmy: 'day/month/year',
  ymd: 'year/month/day',
};
