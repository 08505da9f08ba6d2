import { html, useState } from '../lib.js';
import { session, signIn } from '../api/session.js';
import { navigate, place } from '../router.js';
import { useTitle } from '../ui/hooks.js';

/** Signs in by an account and its password, or by a token. @param {{reason?: string}} props */
export function SignInPage({ reason }) {
  useTitle('Sign in');
  const [isToken, setToken] = useState(false);
  const [error, setError] = useState('');
  const [isBusy, setBusy] = useState(false);
  if (session.value.state === 'ready') {
    return html`<section class="card sign-in"><div class="body stack">
      <h1>Sign in</h1>
      <p>${session.value.named ? 'This door has no accounts: choose at the top for whom you act.' : `You are signed in as ${session.value.account}.`}</p>
    </div></section>`;
  }
  const send = async (/** @type {any} */ event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    setError('');
    try {
      await signIn(
        isToken
          ? { token: String(given.get('token')).trim() }
          : { account: String(given.get('account')), password: String(given.get('password')) },
      );
      if (place.value.path === '/sign-in') {
        navigate('/plans', {}, { replace: true });
      }
    } catch (refused) {
      const { message, retryAfter } = /** @type {import('../api/request.js').ApiError} */ (refused);
      setError(retryAfter > 0 ? `${message} Try again in ${retryAfter} s.` : message);
      setBusy(false);
    }
  };
  return html`<section class="card sign-in" aria-labelledby="sign-in-title">
    <form class="body stack" onSubmit=${send}>
      <h1 id="sign-in-title">Sign in</h1>
      ${reason ? html`<p class="note">${reason}</p>` : null}
      ${isToken ? html`<${Field} name="token" label="Token" type="password" key="token" complete="off" />` : html`<${Field} name="account" label="Account" type="text" key="account" complete="username" /><${Field} name="password" label="Password" type="password" key="password" complete="current-password" />`}
      ${error ? html`<p class="note failure" role="alert">${error}</p>` : null}
      <button class="primary" disabled=${isBusy}>${isBusy ? 'Signing in…' : 'Sign in'}</button>
      <button
        type="button"
        class="plain"
        onClick=${() => {
          setToken(!isToken);
          setError('');
        }}
      >
        ${isToken ? 'With an account and a password' : 'With a token'}
      </button>
    </form>
  </section>`;
}

/** @param {{name: string, label: string, type: string, complete: string}} props */
function Field({ name, label, type, complete }) {
  return html`<label class="field">${label}<input name=${name} type=${type} autocomplete=${complete} required spellcheck=${false} autocapitalize="none" /></label>`;
}
