// Which names of users who may give. A name like `anna@vienna` belongs to the customer `vienna`: only an account of this customer alone can
// have it, so whoever administrates the customer sees everybody in it. All other names are free ones, over all customers, for who
// administrates all of them. Nobody meets a name that is taken by somebody whom they do not see (docs/decisions/0026).

import { AppError } from '../errors.js';
import type { Actor, Tenants } from './authority.js';

/** A customer's id as it can be. What has a dot is the domain of a mail address. */
const OF_CUSTOMER = /@([a-z0-9][a-z0-9_-]*)$/;

/** Throws what is wrong with giving the name; whether it is taken makes no difference. */
export function requireGivable(actor: Actor, login: string, tenants: Tenants): void {
  requireFitting(login, tenants);
  if (actor.tenants === null || OF_CUSTOMER.test(login)) return;
  const [customer = ''] = tenants ?? actor.tenants;
  throw new AppError('access.free-name', { example: `${login.split('@', 1)[0]}@${customer.toLowerCase()}` });
}

/** Throws `access.name-of-customer` where the name belongs to a customer that is not the only one of the account. */
export function requireFitting(login: string, tenants: Tenants): void {
  const [, customer] = OF_CUSTOMER.exec(login) ?? [];
  if (customer === undefined) return;
  const isFitting = tenants?.every((tenant) => tenant.toLowerCase() === customer) ?? false;
  if (!isFitting) throw new AppError('access.name-of-customer', { customer });
}
