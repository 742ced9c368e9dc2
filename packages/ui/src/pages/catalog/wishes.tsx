import type { SourceRequest } from '@gatehouse/model';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Form, TextField } from '../../components/form.js';
import { ProblemNote } from '../../components/note.js';
import { Text } from '../../components/text.js';
import { counted } from '../../lib/format.js';
import { useApi, useToasts } from '../../lib/page-context.js';
import { askForSource, voteFor, WISHES_KEY, wishesQuery } from './requests.js';

const COLUMNS: readonly DataColumn<SourceRequest>[] = [
  { name: 'Product', cell: (wish) => <Product wish={wish} /> },
  { name: 'Votes', isQuantity: true, order: ({ votes }) => votes, cell: ({ votes }) => votes },
  { name: '', isTight: true, cell: (wish) => <Vote wish={wish} /> },
];

/** Products that people would like to be read, with their votes. */
export function Wishes() {
  const answer = useQuery(wishesQuery(useApi()));
  const wishes = answer.data ?? [];
  return (
    <div className="wishes">
      <section>
        {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {answer.isSuccess && wishes.length === 0 ? (
          <p className="soft">Nobody has asked for another product yet.</p>
        ) : null}
        <DataTable label="Requests" columns={COLUMNS} rows={wishes} keyOf={({ id }) => id} />
      </section>
      <WishForm />
    </div>
  );
}

interface WishProps {
  readonly wish: SourceRequest;
}

function Product({ wish: { vendor, product, notes } }: WishProps) {
  return (
    <>
      <Text value={`${vendor} ${product}`} />
      {notes === '' ? null : (
        <span className="detail">
          <Text value={notes} />
        </span>
      )}
    </>
  );
}

function Vote({ wish: { id, hasVoted } }: WishProps) {
  const queries = useQueryClient();
  const api = useApi();
  const toasts = useToasts();
  const voting = useMutation({
    mutationFn: () => voteFor(api, id),
    onSuccess: () => queries.invalidateQueries({ queryKey: WISHES_KEY }),
    onError: (error) => toasts.say(error.message, 'bad'),
  });
  if (hasVoted) return <span className="faint">you want it</span>;
  return <Button label="I want it too" disabled={voting.isPending} onClick={() => voting.mutate()} />;
}

function WishForm() {
  const queries = useQueryClient();
  const api = useApi();
  const toasts = useToasts();
  const [vendor, setVendor] = useState('');
  const [product, setProduct] = useState('');
  const [notes, setNotes] = useState('');
  const asking = useMutation({
    mutationFn: () => askForSource(api, { vendor, product, ...(notes.trim() === '' ? {} : { notes }) }),
    onSuccess: async (wish) => {
      toasts.say(`${wish.product} has ${counted(wish.votes, 'vote')}`);
      for (const clear of [setVendor, setProduct, setNotes]) clear('');
      await queries.invalidateQueries({ queryKey: WISHES_KEY });
    },
  });
  return (
    <section className="wish-form">
      <h2>Ask for a product</h2>
      <p className="soft">
        It is kept on this server, where its administrators see what people want. Nothing is sent anywhere.
      </p>
      <Form action="Ask" submit={() => asking.mutate()} isBusy={asking.isPending} error={asking.error}>
        <TextField label="Vendor" value={vendor} onValue={setVendor} required maxLength={100} />
        <TextField label="Product" value={product} onValue={setProduct} required maxLength={100} />
        <TextField
          label="What for"
          value={notes}
          onValue={setNotes}
          maxLength={1000}
          hint="Version, form of the log, what you would look for. No lines of your log, please."
        />
      </Form>
    </section>
  );
}
