/** Characters that steer a terminal, or reorder what it shows: controls, and the marks and isolates of bidirectional text. */
// oxlint-disable-next-line no-control-regex -- these are what must not reach a terminal
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text of somebody else, on one line, with every character that could steer a terminal spelled out. */
export function printable(text: string): string {
  return text.replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
