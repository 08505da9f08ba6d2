/**
 * The one library: markup as tagged templates (htm) on preact with its hooks. All that is put into
 * a template is text or an element, never markup.
 */
export {
  h,
  html,
  render,
  Component,
  createContext,
  useState,
  useReducer,
  useEffect,
  useLayoutEffect,
  useRef,
  useMemo,
  useCallback,
  useContext,
  useErrorBoundary,
} from '../lib/htm.js';
