// The ways in which logs write one account: `ann`, `CORP\ann`, `ann@corp.example.com`. Case never counts.

export interface UserName {
  readonly form: 'plain' | 'down-level' | 'principal';
  /** All parts folded: lower case, composed (Unicode NFC). */
  readonly whole: string;
  readonly user: string;
  /** '' for a plain name. */
  readonly domain: string;
}

export function readUserName(text: string): UserName {
  const whole = text.trim().normalize('NFC').toLowerCase();
  const slash = whole.indexOf('\\');
  if (slash > 0) return { form: 'down-level', whole, user: whole.slice(slash + 1), domain: whole.slice(0, slash) };
  const at = whole.lastIndexOf('@');
  if (at > 0) return { form: 'principal', whole, user: whole.slice(0, at), domain: whole.slice(at + 1) };
  return { form: 'plain', whole, user: whole, domain: '' };
}
