import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly label: string;
  readonly icon?: IconName;
  /** `icon`: only the icon is seen, the label is read out and shown as a tip. */
  readonly look?: 'plain' | 'primary' | 'quiet' | 'icon' | 'danger';
  /** Key that does the same, for the tip. */
  readonly keys?: string;
  readonly isOn?: boolean;
  readonly children?: ReactNode;
}

export function Button({ label, icon, look = 'plain', keys, isOn, children, className = '', ...rest }: ButtonProps) {
  const isIconOnly = look === 'icon';
  const tip = keys === undefined ? label : `${label} (${keys})`;
  return (
    <button
      type="button"
      className={`button button-${look} ${className}`}
      aria-label={isIconOnly ? label : undefined}
      aria-pressed={isOn}
      title={isIconOnly || keys !== undefined ? tip : undefined}
      {...rest}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {isIconOnly ? null : <span className="button-label">{label}</span>}
      {children}
    </button>
  );
}
