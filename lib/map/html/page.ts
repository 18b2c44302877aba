import { article } from './article';
import { Markup, html } from './markup';
import { PortMap } from '../../core/map/port-map';
import { fragmentOf } from '../address';
import { FIRST_VIEW, Scene } from '../scene';

/** The script and style of the page, and their hashes for its security policy. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  /** Such as `sha256-…`, in base64. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

/** One self-contained page, which loads nothing and is readable without its script. */
export function page(map: PortMap, assets: PageAssets): string {
  const { clusters } = map;
  const scenes = clusters.map((cluster) => new Scene(cluster, FIRST_VIEW, clusters));
  return String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="color-scheme" content="light dark"><meta name="generator" content="cdk8s-nodeport ${map.version}">
<title>Node ports of ${clusters.map(({ name }) => name).join(', ')}</title>
<style>${new Markup(assets.style)}</style></head>
<body><a class="skip" href="#ports">Skip to the ports</a>
<header><h1>Node ports</h1>${clusters.length > 1 && tabs(map)}
${tools(map)}</header>
<main id="ports">${scenes.map(article)}</main>
<script type="application/json" id="data">${data(map)}</script>
<script>${new Markup(assets.script)}</script></body></html>
`);
}

function policy({ scriptHash, styleHash }: PageAssets): string {
  const sources = `script-src '${scriptHash}'; style-src '${styleHash}'`;
  return `default-src 'none'; ${sources}; base-uri 'none'; form-action 'none'`;
}

function tabs({ clusters }: PortMap): Markup {
  const links = clusters.map(({ name }) => html`<a href="#${fragmentOf(name)}">${name}</a> `);
  return html`<nav aria-label="Clusters">${links}</nav>`;
}

const SEARCH = html`<input type="search" id="search" placeholder="Search port, Service, team, free" autocomplete="off"
spellcheck="false" aria-label="Search ports, Services, namespaces and states" aria-keyshortcuts="/">`;
const COLORS = html`<select id="colors" aria-label="Color"><option value="state">by state</option>
<option value="namespace">by namespace</option></select>`;
const THEME = html`<button type="button" id="theme" aria-label="Switch between light and dark"><svg viewBox="0 0 16 16"
aria-hidden="true"><circle cx="8" cy="8" r="6.2"/><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z"/></svg></button>`;

/** Controls that need the script, which makes them visible. */
function tools({ clusters }: PortMap): Markup {
  const hasPlan = clusters.some(({ plan }) => plan !== undefined);
  const plan = hasPlan && html`<button type="button" id="plan" aria-pressed="false">After the plan</button>`;
  return html`<div class="tools" hidden><p class="found" role="status"></p>${SEARCH}${COLORS}${plan}${THEME}</div>`;
}

/** JSON that is safe inside a script element. */
function data(map: PortMap): Markup {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return new Markup(JSON.stringify(map).replace(/[<\u2028\u2029]/g, escaped));
}
