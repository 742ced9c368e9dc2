// The query editor: CodeMirror, with our own parser for colours, complaints and completion. It lives in a shadow root, because there
// it may bring its styles as constructed sheets: the page's policy allows no styles in markup.

import { useEffect, useImperativeHandle, useRef } from 'react';
import type { QueryBoxProps } from './box.js';
import { createEditor, type EditorHandle } from './code-mirror.js';

export function QueryEditor({ handle, ...props }: QueryBoxProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open', delegatesFocus: true });
    const created = createEditor({
      root,
      text: latest.current.value,
      label: latest.current.label,
      placeholder: latest.current.placeholder,
      zone: () => latest.current.zone,
      values: (token, typed) => latest.current.values(token, typed),
      onChange: (text) => latest.current.onChange(text),
      onSubmit: () => latest.current.onSubmit(),
      onRecall: (steps) => latest.current.onRecall(steps),
    });
    editor.current = created;
    if (latest.current.isFocused) created.focus();
    return () => {
      editor.current = null;
      created.destroy();
    };
  }, []);
  useEffect(() => editor.current?.setText(props.value), [props.value]);
  useImperativeHandle(handle, () => ({ focus: () => editor.current?.focus() }), []);
  return <div className="query-editor" ref={host} />;
}
