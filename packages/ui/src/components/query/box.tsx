import { lazy, type Ref, Suspense, useImperativeHandle, useRef } from 'react';
import './query.css';

export interface QueryBoxHandle {
  focus(): void;
}

export interface QueryBoxProps {
  readonly value: string;
  readonly label: string;
  readonly placeholder: string;
  /** IANA name in which dates without a zone are read. */
  readonly zone: string;
  readonly isFocused: boolean;
  readonly handle: Ref<QueryBoxHandle>;
  readonly onChange: (text: string) => void;
  readonly onSubmit: () => void;
  /** Alt with an arrow: earlier (−1) or later (1) queries. */
  readonly onRecall: (steps: number) => void;
  /** Frequent values of a token, for completion. */
  readonly values: (token: string, typed: string) => Promise<readonly string[]>;
}

const QueryEditor = lazy(async () => ({ default: (await import('./editor.js')).QueryEditor }));

/** The editor; until it is loaded, a plain box that takes the same keys. */
export function QueryBox(props: QueryBoxProps) {
  const isFocused = useRef(props.isFocused);
  return (
    <div className="query-box">
      <Suspense fallback={<PlainBox {...props} onFocus={() => void (isFocused.current = true)} />}>
        <QueryEditor {...props} isFocused={isFocused.current} />
      </Suspense>
    </div>
  );
}

function PlainBox({ onFocus, handle, ...props }: QueryBoxProps & { readonly onFocus: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(handle, () => ({ focus: () => input.current?.focus() }), []);
  return (
    <input
      ref={input}
      className="query-plain mono"
      aria-label={props.label}
      placeholder={props.placeholder}
      spellCheck={false}
      value={props.value}
      onFocus={onFocus}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && props.onSubmit()}
    />
  );
}
