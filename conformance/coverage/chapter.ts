/** Chapters as data: the requirement items of `spec/NN-name.md` and where they stand. */
import { collapse, lineAt, readProse } from './prose.ts';
import type { Fence } from './prose.ts';
import { codePattern, idPattern } from './vocabulary.ts';

/** One Markdown file of the spec; `file` is its name inside `spec/`. */
export interface ChapterSource {
  readonly file: string;
  readonly text: string;
}

/** One requirement item, before it is judged. Offsets count UTF-16 units from the start of the chapter. */
export interface Item {
  readonly id: string;
  /** Value of the item's own anchor; empty when it has none. */
  readonly anchor: string;
  /** The sentence, on one line, without its codes and tags. */
  readonly text: string;
  /** The same sentence with code, quotations and mark-up blanked. */
  readonly prose: string;
  readonly codes: readonly string[];
  readonly tags: readonly { readonly name: string; readonly value: string }[];
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A chapter taken apart. */
export interface Chapter {
  readonly file: string;
  /** The two digits the file name starts with. */
  readonly number: string;
  readonly masked: string;
  readonly items: readonly Item[];
  readonly fences: readonly Fence[];
}

const itemStart = new RegExp(`^- (?:<a id="([^"]*)"></a>)?\\s*\\*\\*(${idPattern}|[A-Z]{3}-\\d+)\\*\\*`);
const itemStop = /^(?:\s*$|\s*[-*+] |\s*\d+[.)] |#|>|\s*\||\s*(?:`{3}|~{3}))/;
const arrow = new RegExp(`\\s*\`→ (${codePattern}(?:, ${codePattern})*)\``);
const tag = /\s*`?\[([a-z]+): ([^\]`]*)\]`?/g;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where each item begins and ends: from its list mark to the line before a blank line or the next block. */
function itemSpans(text: string, masked: string): Span[] {
  const lines = text.split('\n');
  const maskedLines = masked.split('\n');
  const spans: Span[] = [];
  let offset = 0;
  let start: number | undefined;
  lines.forEach((line, index) => {
    // A fence is blank in the masked text, so an example of an item inside one is no item.
    const inFence = line.trim() !== '' && (maskedLines[index] ?? '').trim() === '';
    const starts = !inFence && itemStart.test(line);
    if (start !== undefined && (starts || inFence || itemStop.test(line))) {
      spans.push({ start, end: offset });
      start = undefined;
    }
    if (starts) start = offset;
    offset += line.length + 1;
  });
  if (start !== undefined) spans.push({ start, end: text.length });
  return spans;
}

function itemFrom(source: ChapterSource, masked: string, span: Span): Item {
  const raw = collapse(source.text.slice(span.start, span.end));
  const head = itemStart.exec(raw);
  const tail = raw.slice(head?.[0].length ?? 0);
  const codes = arrow.exec(tail)?.[1]?.split(', ') ?? [];
  const tags = [...tail.matchAll(tag)].map((match) => ({ name: match[1] ?? '', value: (match[2] ?? '').trim() }));
  const text = collapse(tail.replace(arrow, '').replace(tag, ''));
  return {
    id: head?.[2] ?? '',
    anchor: head?.[1] ?? '',
    text,
    prose: collapse(readProse(text).masked),
    codes,
    tags,
    file: source.file,
    line: lineAt(source.text, span.start),
    start: span.start,
    end: span.end,
  };
}

/**
 * Takes a chapter apart. Nothing is refused here: what is wrong with an item is for the lints to say.
 * Throws TypeError when the file name does not start with two digits and a hyphen.
 */
export function parseChapter(source: ChapterSource): Chapter {
  const number = /^(\d\d)-/.exec(source.file)?.[1];
  if (number === undefined) throw new TypeError(`not a chapter file name: ${source.file}`);
  const { masked, fences } = readProse(source.text);
  const items = itemSpans(source.text, masked).map((span) => itemFrom(source, masked, span));
  return { file: source.file, number, masked, items, fences };
}
