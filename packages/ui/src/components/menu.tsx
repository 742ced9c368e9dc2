import type { KeyboardEvent } from 'react';
import type { ButtonProps } from './button.js';
import { Icon, type IconName } from './icon.js';
import { Popover } from './popover.js';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly detail?: string;
  readonly keys?: string;
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

interface MenuProps extends Omit<ButtonProps, 'children' | 'onClick' | 'content' | 'title' | 'role'> {
  readonly items: readonly MenuItem[];
  readonly side?: 'start' | 'end';
}

/** A button with a list of things to do. */
export function Menu({ items, ...button }: MenuProps) {
  return (
    <Popover
      {...button}
      role="menu"
      content={(close) => <MenuList label={button.label} items={items} close={close} />}
    />
  );
}

interface MenuListProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly close: () => void;
}

function MenuList({ label, items, close }: MenuListProps) {
  return (
    <div role="menu" aria-label={label} className="menu" onKeyDown={moveFocus} tabIndex={-1}>
      {items.map((item) => (
        <MenuButton key={item.label} item={item} close={close} />
      ))}
    </div>
  );
}

function MenuButton({ item, close }: { readonly item: MenuItem; readonly close: () => void }) {
  const choose = () => {
    close();
    item.run();
  };
  const isChoice = item.isChecked !== undefined;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: menuitemradio takes aria-checked, the rule does not follow the condition
    <button
      type="button"
      role={isChoice ? 'menuitemradio' : 'menuitem'}
      aria-checked={item.isChecked}
      disabled={item.isDisabled}
      className="menu-item"
      onClick={choose}
    >
      {isChoice ? <Mark isChecked={item.isChecked === true} /> : null}
      {item.icon === undefined ? null : <Icon name={item.icon} />}
      <span className="menu-label">{item.label}</span>
      {item.detail === undefined ? null : <span className="menu-detail">{item.detail}</span>}
      {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
    </button>
  );
}

function Mark({ isChecked }: { readonly isChecked: boolean }) {
  return <span className="menu-mark">{isChecked ? <Icon name="check" size={14} /> : null}</span>;
}

/** Arrows, Home and End, as in any menu. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  items[(target + items.length) % items.length]?.focus();
}
