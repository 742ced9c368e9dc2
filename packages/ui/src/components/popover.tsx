import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Button, type ButtonProps } from './button.js';

interface PopoverProps extends Omit<ButtonProps, 'children' | 'onClick' | 'content' | 'title' | 'role'> {
  /** Built when it is opened; `close` closes it. */
  readonly content: (close: () => void) => ReactNode;
  readonly side?: 'start' | 'end';
  readonly badge?: ReactNode;
  /** What a screen reader calls the content. */
  readonly title?: string;
  readonly role?: 'dialog' | 'menu';
}

const GAP = 4;
const EDGE = 8;

/** A button that opens something in front of the page: Esc, a click elsewhere and the choice itself close it. */
export function Popover({ content, side = 'start', badge, title, role = 'dialog', ...button }: PopoverProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  usePosition({ anchor, panel, isOpen, side });
  const close = () => {
    panel.current?.hidePopover();
    anchor.current?.querySelector('button')?.focus();
  };
  return (
    <span className="popover-anchor" ref={anchor}>
      <Button
        {...button}
        popoverTarget={id}
        aria-haspopup={role}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
      >
        {badge}
      </Button>
      <div
        id={id}
        ref={panel}
        popover="auto"
        {...(role === 'dialog' ? { role, 'aria-label': title ?? button.label } : {})}
        className="popover"
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen ? content(close) : null}
      </div>
    </span>
  );
}

interface Placing {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly panel: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly side: 'start' | 'end';
}

function usePosition({ anchor, panel, isOpen, side }: Placing): void {
  useEffect(() => {
    const element = panel.current;
    const button = anchor.current?.querySelector('button');
    if (!isOpen || element === null || button === null || button === undefined) return;
    const place = () => placeBelow(element, button.getBoundingClientRect(), side);
    place();
    element.querySelector<HTMLElement>('[data-autofocus], input, button, a')?.focus();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    window.addEventListener('resize', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
    };
  }, [anchor, panel, isOpen, side]);
}

/** Below the button, or above it where there is more room; always inside the window. */
function placeBelow(element: HTMLElement, button: DOMRect, side: 'start' | 'end'): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = window.innerHeight - button.bottom - GAP - EDGE;
  const top = height > below && button.top > below ? Math.max(EDGE, button.top - GAP - height) : button.bottom + GAP;
  const left = side === 'start' ? button.left : button.right - width;
  element.style.top = `${top}px`;
  element.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
  element.style.maxHeight = `${window.innerHeight - top - EDGE}px`;
}
