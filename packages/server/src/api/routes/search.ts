// All routes that read events, or what they make.

import type { EventSearch } from '../event-search.js';
import type { Route } from '../route.js';
import { singleEventRoutes } from './event.js';
import { eventRoutes } from './events.js';
import { exportRoutes } from './export.js';
import { figureRoutes } from './figures.js';
import { languageRoutes } from './language.js';
import { patternRoutes } from './patterns.js';
import { tailRoutes } from './tail.js';
import { vpnSessionRoutes } from './vpn-sessions.js';
import { vpnUserRoutes } from './vpn-users.js';

const TABLES = [
  eventRoutes,
  figureRoutes,
  patternRoutes,
  exportRoutes,
  tailRoutes,
  singleEventRoutes,
  languageRoutes,
  vpnSessionRoutes,
  vpnUserRoutes,
];

export function searchRoutes(search: EventSearch): readonly Route[] {
  return TABLES.flatMap((table) => table(search));
}
