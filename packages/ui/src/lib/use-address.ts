// The state of a page as its address: what a link, a reload and the back button show again.

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { textParam } from './address-bar.js';

type Params = Readonly<Record<string, unknown>>;

/** Parameters by name; an empty text takes one away. */
type Change = Readonly<Record<string, string>>;

interface ChangeOptions {
  /** For what is typed: no step back for each letter. */
  readonly replace?: boolean;
  /** Everything else is taken away: another part of the page. */
  readonly fresh?: boolean;
}

export interface Address {
  readonly params: Params;
  readonly get: (name: string) => string;
  readonly change: (change: Change, options?: ChangeOptions) => void;
}

export function useAddress(): Address {
  const params: Params = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (part: Change, { replace = false, fresh = false }: ChangeOptions = {}) => {
      const search = (before: Params) => withoutEmpty(fresh ? part : { ...before, ...part });
      void navigate({ to: '.', search, replace, resetScroll: false });
    },
    [navigate],
  );
  return { params, get: (name) => textParam(params, name), change };
}

function withoutEmpty(params: Params): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
}
