// What the console uses of htm with preact, whose file has no types of its own.
export type Element = unknown;
export function h(type: unknown, properties: unknown, ...children: unknown[]): Element;
export function html(strings: TemplateStringsArray, ...values: unknown[]): Element;
export function render(element: Element, parent: globalThis.Element): void;
export class Component<P = {}, S = {}> {
  constructor(props?: P);
  props: P;
  state: S;
  setState(change: Partial<S>): void;
}
export function createContext<T>(value: T): { Provider: unknown };
export function useState<T>(initial: T | (() => T)): [T, (next: T | ((before: T) => T)) => void];
export function useReducer<S, A>(reducer: (state: S, action: A) => S, initial: S): [S, (action: A) => void];
export function useEffect(effect: () => void | undefined | (() => void), dependencies?: readonly unknown[]): void;
export function useLayoutEffect(effect: () => void | undefined | (() => void), dependencies?: readonly unknown[]): void;
export function useRef<T>(initial: T): { current: T };
export function useMemo<T>(make: () => T, dependencies: readonly unknown[]): T;
export function useCallback<T>(callback: T, dependencies: readonly unknown[]): T;
export function useContext<T>(context: unknown): T;
export function useErrorBoundary(callback?: (error: unknown) => void): [Error | undefined, () => void];
