import { html, useState } from '../lib.js';
import { choose, session, signOut } from '../api/session.js';
import { href, navigate, place } from '../router.js';
import { useSignal } from '../signal.js';
import { setTheme, theme } from '../theme.js';
import { tell } from './toast.js';

const MENU = [
  ['/plans', 'Plans'],
  ['/graphs', 'Graphs'],
  ['/scenarios', 'Scenarios'],
  ['/assets', 'Assets'],
  ['/events', 'Events'],
  ['/system', 'System'],
];

const ICON = new URL('../../icon.svg', import.meta.url).pathname;

/** The top of all pages: menu, who acts where, colours. @param {{menu: string}} props */
export function Top({ menu }) {
  const who = useSignal(session);
  return html`<header class="top">
    <a class="brand" href=${href('/plans')}><img src=${ICON} alt="" />Orchestrator</a>
    <nav class="menu" aria-label="Pages of the console">
      ${MENU.map(
        ([path, title]) =>
          html`<a key=${path} href=${href(path)} aria-current=${path === menu ? 'page' : undefined}>${title}</a>`,
      )}
    </nav>
    <div class="who">
      ${who.state === 'ready' ? html`<${Choice} who=${who} />` : null}
      <${ThemeChoice} />
      ${who.account ? html`<${Account} name=${who.account} />` : null}
    </div>
  </header>`;
}

/** Where the choice of another organization or channel leads: the same page. */
function again() {
  const query = Object.fromEntries(
    [...place.value.query].filter(([name]) => name !== 'organization' && name !== 'channel'),
  );
  navigate(place.value.path, query, { replace: true });
}

/** @param {{who: import('../api/session.js').Session}} props */
function Choice({ who }) {
  const channels = Object.keys(who.channels);
  const members = who.channels[who.channel] ?? [];
  /** @param {string} organization @param {string} channel */
  const take = (organization, channel) => {
    const of = who.channels[channel] ?? [];
    choose(of.length === 0 || of.includes(organization) ? organization : of[0], channel);
    again();
  };
  return html`<${Picked} label="Organization" value=${who.organization} options=${who.named ? members : [who.organization]} isFree=${who.named && members.length === 0} onPick=${(/** @type {string} */ it) => take(it, who.channel)} />
    <${Picked} label="Channel" value=${who.channel} options=${channels} isFree=${channels.length === 0} onPick=${(/** @type {string} */ it) => take(who.organization, it)} />`;
}

/**
 * One of some names, or any where none are known.
 *
 * @param {{label: string, value: string, options: string[], isFree: boolean, onPick: (value: string) => void}} props
 */
function Picked({ label, value, options, isFree, onPick }) {
  const pick = (/** @type {any} */ event) => onPick(event.currentTarget.value.trim());
  if (isFree) {
    return html`<input aria-label=${label} placeholder=${label} value=${value} onChange=${pick} />`;
  }
  const all = value === '' || options.includes(value) ? options : [value, ...options];
  return html`<select aria-label=${label} value=${value} onChange=${pick}>
    ${all.map((it) => html`<option key=${it} value=${it} selected=${it === value}>${it}</option>`)}
  </select>`;
}

function ThemeChoice() {
  const chosen = useSignal(theme);
  return html`<select aria-label="Colours" value=${chosen} onChange=${(/** @type {any} */ event) => setTheme(event.currentTarget.value)}>
    <option value="system" selected=${chosen === 'system'}>Auto</option>
    <option value="light" selected=${chosen === 'light'}>Light</option>
    <option value="dark" selected=${chosen === 'dark'}>Dark</option>
  </select>`;
}

/** @param {{name: string}} props */
function Account({ name }) {
  const [isBusy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      await signOut();
    } catch (error) {
      tell(/** @type {Error} */ (error).message);
      setBusy(false);
    }
  };
  return html`<span class="small"><bdi class="cut">${name}</bdi></span>
    <button type="button" disabled=${isBusy} onClick=${leave}>Sign out</button>`;
}
