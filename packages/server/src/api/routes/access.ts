// All routes of access.

import type { Access } from '../../access/access.js';
import type { Route } from '../route.js';
import { oidcRoutes } from './oidc.js';
import type { Place } from './place.js';
import { sessionRoutes } from './session.js';
import { tenantRoutes } from './tenants.js';
import { tokenRoutes } from './tokens.js';
import { userRoutes } from './users.js';

export function accessRoutes(access: Access, place: Place): readonly Route[] {
  return [
    ...sessionRoutes(access),
    ...oidcRoutes(access),
    ...userRoutes(access, place),
    ...tokenRoutes(access),
    ...tenantRoutes(access),
  ];
}
