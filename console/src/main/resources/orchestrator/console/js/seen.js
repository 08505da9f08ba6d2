import { Gate } from './gate.js';
import { Signal } from './signal.js';

/** A look at another tab for so long, in milliseconds, costs no new connection. */
const LINGER = 5_000;

/**
 * Whether somebody can see the page. A browser has six connections for a server, for all tabs together, so one
 * that nobody sees keeps no stream of events; it catches up when it is seen again.
 */
export const isSeen = new Signal(true);

/** Open while the page is seen. */
export const seen = new Gate();

isSeen.watch((is) => seen.set(is));

/** Begins to look whether the page is seen. */
export function followVisibility() {
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(() => isSeen.set(false), LINGER);
    } else {
      isSeen.set(true);
    }
  };
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', look);
  // The browser may keep the page for whoever goes back.
  addEventListener('pagehide', () => {
    clearTimeout(timer);
    isSeen.set(false);
  });
}
