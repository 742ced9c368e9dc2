import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewline } from '@codemirror/commands';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, placeholder as placeholderText } from '@codemirror/view';
import { nameOf, ODD_CHARACTERS } from '../../lib/hostile-text.js';
import { colours } from './colours.js';
import { completionSource } from './completion.js';
import { editorTheme } from './editor-theme.js';

export interface EditorOptions {
  readonly root: ShadowRoot;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  readonly zone: () => string;
  readonly values: (token: string, typed: string) => Promise<readonly string[]>;
  readonly onChange: (text: string) => void;
  readonly onSubmit: () => void;
  readonly onRecall: (steps: number) => void;
}

export interface EditorHandle {
  setText(text: string): void;
  focus(): void;
  destroy(): void;
}

export function createEditor(options: EditorOptions): EditorHandle {
  const view = new EditorView({
    parent: options.root,
    root: options.root,
    doc: options.text,
    // Whoever has begun in the plain box goes on where they were.
    selection: { anchor: options.text.length },
    extensions: extensionsOf(options),
  });
  return {
    setText: (text) => {
      const { doc } = view.state;
      if (doc.toString() === text) return;
      view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, selection: { anchor: text.length } });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function extensionsOf(options: EditorOptions): Extension {
  return [
    history(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
    }),
    placeholderText(options.placeholder),
    highlightSpecialChars({ specialChars: ODD_CHARACTERS, render: (code) => oddElement(String.fromCodePoint(code)) }),
    closeBrackets(),
    autocompletion({
      override: [completionSource(options.values)],
      icons: false,
      maxRenderedOptions: 60,
      activateOnTypingDelay: 60,
      optionClass: ({ type = '' }) => `option-${type}`,
    }),
    Prec.highest(keymap.of(ownKeys(options))),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    colours(options.zone),
    editorTheme,
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange(update.state.doc.toString());
    }),
  ];
}

/** Enter takes what the list offers, else it runs the query; a new line needs Shift. */
function ownKeys({ onSubmit, onRecall }: EditorOptions) {
  const submit = () => {
    onSubmit();
    return true;
  };
  const recall = (steps: number) => () => {
    onRecall(steps);
    return true;
  };
  return [
    { key: 'Tab', run: takeOffer },
    { key: 'Enter', run: (view: EditorView) => acceptCompletion(view) || submit() },
    { key: 'Mod-Enter', run: submit },
    { key: 'Shift-Enter', run: insertNewline },
    { key: 'Alt-ArrowUp', run: recall(-1) },
    { key: 'Alt-ArrowDown', run: recall(1) },
    { key: 'Escape', run: leave },
  ];
}

/** A list that has only just come takes no key yet: Tab must not leave the editor meanwhile. */
function takeOffer(view: EditorView): boolean {
  return acceptCompletion(view) || completionStatus(view.state) !== null;
}

/** Esc closes the list first (its own key map does that); then it gives the keys back to the page. */
function leave(view: EditorView): boolean {
  const isListOpen = view.dom.querySelector('.cm-tooltip-autocomplete') !== null;
  if (isListOpen) return false;
  view.contentDOM.blur();
  return true;
}

/** A value that was clicked into the query may hold what a log held. */
function oddElement(character: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'qql-odd';
  element.textContent = nameOf(character);
  return element;
}
