import type { Role } from '@gatehouse/model';
import type { IconName } from '../components/icon.js';

export interface PageEntry {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  /** Second key behind `g`. */
  readonly key: string;
  readonly detail: string;
  /** Least role; all may see it without one. */
  readonly role?: Role;
}

/** The pages in the order of the bar. */
export const PAGES: readonly PageEntry[] = [
  { path: '/overview', name: 'Overview', icon: 'overview', key: 'o', detail: 'what happened, in figures' },
  { path: '/search', name: 'Search', icon: 'search', key: 's', detail: 'events, line by line' },
  { path: '/sessions', name: 'Sessions', icon: 'sessions', key: 'e', detail: 'who was in, from where, for how long' },
  { path: '/people', name: 'People', icon: 'people', key: 'p', detail: 'everything about one user' },
  { path: '/addresses', name: 'Addresses', icon: 'address', key: 'i', detail: 'who was on an address at a time' },
  { path: '/map', name: 'Map', icon: 'map', key: 'm', detail: 'where events come from' },
  { path: '/gateways', name: 'Gateways', icon: 'gateway', key: 'w', detail: 'what arrives, and how well it is read' },
  { path: '/catalog', name: 'Catalog', icon: 'catalog', key: 'c', detail: 'data sources, set-up, parse bench' },
  {
    path: '/administration',
    name: 'Admin',
    icon: 'admin',
    key: 'd',
    detail: 'users, tokens, customers, enrichment, retention, audit',
    role: 'admin',
  },
];
