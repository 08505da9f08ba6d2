import { API } from './client.js';

/**
 * A kind of asset that is listed.
 *
 * @typedef {object} AssetKind
 * @property {string} title
 * @property {string} path of the list
 * @property {string} field of the answer that has the items
 * @property {string} event the field of an event that has one
 * @property {(asset: any) => string} id
 */

/** @type {Record<string, AssetKind>} */
export const ASSET_KINDS = {
  functions: {
    title: 'functions',
    path: `${API}/functions`,
    field: 'Functions',
    event: 'function',
    id: (asset) => asset.key,
  },
  datamanagers: {
    title: 'data managers',
    path: `${API}/data-managers`,
    field: 'dataManagers',
    event: 'dataManager',
    id: (asset) => asset.key,
  },
  datasamples: {
    title: 'data samples',
    path: `${API}/data-samples`,
    field: 'dataSamples',
    event: 'dataSample',
    id: (asset) => asset.key,
  },
  organizations: {
    title: 'organizations',
    path: `${API}/organizations`,
    field: 'organizations',
    event: 'organization',
    id: (asset) => asset.id,
  },
};
