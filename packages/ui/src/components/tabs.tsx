import type { KeyboardEvent } from 'react';

interface TabsProps<Name extends string> {
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  readonly label: string;
}

export function Tabs<Name extends string>({ names, chosen, onChoose, label }: TabsProps<Name>) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = (names.indexOf(chosen) + step + names.length) % names.length;
    const next = names[at];
    if (next !== undefined) onChoose(next);
    event.currentTarget.querySelectorAll('button')[at]?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className="tabs" onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          className="tab"
          ref={name === chosen ? showWhole : undefined}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** A row of tabs that is wider than a phone scrolls. */
function showWhole(element: Element | null): void {
  element?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
}
