import { FIELDS, type LineExplanation, type PrintedValue, type Token } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { sectionClass } from '../../../components/raw-line.js';
import { SheetTable } from '../../../components/sheet.js';
import { Text } from '../../../components/text.js';
import { formatValue } from '../../../lib/format.js';
import { usePreferences } from '../../../lib/page-context.js';

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
    <SheetTable label="Tokens" heads={['Token', 'Value', 'Read from', 'Rule']}>
      {fields.map((field) => {
        const { token, section } = field;
        const value = explanation.event[token] as PrintedValue;
        const { from, rule } = originOf(explanation, token);
        return (
          <tr
            key={token}
            className={pointed === token ? 'is-open' : undefined}
            onMouseEnter={() => onPoint(token)}
            onMouseLeave={() => onPoint(null)}
          >
            <td className="tight">
              <i className={`bench-mark ${sectionClass(section)}`} />{' '}
              <Link to="/catalog" search={{ part: 'guide', q: token }} className="mono">
                {token}
              </Link>
            </td>
            <td className="bench-value">
              <Text value={formatValue(field, value, clock)} />
            </td>
            <td className="bench-value soft">{from}</td>
            <td className="soft">
              <Text value={rule} />
            </td>
          </tr>
        );
      })}
    </SheetTable>
  );
}

function originOf({ texts, derived }: LineExplanation, token: Token) {
  const read = texts.find(({ tokens = [], role }) => role === 'value' && tokens.includes(token));
  if (read !== undefined) return { from: <Text value={read.text} />, rule: read.rule ?? '' };
  const made = derived.find((one) => one.token === token);
  if (made === undefined) return { from: '', rule: '' };
  return { from: made.from.join(', '), rule: made.rule };
}
