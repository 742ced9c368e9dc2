import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import { complete, type Completion as Offer, type Suggestion } from '@gatehouse/qql';
import { visibleText } from '../../lib/hostile-text.js';

const MOST = 60;

/** What our parser says could stand at the cursor; where a value belongs, the frequent ones of the server come first. */
export function completionSource(
  values: (token: string, typed: string) => Promise<readonly string[]>,
): CompletionSource {
  return async (context) => {
    const text = context.state.doc.toString();
    const offer = complete(text, context.pos, { limit: MOST });
    if (!isWanted(context, offer)) return null;
    const { token } = offer;
    const typed = text.slice(offer.from, context.pos);
    const seen = token === undefined ? [] : await values(token, typed).catch(() => []);
    if (context.aborted) return null;
    const best = seen.length === 0 ? offer : complete(text, context.pos, { limit: MOST, values: () => seen });
    return resultOf(best);
  };
}

/** Nobody asked for the list of all tokens by typing a blank. */
function isWanted({ explicit, pos }: CompletionContext, { from, suggestions, token }: Offer): boolean {
  if (suggestions.length === 0 && token === undefined) return false;
  return explicit || pos > from || token !== undefined || pos === 0;
}

function resultOf({ from, to, suggestions }: Offer): CompletionResult {
  return { from, to, options: suggestions.map(optionOf), filter: false };
}

function optionOf({ kind, label, insert, detail, sample }: Suggestion): Completion {
  const option: Completion = { label: visibleText(label), type: kind, apply: insert };
  if (kind !== 'token') return { ...option, detail };
  const info = sample === undefined ? detail : `${detail} Example: ${sample}`;
  return { ...option, info: () => infoNode(info) };
}

function infoNode(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
