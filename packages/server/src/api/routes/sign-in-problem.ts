// What the login page says after a sign-in with an identity provider that has failed: of the code in the page's address, the error's texts.

import { AppError, type ErrorCode } from '../../errors.js';

/** Where a sign-in with a provider can end. */
const FAILURES = [
  'access.provider-failed',
  'access.sign-in-expired',
  'access.not-granted',
  'access.disabled',
  'access.no-provider',
] as const satisfies readonly ErrorCode[];

/** Null: the code is none of ours. */
export function signInProblem(code: string): { readonly detail: string; readonly remedy: string } | null {
  if (code === 'access.provider-refused') return told(new AppError(code, { reason: 'see its own page' }));
  const known = FAILURES.find((each) => each === code);
  return known === undefined ? null : told(new AppError(known, {}));
}

function told({ message: detail, remedy }: AppError): { readonly detail: string; readonly remedy: string } {
  return { detail, remedy };
}
