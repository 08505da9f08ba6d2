import { useEffect, useRef, useState } from '../lib.js';
import { API, get } from '../api/client.js';
import { useEvents, useReturn } from './hooks.js';

/** @typedef {import('../api/events.js').Event} Event */

const PAGE = 100;
/** More than these are not kept: what came first gives way. */
export const MOST_EVENTS = 1000;

/**
 * The newest events that fit a filter, with those that come.
 *
 * @param {{kind: string, change: string, asset: string}} filter
 */
export function useFeed({ kind, change, asset }) {
  const [state, set] = useState(
    /** @type {{events: Event[], token: string, isLoading: boolean, isCut: boolean, error?: Error}} */ ({
      events: [],
      token: '',
      isLoading: true,
      isCut: false,
    }),
  );
  const [round, setRound] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const held = useRef(/** @type {Event[]} */ ([]));
  const parameters = {
    sort: 'DESCENDING',
    page_size: PAGE,
    'filter.asset_kind': kind,
    'filter.event_kind': change,
    'filter.asset_key': asset,
  };
  useEffect(() => {
    const ending = new AbortController();
    set({ events: [], token: '', isLoading: true, isCut: false });
    get(`${API}/events`, parameters, { signal: ending.signal }).then(
      (page) =>
        set((before) => ({
          ...before,
          // What has come by the stream meanwhile is newer.
          events: joined(before.events, page.events),
          token: page.nextPageToken,
          isLoading: false,
        })),
      (error) =>
        !ending.signal.aborted && set((before) => ({ ...before, isLoading: false, error })),
    );
    return () => ending.abort();
  }, [kind, change, asset, round]);
  /** @param {Event[]} news in the order of the log */
  const show = (news) =>
    set((before) => {
      const events = joined([...news].reverse(), before.events);
      return { ...before, events: events.slice(0, MOST_EVENTS), isCut: before.isCut || events.length > MOST_EVENTS };
    });
  useEvents(
    (events) => {
      const news = events.filter(
        (event) =>
          (kind === '' || event.assetKind === kind) &&
          (change === '' || event.eventKind === change) &&
          (asset === '' || event.assetKey === asset),
      );
      if (news.length === 0) {
        return;
      }
      if (isPaused) {
        held.current = [...held.current, ...news].slice(-MOST_EVENTS);
        setWaiting((before) => before + news.length);
      } else {
        show(news);
      }
    },
    () => setRound((before) => before + 1),
  );
  useReturn(state.events.length === 0 ? state.error : undefined, () =>
    setRound((before) => before + 1),
  );
  const older = async () => {
    set((before) => ({ ...before, isLoading: true, error: undefined }));
    try {
      const page = await get(`${API}/events`, { ...parameters, page_token: state.token });
      set((before) => {
        const events = joined(before.events, page.events);
        return {
          ...before,
          events: events.slice(0, MOST_EVENTS),
          isCut: events.length > MOST_EVENTS,
          token: page.nextPageToken,
          isLoading: false,
        };
      });
    } catch (error) {
      set((before) => ({ ...before, isLoading: false, error: /** @type {Error} */ (error) }));
    }
  };
  return {
    ...state,
    older: state.token === '' ? undefined : older,
    reload: () => setRound((before) => before + 1),
    isPaused,
    waiting,
    setPaused: (/** @type {boolean} */ pause) => {
      if (!pause) {
        show(held.current);
        held.current = [];
        setWaiting(0);
      }
      setPaused(pause);
    },
  };
}

/** Two lists, the newest first, without what is in both. @param {Event[]} newer @param {Event[]} older */
function joined(newer, older) {
  const known = new Set(newer.map((event) => event.id));
  return [...newer, ...older.filter((event) => !known.has(event.id))];
}
