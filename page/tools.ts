import { Scene, View } from '../lib/map/scene';

/** What the tools at the top of the page do. */
export interface ToolActions {
  onSearch(query: string): void;
  onEnter(): void;
  onColors(colors: View['colors']): void;
  onPlan(): void;
  onTheme(): void;
}

/** Shows the tools, and passes on what the user does with them. */
export function listenToTools(actions: ToolActions): void {
  document.querySelector<HTMLElement>('.tools')!.hidden = false;
  const search = document.getElementById('search') as HTMLInputElement;
  const colors = document.getElementById('colors') as HTMLSelectElement;
  search.addEventListener('input', () => actions.onSearch(search.value));
  search.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') actions.onEnter();
    if (key !== 'Escape') return;
    search.value = '';
    actions.onSearch('');
  });
  colors.addEventListener('change', () => actions.onColors(colors.value as View['colors']));
  document.getElementById('plan')?.addEventListener('click', () => actions.onPlan());
  document.getElementById('theme')!.addEventListener('click', () => actions.onTheme());
}

/** Shows what is switched on. */
export function showSwitches({ view, cluster, isFiltered }: Scene): void {
  document.documentElement.classList.toggle('by-namespace', view.colors === 'namespace');
  document.documentElement.classList.toggle('filtered', isFiltered);
  const plan = document.getElementById('plan');
  plan?.setAttribute('aria-pressed', String(view.moment === 'planned'));
  plan?.toggleAttribute('disabled', cluster.plan === undefined);
}

/** Switches between the light and the dark theme. */
export function switchTheme(): void {
  const { dataset } = document.documentElement;
  const preferred = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const isDark = (dataset.theme ?? preferred) === 'dark';
  dataset.theme = isDark ? 'light' : 'dark';
}
