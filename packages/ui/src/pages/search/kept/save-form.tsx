import type { KeptSearch } from '@gatehouse/model';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.js';
import { ProblemNote } from '../../../components/note.js';
import { useApi, useToasts } from '../../../lib/page-context.js';
import { useSession } from '../../../lib/session.js';
import { SAVED_KEY, saveSearch } from './requests.js';

/** Shared with the customers whom one sees oneself: nobody else may see what it finds. */
export function SaveForm({ kept }: { readonly kept: KeptSearch }) {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const tenants = useSession().data?.tenants ?? null;
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const saving = useMutation({
    mutationFn: () => saveSearch(api, { ...kept, name: name.trim(), sharedWith: isShared ? tenants : [] }),
    onSuccess: async () => {
      setName('');
      toasts.say('Search saved');
      await queries.invalidateQueries({ queryKey: SAVED_KEY });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') saving.mutate();
  };
  return (
    <form className="kept-form" onSubmit={submit}>
      <input
        aria-label="Name of this search"
        placeholder="Save this search as …"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button label="Save" look="primary" type="submit" disabled={name.trim() === '' || saving.isPending} />
      <label className="kept-share">
        <input type="checkbox" checked={isShared} onChange={(event) => setShared(event.target.checked)} />
        Others see it, too
      </label>
      {saving.isError ? <ProblemNote error={saving.error} /> : null}
    </form>
  );
}
