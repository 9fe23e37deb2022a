/** Markdown seen as prose: what is code, quotation or mark-up is blanked in place, so that offsets stay true. */

/** A fenced block: its info string, its content and the line (1-based) of its opening fence. */
export interface Fence {
  readonly info: string;
  readonly content: string;
  readonly line: number;
}

/** Text of a chapter with all that is not its own prose blanked, and the fences that were cut out. */
export interface Prose {
  /** Same length and line breaks as the source. */
  readonly masked: string;
  readonly fences: readonly Fence[];
}

// A quotation longer than this is taken for two stray quotation marks, which would otherwise hide keywords.
const quotationMaxLength = 300;

const softText = (stop: string, maxLength: number): string => `(?:[^${stop}\\n]|\\n(?!\\s*\\n)){0,${maxLength}}`;

const nonProse: readonly RegExp[] = [
  /<!--[\s\S]*?-->/g,
  new RegExp(`\`${softText('`', 2000)}\``, 'g'),
  /<\/?[a-zA-Z][^>\n]*>/g,
  new RegExp(`"${softText('"', quotationMaxLength)}"`, 'g'),
  new RegExp(`\u201c${softText('\u201d', quotationMaxLength)}\u201d`, 'g'),
  /\]\([^)\n]*\)/g,
];

/** Blanks a stretch of text but keeps its line breaks. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

interface OpenFence {
  readonly mark: string;
  readonly info: string;
  readonly line: number;
  readonly content: string[];
}

/**
 * Splits Markdown into prose and fences. An unclosed fence reaches to the end of the text, as CommonMark has it.
 * Never fails: any text is some Markdown.
 */
export function readProse(text: string): Prose {
  const fences: Fence[] = [];
  let open: OpenFence | undefined;
  const close = (fence: OpenFence): void => {
    fences.push({ info: fence.info, content: fence.content.join('\n'), line: fence.line });
  };
  const lines = text.split('\n').map((line, index) => {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (open === undefined) {
      if (mark === null) return line;
      open = { mark: mark[1] ?? '', info: (mark[2] ?? '').trim(), line: index + 1, content: [] };
      return blank(line);
    }
    const closes = mark !== null && (mark[1] ?? '').startsWith(open.mark) && (mark[2] ?? '').trim() === '';
    if (closes) {
      close(open);
      open = undefined;
    } else open.content.push(line);
    return blank(line);
  });
  if (open !== undefined) close(open);
  const masked = nonProse.reduce((prose, pattern) => prose.replace(pattern, blank), lines.join('\n'));
  return { masked, fences };
}

/** The line (1-based) of an offset into a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Text on one line with single spaces. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
