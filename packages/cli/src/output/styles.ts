/** How words look on a terminal. */
export interface Styles {
  readonly bad: (text: string) => string;
  readonly careful: (text: string) => string;
  readonly faint: (text: string) => string;
  /** White on black, whatever the colours of the terminal are. */
  readonly picture: (text: string) => string;
}

const plain = (text: string): string => text;
const sgr = (code: number | string) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

const PLAIN: Styles = { bad: plain, careful: plain, faint: plain, picture: plain };
const COLOURED: Styles = { bad: sgr(31), careful: sgr(33), faint: sgr(2), picture: sgr('97;40') };

/** Styles for a stream: none where it is not a terminal, or where somebody asked for none. */
export function stylesFor(isTerminal: boolean, wantsColour: boolean): Styles {
  return isTerminal && wantsColour ? COLOURED : PLAIN;
}
