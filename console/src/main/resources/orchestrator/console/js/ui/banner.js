import { html, useEffect } from '../lib.js';
import { connected, connection } from '../api/connection.js';
import { loadSession, session } from '../api/session.js';
import { useSignal } from '../signal.js';
import { span } from './format.js';
import { useNow } from './hooks.js';

const LOOK = 2000;

/** Says that the server is not reached, and that it is again. */
export function ConnectionBanner() {
  const { state, since } = useSignal(connection);
  const isLost = state === 'lost';
  useEffect(() => {
    if (!isLost) {
      return undefined;
    }
    // A page without a stream of events would not notice that the server is back.
    const timer = setInterval(async () => {
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
      if (answer?.ok) {
        connected();
        if (session.value.state === 'failed') {
          void loadSession();
        }
      }
    }, LOOK);
    return () => clearInterval(timer);
  }, [isLost]);
  return html`<div role="status" aria-live="polite">
    ${isLost ? html`<${Lost} since=${since} />` : null}
    ${state === 'back' ? html`<div class="banner good">Connected again. What happened meanwhile is being caught up.</div>` : null}
  </div>`;
}

/** @param {{since: number}} props */
function Lost({ since }) {
  const now = useNow(1000);
  return html`<div class="banner">
    <span class="spinner" aria-hidden="true"></span>
    The server cannot be reached<span aria-hidden="true"> for ${span(Math.max(1000, now - since))}</span>. What is shown may be old; it is caught up when the server is back.
  </div>`;
}
