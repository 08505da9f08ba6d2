import { grantsOf } from './api/grants.js';
import { equal } from './check.js';

const organizations = [{ id: 'One' }, { id: 'Two' }];

/** @param {string} owner @param {any} process */
const asset = (owner, process) => ({ owner, permissions: { process, download: {} } });

export function whatIsPublicIsGrantedToAll() {
  const grants = grantsOf(
    { organizations, functions: [asset('One', { public: true })], managers: [] },
    'process',
  );
  equal(grants.of('One', 'Two').functions.length, 1);
  equal(grants.of('Two', 'One').functions.length, 0);
}

export function anOrganizationThatIsNamedTwiceCountsOnce() {
  const grants = grantsOf(
    {
      organizations,
      functions: [],
      managers: [asset('One', { authorizedIds: ['Two', 'Two', 'Gone'] })],
    },
    'process',
  );
  equal(grants.of('One', 'Two').managers.length, 1);
  equal(grants.takers, ['Gone', 'One', 'Two']);
}

export function eachRightHasItsOwnMatrix() {
  const grants = grantsOf(
    { organizations, functions: [asset('One', { public: true })], managers: [] },
    'download',
  );
  equal(grants.of('One', 'Two').functions.length, 0);
}
