import { PortState } from '../../core/map/port-map';
import { styleOf } from '../states';

/** What a terminal can display. */
export interface TextStyle {
  readonly charset: 'unicode' | 'ascii';
  /** The width of a line in characters; 80 if unknown. */
  readonly width?: number;
}

/** The width of a terminal if it is unknown. */
export const DEFAULT_WIDTH = 80;

/** The character that represents a port. */
export function glyphOf(state: PortState, { charset }: TextStyle): string {
  return styleOf(state)[charset === 'ascii' ? 'ascii' : 'glyph'];
}

/** A text shortened to fit a width. */
export function shortened(text: string, width: number, { charset }: TextStyle): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  const end = charset === 'ascii' ? '...' : '…';
  return characters.slice(0, width - end.length).join('') + end;
}

/** Texts side by side, in as many lines as the terminal needs for them. */
export function sideBySide(texts: readonly string[], gap: string, { width = DEFAULT_WIDTH }: TextStyle): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const longer = `${lines[lines.length - 1]}${gap}${text}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(` ${text}`);
  }
  return lines;
}
