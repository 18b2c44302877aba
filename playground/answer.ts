import { Verdict } from './verdict';
import { Finding } from '../lib/core/findings/finding';
import { readPlace } from '../lib/core/findings/place';
import { Problem } from '../lib/core/findings/problem';
import { printable } from '../lib/core/text/printable';
import { Markup, html } from '../lib/map/html/markup';
import { summary } from '../lib/report/report';

/** The verdict as markup: one sentence, and a row for everything that is wrong. */
export function answer({ report }: Verdict): Markup {
  const rows = [...report.findings.map(findingRow), ...report.problems.map(problemRow)];
  return html`<p class="summary">${summary(report)}</p>${rows.length > 0 && html`<ul class="rows">${rows}</ul>`}`;
}

function findingRow({ severity, path, message, code }: Finding): Markup {
  const about = html`<a href="findings.html#${code}" target="_blank" rel="noopener">${code}</a>`;
  return row(severity, path, html`${printable(message).replace(` (${code})`, '')} (${about})`);
}

function problemRow({ severity, path, what, wayOut }: Problem): Markup {
  return row(severity, path, html`${printable(`${what}. ${wayOut}.`)}`);
}

/** A row that leads to its line in the text. */
function row(severity: string, path: string, text: Markup): Markup {
  const place = readPlace(path);
  const line = place && html`<button type="button" data-line="${place.line}">line ${place.line}</button>`;
  return html`<li class="${severity}" data-place="${path}"><b>${severity}</b> ${line} <span>${text}</span></li>`;
}
