import { match } from './router.js';
import { AssetsPage } from './page/assets.js';
import { EventsPage } from './page/events.js';
import { GraphPage } from './page/graph.js';
import { GraphsPage } from './page/graphs.js';
import { LineagePage } from './page/lineage.js';
import { NewGraphPage } from './page/newgraph.js';
import { PlanPage } from './page/plan.js';
import { PlansPage } from './page/plans.js';
import { ScenariosPage } from './page/scenarios.js';
import { SignInPage } from './page/signin.js';
import { SystemPage } from './page/system.js';
import { TaskPage } from './page/task.js';

/**
 * A page and its address.
 *
 * @typedef {object} Route
 * @property {string} pattern
 * @property {any} page component; what the pattern names are its properties
 * @property {string} menu the entry of the menu that it belongs to
 * @property {string} [part] what it names that is only a part of the page: another one does not make a new page
 */

/** @type {Route[]} the first that fits counts */
export const ROUTES = [
  { pattern: '/', page: PlansPage, menu: '/plans' },
  { pattern: '/plans', page: PlansPage, menu: '/plans' },
  { pattern: '/plans/{planKey}', page: PlanPage, menu: '/plans' },
  { pattern: '/plans/{planKey}/tasks/{taskKey}', page: PlanPage, menu: '/plans', part: 'taskKey' },
  { pattern: '/tasks/{taskKey}', page: TaskPage, menu: '/plans' },
  { pattern: '/lineage/{modelKey}', page: LineagePage, menu: '' },
  { pattern: '/graphs', page: GraphsPage, menu: '/graphs' },
  { pattern: '/graphs/new', page: NewGraphPage, menu: '/graphs' },
  { pattern: '/graphs/{id}', page: GraphPage, menu: '/graphs' },
  { pattern: '/scenarios', page: ScenariosPage, menu: '/scenarios' },
  { pattern: '/assets', page: AssetsPage, menu: '/assets' },
  { pattern: '/assets/{kind}', page: AssetsPage, menu: '/assets' },
  { pattern: '/assets/{kind}/{assetKey}', page: AssetsPage, menu: '/assets' },
  { pattern: '/events', page: EventsPage, menu: '/events' },
  { pattern: '/system', page: SystemPage, menu: '/system' },
  { pattern: '/sign-in', page: SignInPage, menu: '' },
];

/** The viewer of gorch has a graph at its bare id. */
const ID = /^\/([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * The page of a path, with what its pattern has found.
 *
 * @param {string} path
 * @returns {{route: Route, found: Record<string, string>} | undefined}
 */
export function routeOf(path) {
  for (const route of ROUTES) {
    const found = match(route.pattern, path);
    if (found) {
      return { route, found };
    }
  }
  const id = ID.exec(path)?.[1];
  return id === undefined
    ? undefined
    : { route: { pattern: '/{id}', page: GraphPage, menu: '/graphs' }, found: { id } };
}

/**
 * What is the same for as long as a page goes on, whatever part of it is looked at.
 *
 * @param {NonNullable<ReturnType<typeof routeOf>>} where
 */
export function pageOf({ route, found }) {
  const names = Object.entries(found).filter(([name]) => name !== route.part);
  return [route.page.name, ...names.map(([, value]) => value)].join(' ');
}
