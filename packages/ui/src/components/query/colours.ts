import { type Extension, type Range, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { check, highlight } from '@gatehouse/qql';

/** Colours each part of the query by what the parser takes it for, and underlines what it cannot take. */
export function colours(zone: () => string): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = decorate(view, zone());
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.decorations = decorate(update.view, zone());
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function decorate({ state }: EditorView, zone: string): DecorationSet {
  const text = state.doc.toString();
  const marks = highlight(text).map(({ kind, from, to }) => markClass(`qql-${kind}`, from, to));
  const problems = check(text, { now: Date.now(), zone }).diagnostics.map(({ severity, from, to }) =>
    markClass(`qql-${severity}`, Math.min(from, Math.max(0, text.length - 1)), Math.max(to, from + 1)),
  );
  const builder = new RangeSetBuilder<Decoration>();
  const all = [...marks, ...problems].toSorted((a, b) => a.from - b.from || a.to - b.to);
  for (const { from, to, value } of all) if (from < to && to <= text.length) builder.add(from, to, value);
  return builder.finish();
}

function markClass(name: string, from: number, to: number): Range<Decoration> {
  return Decoration.mark({ class: name }).range(from, to);
}
