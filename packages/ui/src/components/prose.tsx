import { Text } from './text.js';

/** Text of ours, in which what is typed or written in a file stands between backticks. */
export function Prose({ text }: { readonly text: string }) {
  let at = 0;
  return text.split('`').map((part, index) => {
    const key = at;
    at += part.length + 1;
    return index % 2 === 0 ? (
      <Text key={key} value={part} />
    ) : (
      <code key={key}>
        <Text value={part} />
      </code>
    );
  });
}
