// Context into the columns of a block, whichever way its rows came there: by template or by the reader. A pass over the rows reads an
// address or the id of a name, and writes what is known of it; what is known is found once per distinct value.

import type { AddressColumn } from '../encode/address-column.js';
import type { Batch } from '../encode/batch.js';
import type { DictionaryColumn, NumberColumn } from '../encode/columns.js';
import { AddressMemo, UNKNOWN_ADDRESS } from './address-memo.js';
import { dictionaryColumn, type EndColumns, endColumns } from './batch-columns.js';
import type { Lookup } from './lookup.js';
import { RowStamp, type StampTokens } from './row-stamp.js';
import { NO_TAGS, TagSets } from './tag-sets.js';
import { UserMemo } from './user-memo.js';

const SOURCE: StampTokens = {
  texts: ['geoSourceCoordinates', 'geoSourceCountry', 'geoSourceCity', 'sourceAsOrg'],
  number: 'sourceAsn',
};
const DESTINATION: StampTokens = {
  texts: ['geoDestinationCoordinates', 'geoDestinationCountry', 'geoDestinationCity', 'destinationAsOrg'],
  number: 'destinationAsn',
};
const PERSON: StampTokens = {
  texts: ['userEmployeeId', 'userDepartment', 'userStatus', 'userManager', 'userMail'],
  number: 'userTerminationDate',
};

/** Addresses and names come from outside: a worker that has seen more than this many begins anew. */
const MOST_KEPT = 200_000;

export class BatchEnrichment {
  readonly #batch: Batch;
  readonly #mostKept: number;
  readonly #tagSets = new TagSets();
  readonly #addresses: AddressMemo;
  readonly #users: UserMemo;
  readonly #stamps: { readonly source: RowStamp; readonly destination: RowStamp; readonly person: RowStamp };
  readonly #ends: { readonly source: EndColumns; readonly client: EndColumns; readonly destination: EndColumns };
  readonly #names: { readonly userName: DictionaryColumn; readonly contextUser: DictionaryColumn };
  readonly #watchesUsers: boolean;
  readonly #forwarded: DictionaryColumn;
  readonly #tags: DictionaryColumn;
  /** Tags that each row gets besides its own, as numbers of #tagSets. */
  #rowTags = new Uint32Array(0);
  #hasTags = false;
  /** By number of a proxy and id of what it forwarded: the number of the address that counts. */
  readonly #forwardedBy = new Map<number, number>();

  constructor(batch: Batch, lookup: Lookup, mostKept = MOST_KEPT) {
    this.#batch = batch;
    this.#mostKept = mostKept;
    this.#addresses = new AddressMemo(lookup, this.#tagSets);
    this.#users = new UserMemo(lookup, this.#tagSets);
    this.#stamps = {
      source: new RowStamp(batch, SOURCE, this.#addresses.values),
      destination: new RowStamp(batch, DESTINATION, this.#addresses.values),
      person: new RowStamp(batch, PERSON, this.#users.values),
    };
    this.#ends = {
      source: endColumns(batch, 'source'),
      client: endColumns(batch, 'client'),
      destination: endColumns(batch, 'destination'),
    };
    this.#names = {
      userName: dictionaryColumn(batch, 'userName'),
      contextUser: dictionaryColumn(batch, 'contextUser'),
    };
    this.#watchesUsers = lookup.watchesUsers;
    this.#forwarded = dictionaryColumn(batch, 'forwardedFor');
    this.#tags = dictionaryColumn(batch, 'tags');
  }

