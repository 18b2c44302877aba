import { Markup, html } from './markup';
import { PortState } from '../../core/map/port-map';
import { NAMESPACE_COLORS, Scene } from '../scene';
import { STATES } from '../states';

/** The appearance of each state and its number of ports; with a script, each is a switch. */
export function legend(scene: Scene): Markup {
  return scene.view.colors === 'namespace' ? namespaceLegend(scene) : stateLegend(scene);
}

function stateLegend({ census: { counts }, view: { hidden, isInteractive } }: Scene): Markup {
  const shown = STATES.filter(({ state }) => state !== PortState.LEAVING || counts[state] > 0);
  return html`<ul class="legend" aria-label="States">${shown.map(({ state, label, meaning }) => {
    const content = html`<span class="key ${state}"></span>${label} <span class="count">${counts[state]}</span>`;
    if (!isInteractive) return html`<li title="${meaning}">${content}</li>`;
    const isOn = hidden.has(state) ? 'false' : 'true';
    const button = html`<button type="button" data-state="${state}" aria-pressed="${isOn}" title="${meaning}">`;
    return html`<li>${button}${content}</button></li>`;
  })}</ul>`;
}

function namespaceLegend({ namespaces }: Scene): Markup {
  const shown = namespaces.slice(0, NAMESPACE_COLORS);
  const rest = namespaces.slice(NAMESPACE_COLORS);
  const others = rest.reduce((sum, [, ports]) => sum + ports, 0);
  const entries = shown.map(([name, ports], index) => entry(`n${index}`, name, ports));
  const more = rest.length > 0 && entry('nx', `${rest.length} more`, others);
  return html`<ul class="legend" aria-label="Namespaces">${entries}${more}</ul>`;
}

function entry(color: string, name: string, ports: number): Markup {
  return html`<li class="${color}"><span class="key"></span>${name} <span class="count">${ports}</span></li>`;
}
