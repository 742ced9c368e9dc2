import { Fragment } from 'react';

const NAMES: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** `Mod+k` and `g s` as keys on a keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="keys">
      {keys.split(' ').map((press, index) => (
        <Fragment key={`${press}-${String(index)}`}>
          {index > 0 ? <span className="faint"> then </span> : null}
          {press.split(/(?<=.)\+/).map((key) => (
            <kbd key={key}>{NAMES[key] ?? key}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
