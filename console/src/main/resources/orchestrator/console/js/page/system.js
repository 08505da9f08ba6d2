import { html } from '../lib.js';
import { Empty } from '../ui/states.js';

/** Will show this. */
export function SystemPage() {
  return html`<${Empty} title="This page is still to come" />`;
}
