import { html, useEffect, useErrorBoundary, useRef } from './lib.js';
import { loadSession, session } from './api/session.js';
import { SignInPage } from './page/signin.js';
import { place } from './router.js';
import { pageOf, routeOf } from './routes.js';
import { useSignal } from './signal.js';
import { ConnectionBanner } from './ui/banner.js';
import { Empty, Failure, Loading } from './ui/states.js';
import { Toasts } from './ui/toast.js';
import { Top } from './ui/top.js';

/** All that is on the screen: the top, the page of the address, messages. */
export function Shell() {
  const { path } = useSignal(place);
  const who = useSignal(session);
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  const isFirst = useRef(true);
  const found = routeOf(path);
  const page = found ? pageOf(found) : path;
  useEffect(() => {
    // A reader without eyes on the screen is led to the page that has come.
    if (!isFirst.current) {
      main.current?.focus();
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [page]);
  return html`<div class="shell">
    <a class="skip" href="#main">Skip to the page</a>
    <${Top} menu=${found?.route.menu ?? ''} />
    <${ConnectionBanner} />
    <main id="main" ref=${main} tabindex="-1">
      <${Guarded} key=${`${page} ${who.organization} ${who.channel} ${who.account} ${who.state}`} found=${found} who=${who} />
    </main>
    <footer class="foot">
      <a href="/docs">API</a><a href="/openapi.json">OpenAPI</a>
      <span>Whatever is shown here, curl can get.</span>
    </footer>
    <${Toasts} />
  </div>`;
}

/**
 * The page, or why it cannot be shown.
 *
 * @param {{found: ReturnType<typeof routeOf>, who: import('./api/session.js').Session}} props
 */
function Guarded({ found, who }) {
  const [error, reset] = useErrorBoundary((failure) => console.error(failure));
  if (error) {
    return html`<${Failure} error=${error} retry=${reset} />`;
  }
  switch (who.state) {
    case 'loading':
      return html`<${Loading} />`;
    case 'failed':
      return html`<${Failure} error=${new Error(who.reason)} retry=${loadSession} />`;
    case 'closed':
      return html`<${Empty} isPage title="This door does not serve the API">${who.reason}</${Empty}>`;
    case 'signed-out':
      return html`<${SignInPage} reason=${who.reason} />`;
  }
  if (!who.organization || !who.channel) {
    return html`<${Empty} isPage title="For whom, and where?">Choose an organization and a channel at the top.</${Empty}>`;
  }
  if (!found) {
    return html`<${Empty} isPage title="There is no such page">The address leads nowhere.</${Empty}>`;
  }
  return html`<${found.route.page} ...${found.found} />`;
}
