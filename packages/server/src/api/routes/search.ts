// All routes that read events.

import type { EventSearch } from '../event-search.js';
import type { Route } from '../route.js';
import { singleEventRoutes } from './event.js';
import { eventRoutes } from './events.js';
import { exportRoutes } from './export.js';
import { figureRoutes } from './figures.js';
import { languageRoutes } from './language.js';
import { tailRoutes } from './tail.js';

const TABLES = [eventRoutes, figureRoutes, exportRoutes, tailRoutes, singleEventRoutes, languageRoutes];

export function searchRoutes(search: EventSearch): readonly Route[] {
  return TABLES.flatMap((table) => table(search));
}
