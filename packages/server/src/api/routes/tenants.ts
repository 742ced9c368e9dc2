// Customers: /api/v1/tenants. Everybody sees their own; who administrates all of them makes and removes them.

import Type from 'typebox';
import type { Access } from '../../access/access.js';
import { type Route, route } from '../route.js';
import { closed, Done, Id, Name, Tenant } from './access-schemas.js';

const PATH = '/api/v1/tenants';
const admin = { access: 'admin', scope: 'manage' } as const;
const params = Type.Object({ id: Id });

export function tenantRoutes({ customers }: Access): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: PATH,
      access: 'viewer',
      scope: 'self',
      summary: 'List your customers',
      response: { 200: Type.Object({ tenants: Type.Array(Tenant) }) },
      handler: async ({ caller }) => ({ tenants: [...(await customers.list(caller))] }),
    }),
    route({
      method: 'POST',
      path: PATH,
      ...admin,
      summary: 'Add a customer',
      body: closed({ id: Id, name: Name }),
      response: { 200: Tenant },
      audit: 'change',
      handler: ({ caller, body }) => customers.add(caller, body),
    }),
    route({
      method: 'PUT',
      path: `${PATH}/{id}`,
      ...admin,
      summary: 'Rename a customer',
      params,
      body: closed({ name: Name }),
      response: { 200: Tenant },
      audit: 'change',
      handler: ({ caller, params: { id }, body }) => customers.rename(caller, id, body.name),
    }),
    route({
      method: 'DELETE',
      path: `${PATH}/{id}`,
      ...admin,
      summary: 'Remove a customer',
      description: 'Their events stay.',
      params,
      response: { 200: Done },
      audit: 'change',
      handler: async ({ caller, params: { id } }) => {
        await customers.remove(caller, id);
        return {};
      },
    }),
  ];
}
