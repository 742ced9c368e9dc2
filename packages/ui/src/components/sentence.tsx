import type { PrintedEvent } from '@gatehouse/model';
import { type SentencePiece, sentenceOf } from '../lib/sentence.js';
import type { Clock } from '../lib/time.js';
import { Text } from './text.js';

interface SentenceProps {
  readonly event: PrintedEvent;
  readonly clock: Clock;
  /** Makes the values buttons. */
  readonly onValue?: (token: NonNullable<SentencePiece['token']>) => void;
}

/** What happened, in one sentence; the values stand out. */
export function Sentence({ event, clock, onValue }: SentenceProps) {
  let at = 0;
  return (
    <span className="sentence">
      {sentenceOf(event, clock).map(({ text, token }) => {
        const key = at;
        at += text.length + 1;
        if (token === undefined) return <span key={key}>{text}</span>;
        if (onValue === undefined)
          return (
            <b key={key}>
              <Text value={text} />
            </b>
          );
        return (
          <button
            type="button"
            key={key}
            className="sentence-value"
            title={`Only this ${token}`}
            onClick={() => onValue(token)}
          >
            <Text value={text} />
          </button>
        );
      })}
    </span>
  );
}
