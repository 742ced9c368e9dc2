// A request that changes something: afterwards the lists that show it are asked for again, and a line says what was done.

import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from './api.js';
import { useApi, useToasts } from './page-context.js';

interface Change<Wish, Answer> {
  readonly send: (api: Api, wish: Wish) => Promise<Answer>;
  /** First part of the keys that are out of date then. */
  readonly stale: readonly string[];
  readonly said?: (answer: Answer, wish: Wish) => string;
  readonly onDone?: (answer: Answer) => void;
}

export function useChange<Wish, Answer>({
  send,
  stale,
  said,
  onDone,
}: Change<Wish, Answer>): UseMutationResult<Answer, Error, Wish> {
  const api = useApi();
  const toasts = useToasts();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => send(api, wish),
    onSuccess: async (answer, wish) => {
      if (said !== undefined) toasts.say(said(answer, wish));
      await Promise.all(stale.map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onDone?.(answer);
    },
  });
}
