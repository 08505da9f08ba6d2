import { html, render } from './lib.js';
import { loadSession } from './api/session.js';
import { followLinks } from './router.js';
import { routeOf } from './routes.js';
import { followVisibility } from './seen.js';
import { Shell } from './shell.js';

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
root.replaceChildren();
followVisibility();
followLinks((path) => routeOf(path) !== undefined);
render(html`<${Shell} />`, root);
void loadSession();
