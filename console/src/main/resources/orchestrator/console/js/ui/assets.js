import { useEffect, useState } from '../lib.js';
import { get } from '../api/client.js';
import { upTo } from '../api/list.js';
import { ASSET_KINDS } from '../api/assetkinds.js';
import { useEvents, useReturn } from './hooks.js';

/** Assets of a kind that are read at most. */
export const MOST_ASSETS = 10_000;

/**
 * The assets of a kind, kept as they are by events.
 *
 * @param {string} kind
 * @returns {{assets: any[], isLoading: boolean, isCut: boolean, error: Error | undefined, reload: () => void}}
 */
export function useAssets(kind) {
  const of = ASSET_KINDS[kind];
  const [state, set] = useState(
    /** @type {{byId: Map<string, any>, isLoading: boolean, isCut: boolean, error?: Error}} */ ({
      byId: new Map(),
      isLoading: true,
      isCut: false,
    }),
  );
  const [round, setRound] = useState(0);
  /** @param {any[]} assets @param {boolean} isNewer */
  const put = (assets, isNewer) =>
    set((before) => {
      const byId = new Map(before.byId);
      let { isCut } = before;
      assets.forEach((asset) => {
        const isNew = !byId.has(of.id(asset));
        if (isNew && byId.size >= MOST_ASSETS) {
          isCut = true;
        } else if (isNew || isNewer) {
          byId.set(of.id(asset), asset);
        }
      });
      return { ...before, byId, isCut };
    });
  useEffect(() => {
    const ending = new AbortController();
    set({ byId: new Map(), isLoading: true, isCut: false });
    const { signal } = ending;
    const load =
      kind === 'organizations'
        ? // Not in pages: a channel has few.
          get(of.path, {}, { signal }).then((answer) => {
            put(answer[of.field], false);
            return { isCut: false };
          })
        : upTo(of.path, of.field, {}, {
            most: MOST_ASSETS,
            signal,
            onPage: (assets) => put(assets, false),
          });
    load.then(
      ({ isCut }) =>
        set((before) => ({ ...before, isLoading: false, isCut: before.isCut || isCut })),
      (error) => !signal.aborted && set((before) => ({ ...before, isLoading: false, error })),
    );
    return () => ending.abort();
  }, [kind, round]);
  const reload = () => setRound((before) => before + 1);
  useEvents((events) => {
    const news = events.map((event) => event[of.event]).filter(Boolean);
    if (news.length > 0) {
      put(news, true);
    }
  }, reload);
  useReturn(state.error, reload);
  return { ...state, error: state.error, assets: [...state.byId.values()], reload };
}
