import { PortState } from '../lib/core/map/port-map';

/** What a click, a key or the slider asks for. */
export interface GestureActions {
  /** Shows the details of a port. */
  select(nodePort: number): void;
  /** The same, and scrolls to the port. */
  selectInView(nodePort: number): void;
  /** Goes to another address of the page. */
  go(fragment: string): void;
  /** Shows or hides the ports of a state. */
  toggle(state: PortState): void;
  /** Shows a day of the history, by index; the last one is today. */
  showDay(day: number): void;
  copy(text: string): void;
  /** Handles a key; returns whether it meant something. */
  onKey(event: KeyboardEvent): boolean;
}

/** Turns clicks, keys and slider moves into actions. */
export function listenToGestures(actions: GestureActions): void {
  document.addEventListener('click', (event) => onClick(actions, event));
  document.addEventListener('input', (event) => onInput(actions, event));
  document.addEventListener('keydown', (event) => onKey(actions, event));
}

function onClick(actions: GestureActions, event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const target = event.target.closest<HTMLElement>('[data-port], [data-state], [data-copy], nav a');
  if (!target) return;
  const { port, state, copy } = target.dataset;
  if (target instanceof HTMLAnchorElement) event.preventDefault();
  if (state !== undefined) actions.toggle(state as PortState);
  else if (copy !== undefined) actions.copy(copy);
  else if (port === undefined) actions.go((target as HTMLAnchorElement).hash);
  else if (target.closest('.stage')) actions.select(Number(port));
  else actions.selectInView(Number(port));
}

function onInput(actions: GestureActions, { target }: Event): void {
  if (target instanceof HTMLInputElement && target.dataset.history !== undefined) actions.showDay(Number(target.value));
}

function onKey(actions: GestureActions, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLInputElement && event.target.type === 'search') return;
  if (event.key === '/') document.getElementById('search')!.focus();
  else if (!actions.onKey(event)) return;
  event.preventDefault();
}
