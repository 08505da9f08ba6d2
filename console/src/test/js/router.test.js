import { match } from './router.js';
import { routeOf } from './routes.js';
import { equal } from './check.js';

export function aPatternFindsWhatItNames() {
  equal(match('/plans/{key}/tasks/{task}', '/plans/a%2Fb/tasks/c'), { key: 'a/b', task: 'c' });
}

export function aPatternFitsItsWholePathOnly() {
  equal(match('/plans/{key}', '/plans'), undefined);
  equal(match('/plans/{key}', '/plans/a/b'), undefined);
  equal(match('/plans', '/graphs'), undefined);
}

export function whatCannotBeDecodedLeadsNowhere() {
  equal(match('/plans/{key}', '/plans/%zz'), undefined);
}

export function theViewersAddressOfAGraphIsItsBareId() {
  equal(routeOf('/6f2d0e4c3d554c3f8c1d2b8f0a6f7e01')?.found, {
    id: '6f2d0e4c3d554c3f8c1d2b8f0a6f7e01',
  });
  equal(routeOf('/nowhere'), undefined);
}

export function theFirstRouteThatFitsCounts() {
  equal(routeOf('/graphs/new')?.found, {});
  equal(routeOf('/graphs/6f2d')?.found, { id: '6f2d' });
}
