import { html, useEffect, useRef } from '../lib.js';

/**
 * Asks before something is done that cannot be taken back.
 *
 * @param {object} props
 * @param {string} props.title
 * @param {any} props.children what will happen
 * @param {string} props.action the word on the button
 * @param {boolean} [props.isDangerous]
 * @param {boolean} [props.isBusy]
 * @param {() => void} props.onAction
 * @param {() => void} props.onClose
 */
export function Dialog({ title, children, action, isDangerous, isBusy, onAction, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return html`<dialog
    ref=${dialog}
    aria-labelledby="dialog-title"
    onCancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      onClose();
    }}
  >
    <div class="inside">
      <h2 id="dialog-title">${title}</h2>
      <div>${children}</div>
      <div class="actions">
        <button type="button" onClick=${onClose} autofocus>Keep it as it is</button>
        <button type="button" class=${isDangerous ? 'danger' : 'primary'} disabled=${isBusy} onClick=${onAction}>${action}</button>
      </div>
    </div>
  </dialog>`;
}
