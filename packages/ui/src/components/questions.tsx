interface QuestionsProps {
  /** Each is a query that can be read and changed. */
  readonly questions: readonly { readonly label: string; readonly query: string }[];
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** Queries that are asked often, one press each. */
export function Questions({ questions, query, onQuery }: QuestionsProps) {
  return (
    <ul className="questions" aria-label="Often asked">
      {questions.map((question) => (
        <li key={question.label}>
          <button
            type="button"
            className="chip"
            aria-pressed={question.query === query}
            onClick={() => onQuery(question.query)}
          >
            {question.label}
          </button>
        </li>
      ))}
    </ul>
  );
}
