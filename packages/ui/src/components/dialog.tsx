import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly size?: 'small' | 'wide' | 'full';
  /** For dialogs that need no bar: the title is only read out. */
  readonly hidesTitle?: boolean;
}

/** A modal: focus stays in it, Esc and a click beside it close it. */
export function Dialog({ title, onClose, children, size = 'small', hidesTitle = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same as the click on the backdrop
    <dialog
      ref={element}
      className={`dialog dialog-${size}`}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === element.current && onClose()}
    >
      <div className="dialog-body">
        <header className={hidesTitle ? 'visually-hidden' : 'dialog-head'}>
          <h2 id={id}>{title}</h2>
          {hidesTitle ? null : <Button label="Close" icon="close" look="icon" onClick={onClose} />}
        </header>
        {children}
      </div>
    </dialog>
  );
}
