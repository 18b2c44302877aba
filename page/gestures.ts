import type { MapPage } from './map-page';
import type { PortState } from '../lib/core/map/port-map';

/** Turns clicks, keys and slider moves into calls of the page. */
export function listenToGestures(page: MapPage): void {
  document.addEventListener('click', (event) => onClick(page, event));
  document.addEventListener('input', (event) => onInput(page, event));
  document.addEventListener('keydown', (event) => onKey(page, event));
}

function onClick(page: MapPage, event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const target = event.target.closest<HTMLElement>('[data-port], [data-state], [data-copy], nav a');
  if (!target) return;
  const { port, state, copy } = target.dataset;
  if (target instanceof HTMLAnchorElement) event.preventDefault();
  if (state !== undefined) page.toggle(state as PortState);
  else if (copy !== undefined) page.copy(copy);
  else if (port === undefined) page.go((target as HTMLAnchorElement).hash);
  else if (target.closest('.stage')) page.select(Number(port));
  else page.selectInView(Number(port));
}

function onInput(page: MapPage, { target }: Event): void {
  if (target instanceof HTMLInputElement && target.dataset.history !== undefined) page.showDay(Number(target.value));
}

function onKey(page: MapPage, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLInputElement && event.target.type === 'search') return;
  if (event.key === '/') document.getElementById('search')!.focus();
  else if (!page.onKey(event)) return;
  event.preventDefault();
}