  /** All rows of the batch, once they are there. */
  enrich(): void {
    if (this.#addresses.size + this.#users.size + this.#tagSets.size > this.#mostKept) this.#forget();
    this.#forwardedBy.clear();
    if (this.#hasTags) this.#rowTags.fill(NO_TAGS);
    this.#hasTags = false;
    this.#eachAddress(this.#ends.source, (row, number) => this.#source(row, number));
    this.#eachAddress(this.#ends.client, (row, number) => this.#client(row, number));
    this.#eachAddress(this.#ends.destination, (row, number) => this.#destination(row, number));
    this.#person();
    this.#contextUser();
    if (this.#hasTags) this.#writeTags();
  }

  /** Together: what is known of users and addresses shares its tags. */
  #forget(): void {
    this.#addresses.forget();
    this.#users.forget();
    this.#tagSets.clear();
  }

  #eachAddress({ ipv4, ipv6 }: EndColumns, write: (row: number, number: number) => void): void {
    if (ipv4.used) this.#eachIpv4(ipv4, write);
    if (ipv6.used) this.#eachIpv6(ipv6, write);
  }

  #eachIpv4({ values, nulls }: NumberColumn, write: (row: number, number: number) => void): void {
    const { rows } = this.#batch;
    const addresses = this.#addresses;
    for (let row = 0; row < rows; row++) {
      if (nulls !== null && nulls[row] === 1) continue;
      const number = addresses.ofIpv4(values[row] as number);
      if (number !== UNKNOWN_ADDRESS) write(row, number);
    }
  }

  #eachIpv6({ bytes, nulls }: AddressColumn, write: (row: number, number: number) => void): void {
    for (let row = 0; row < this.#batch.rows; row++) {
      if (nulls[row] === 1) continue;
      const number = this.#addresses.ofIpv6(bytes, row * 16);
      if (number !== UNKNOWN_ADDRESS) write(row, number);
    }
  }

  #source(row: number, number: number): void {
    const effective = this.#addresses.isProxy(number) ? this.#effective(row, number) : number;
    if (effective === UNKNOWN_ADDRESS) return;
    this.#stamps.source.write(row, effective);
    this.#tag(row, this.#addresses.tagsOf(effective));
  }

  #effective(row: number, number: number): number {
    const id = this.#forwarded.used ? (this.#forwarded.ids[row] as number) : 0;
    const key = number * 2 ** 26 + id;
    const known = this.#forwardedBy.get(key);
    if (known !== undefined) return known;
    const list = Buffer.from(this.#forwarded.dictionary.key(id)).toString('latin1');
    const effective = this.#addresses.effective(number, list === '' ? [] : list.split('\n'));
    this.#forwardedBy.set(key, effective);
    return effective;
  }

  #client(row: number, number: number): void {
    if (!this.#addresses.isProxy(number)) this.#tag(row, this.#addresses.tagsOf(number));
  }

  #destination(row: number, number: number): void {
    this.#stamps.destination.write(row, number);
    this.#tag(row, this.#addresses.tagsOf(number));
  }

  #person(): void {
    const { userName } = this.#names;
    if (!userName.used) return;
    const users = this.#users;
    const { person } = this.#stamps;
    users.begin(userName);
    for (let row = 0; row < this.#batch.rows; row++) {
      const number = users.ofId(userName, userName.ids[row] as number);
      if (number === 0) continue;
      person.write(row, number);
      this.#tag(row, users.tagsOf(number));
    }
  }

  #contextUser(): void {
    const { contextUser } = this.#names;
    if (!contextUser.used || !this.#watchesUsers) return;
    this.#users.begin(contextUser);
    for (let row = 0; row < this.#batch.rows; row++) {
      const number = this.#users.ofId(contextUser, contextUser.ids[row] as number);
      if (number !== 0) this.#tag(row, this.#users.tagsOf(number));
    }
  }

  #tag(row: number, tags: number): void {
    if (tags === NO_TAGS) return;
    if (this.#rowTags.length === 0) this.#rowTags = new Uint32Array(this.#batch.capacity);
    this.#hasTags = true;
    this.#rowTags[row] = this.#tagSets.union(this.#rowTags[row] as number, tags);
  }

  #writeTags(): void {
    const { dictionary, ids } = this.#tags;
    const joined = new Map<number, number>();
    for (let row = 0; row < this.#batch.rows; row++) {
      const tags = this.#rowTags[row] as number;
      if (tags === NO_TAGS) continue;
      const own = ids[row] ?? 0;
      const key = own * 2 ** 26 + tags;
      let id = joined.get(key);
      if (id === undefined) {
        id = dictionary.internText(this.#joined(own, tags));
        joined.set(key, id);
      }
      this.#tags.set(row, id);
    }
  }

  #joined(own: number, tags: number): string {
    const text = Buffer.from(this.#tags.dictionary.key(own)).toString('utf8');
    return [...new Set([...(text === '' ? [] : text.split('\n')), ...this.#tagSets.at(tags)])].join('\n');
  }
}
