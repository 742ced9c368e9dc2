// Columns of a batch by the kind that enrichment expects; the model decides, and a mistake shows at the start.

import type { Token } from '@gatehouse/model';
import { AddressColumn } from '../encode/address-column.js';
import type { Batch } from '../encode/batch.js';
import { DictionaryColumn, NumberColumn } from '../encode/columns.js';

export function dictionaryColumn(batch: Batch, token: Token): DictionaryColumn {
  const column = batch.column(token);
  if (column instanceof DictionaryColumn) return column;
  throw new TypeError(`column ${token} has no dictionary`);
}

/** The columns of one end of a connection. */
export interface EndColumns {
  readonly ipv4: NumberColumn;
  readonly ipv6: AddressColumn;
}

export function endColumns(batch: Batch, end: 'source' | 'client' | 'destination'): EndColumns {
  const [ipv4, ipv6] = [batch.column(`${end}Ipv4`), batch.column(`${end}Ipv6`)];
  if (ipv4 instanceof NumberColumn && ipv6 instanceof AddressColumn) return { ipv4, ipv6 };
  throw new TypeError(`columns of the ${end} hold no addresses`);
}
