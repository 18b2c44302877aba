import { printablePath } from '../../core/text/printable';

/** A string that is already markup. Only `html` creates it, so everything else is escaped. */
export class Markup {
  constructor(private readonly text: string) {}

  public toString(): string {
    return this.text;
  }
}

/** A value in a template; `false` and `undefined` produce nothing. */
export type Value = Markup | string | number | false | undefined | readonly Value[];

/** Creates markup from a template; all values are escaped, whatever their origin. */
export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let text = pieces[0];
  for (let index = 0; index < values.length; index++) text += render(values[index]) + pieces[index + 1];
  return new Markup(text);
}

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return PLAIN.test(value) ? value : escape(printablePath(value));
  return typeof value === 'number' ? String(value) : value.map(render).join('');
}

/** Most names, which mean nothing to a browser and are shown as they are. */
const PLAIN = /^[\w ,.:/()-]*$/;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
