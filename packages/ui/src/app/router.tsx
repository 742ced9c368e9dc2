import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Note, ProblemNote } from '../components/note.js';
import { parseSearch, stringifySearch } from '../lib/address-bar.js';
import { Shell } from './shell.js';
import { ShortLink } from './short-link.js';

const root = createRootRoute({
  component: Shell,
  errorComponent: ({ error, reset }) => <ProblemNote error={error} onRetry={reset} />,
  notFoundComponent: () => (
    <Note title="There is no such page" icon="search">
      <p>The address may be cut off. The pages of Gatehouse are in the bar at the side; Ctrl+K finds anything.</p>
    </Note>
  ),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/overview', throw: true });
  },
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: () => (
    <Note title="This server is set up already" icon="check">
      <p>
        You are signed in. People are added on the page Admin, or with the command <code>gatehouse user add</code>.
      </p>
    </Note>
  ),
});

const overview = page('/overview', () => import('../pages/overview/page.js'), 'OverviewPage');
const shortLink = createRoute({ getParentRoute: () => root, path: '/s/$link', component: ShortLink });
const search = page('/search', () => import('../pages/search/page.js'), 'SearchPage');
const sessions = page('/sessions', () => import('../pages/sessions/page.js'), 'SessionsPage');
const session = page('/sessions/$id', () => import('../pages/sessions/detail-page.js'), 'SessionDetailPage');
const people = page('/people', () => import('../pages/people/page.js'), 'PeoplePage');
const person = page('/people/$name', () => import('../pages/people/person-page.js'), 'PersonPage');
const addresses = page('/addresses', () => import('../pages/addresses/page.js'), 'AddressesPage');
const address = page('/addresses/$ip', () => import('../pages/addresses/address-page.js'), 'AddressPage');
const map = page('/map', () => import('../pages/map/page.js'), 'MapPage');
const following = [overview, sessions, session, people, person, addresses, address, map] as const;
const gateways = page('/gateways', () => import('../pages/gateways/page.js'), 'GatewaysPage');
const catalog = page('/catalog', () => import('../pages/catalog/page.js'), 'CatalogPage');
const administration = page('/administration', () => import('../pages/administration/page.js'), 'AdministrationPage');
const account = page('/account', () => import('../pages/account/page.js'), 'AccountPage');
const operating = [gateways, catalog, administration, account] as const;

/** A page of its own chunk. Its state is whatever it reads from the address. */
function page<Path extends string, Name extends string>(
  path: Path,
  load: () => Promise<Readonly<Record<Name, RouteComponent>>>,
  name: Name,
) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load, name),
    validateSearch: (params: Record<string, unknown>): Record<string, unknown> => params,
  });
}

export function createPageRouter() {
  return createRouter({
    routeTree: root.addChildren([home, setup, shortLink, search, ...following, ...operating]),
    parseSearch,
    stringifySearch: (params) => stringifySearch(params as Parameters<typeof stringifySearch>[0]),
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultErrorComponent: ({ error, reset }) => <ProblemNote error={error} onRetry={reset} />,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>;
  }
}
