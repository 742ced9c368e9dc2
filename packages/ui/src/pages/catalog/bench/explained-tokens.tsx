import { type DictionaryField, FIELDS, type LineExplanation, type PrintedValue, type Token } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { type DataColumn, DataTable } from '../../../components/data-table.js';
import { sectionClass } from '../../../components/raw-line.js';
import { Text } from '../../../components/text.js';
import { formatValue } from '../../../lib/format.js';
import { usePreferences } from '../../../lib/page-context.js';
import type { Clock } from '../../../lib/time.js';

interface ExplainedTokensProps {
  readonly explanation: LineExplanation;
  readonly pointed: string | null;
  readonly onPoint: (token: string | null) => void;
}

const LINE_ITSELF: readonly Token[] = ['rawEvent', 'rawEventBase64', 'defects'];

/** Each token: its value, the characters that it was read from or what it was made of, and the rule. */
export function ExplainedTokens({ explanation, pointed, onPoint }: ExplainedTokensProps) {
  const [{ clock }] = usePreferences();
  const fields = FIELDS.filter(({ token }) => explanation.event[token] !== undefined && !LINE_ITSELF.includes(token));
  return (
    <DataTable
      label="Tokens"
      columns={columnsOf(explanation, clock)}
      rows={fields}
      keyOf={({ token }) => token}
      isOpen={({ token }) => token === pointed}
      onPoint={(field) => onPoint(field?.token ?? null)}
    />
  );
}

function columnsOf(explanation: LineExplanation, clock: Clock): readonly DataColumn<DictionaryField>[] {
  return [
    {
      name: 'Token',
      isTight: true,
      cell: ({ token, section }) => (
        <>
          <i className={`bench-mark ${sectionClass(section)}`} />{' '}
          <Link to="/catalog" search={{ part: 'guide', q: token }} className="mono">
            {token}
          </Link>
        </>
      ),
    },
    {
      name: 'Value',
      cell: (field) => <Text value={formatValue(field, explanation.event[field.token] as PrintedValue, clock)} />,
    },
    { name: 'Read from', cell: ({ token }) => <span className="soft">{originOf(explanation, token).from}</span> },
    {
      name: 'Rule',
      cell: ({ token }) => (
        <span className="soft">
          <Text value={originOf(explanation, token).rule} />
        </span>
      ),
    },
  ];
}

function originOf({ texts, derived }: LineExplanation, token: Token) {
  const read = texts.find(({ tokens = [], role }) => role === 'value' && tokens.includes(token));
  if (read !== undefined) return { from: <Text value={read.text} />, rule: read.rule ?? '' };
  const made = derived.find((one) => one.token === token);
  if (made === undefined) return { from: '', rule: '' };
  return { from: made.from.join(', '), rule: made.rule };
}
