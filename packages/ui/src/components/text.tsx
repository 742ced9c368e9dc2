import { piecesOf } from '../lib/hostile-text.js';

/** Text from outside: isolated in its direction, with invisible characters shown by name. */
export function Text({ value }: { readonly value: string }) {
  const pieces = piecesOf(value);
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined && first.odd === undefined) return <bdi>{first.text}</bdi>;
  let at = 0;
  return (
    <bdi>
      {pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        return piece.odd === undefined ? (
          <span key={key}>{piece.text}</span>
        ) : (
          <span key={key} className="odd" title={`Not to be seen in the text: ${piece.odd}`}>
            {piece.odd}
          </span>
        );
      })}
    </bdi>
  );
}
