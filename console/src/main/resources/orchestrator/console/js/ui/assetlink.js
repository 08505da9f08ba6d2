import { href } from '../router.js';

/**
 * Where an asset of an event is shown; undefined for what has no page.
 *
 * @param {import('../api/events.js').Event} event
 * @returns {string | undefined}
 */
export function assetLink(event) {
  const task = (/** @type {string} */ plan, /** @type {string} */ key) =>
    plan ? href(`/plans/${plan}/tasks/${key}`) : href(`/tasks/${key}`);
  switch (event.assetKind) {
    case 'ASSET_COMPUTE_PLAN':
      return href(`/plans/${event.assetKey}`);
    case 'ASSET_COMPUTE_TASK':
      return task(event.computeTask?.computePlanKey ?? '', event.assetKey);
    case 'ASSET_MODEL':
      return href(`/lineage/${event.assetKey}`);
    case 'ASSET_PERFORMANCE':
      return task('', event.performance?.computeTaskKey ?? event.assetKey.split('|')[0]);
    case 'ASSET_COMPUTE_TASK_OUTPUT_ASSET':
      return task('', event.assetKey);
    case 'ASSET_FUNCTION':
      return href(`/assets/functions/${event.assetKey}`);
    case 'ASSET_DATA_MANAGER':
      return href(`/assets/datamanagers/${event.assetKey}`);
    case 'ASSET_DATA_SAMPLE':
      return href(`/assets/datasamples/${event.assetKey}`);
    case 'ASSET_ORGANIZATION':
      return href('/assets/organizations');
    case 'ASSET_FAILURE_REPORT':
      return event.failureReport?.assetType === 'FAILED_ASSET_FUNCTION'
        ? href(`/assets/functions/${event.assetKey}`)
        : task('', event.assetKey);
    case 'ASSET_PROFILING_STEP':
      return task('', event.assetKey);
    default:
      return undefined;
  }
}

/**
 * What an event says, in a few words.
 *
 * @param {import('../api/events.js').Event} event
 * @returns {string}
 */
export function gist(event) {
  const reason = event.metadata?.reason ?? '';
  switch (event.assetKind) {
    case 'ASSET_COMPUTE_PLAN':
      return event.computePlan?.cancelationDate
        ? `${event.computePlan.name}: cancelled`
        : (event.computePlan?.name ?? '');
    case 'ASSET_COMPUTE_TASK':
      return reason && reason !== 'User action' ? reason : '';
    case 'ASSET_MODEL':
      return event.model ? `of ${event.model.owner}` : '';
    case 'ASSET_DATA_SAMPLE':
      return event.dataSample ? `of ${event.dataSample.owner}` : '';
    case 'ASSET_FUNCTION':
      return event.function?.name ?? '';
    case 'ASSET_DATA_MANAGER':
      return event.dataManager?.name ?? '';
    case 'ASSET_PERFORMANCE':
      return event.performance
        ? `${event.performance.computeTaskOutputIdentifier} = ${event.performance.performanceValue}`
        : '';
    case 'ASSET_COMPUTE_TASK_OUTPUT_ASSET':
      return event.computeTaskOutputAsset
        ? `output ${event.computeTaskOutputAsset.computeTaskOutputIdentifier}`
        : '';
    case 'ASSET_PROFILING_STEP':
      return event.profilingStep?.step ?? '';
    case 'ASSET_FAILURE_REPORT':
      return (event.failureReport?.errorType ?? '').replace('ERROR_TYPE_', '').toLowerCase();
    default:
      return '';
  }
}
