import type { Writable } from 'node:stream';
import type { Shown } from '../errors/own-fault.ts';
import { printable } from './printable.ts';
import { stylesFor } from './styles.ts';
import type { Styles } from './styles.ts';
import { alignedTable, tabbedLine } from './table.ts';
import type { Cells, Table } from './table.ts';

/** A stream that may be a terminal. */
export type Terminal = Writable & {
  readonly isTTY?: boolean;
  /** Of a terminal, how many characters a line has. */
  readonly columns?: number;
};

/** How much is said, and in which form. */
export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** Where results go, and where everything else goes: stdout is for results alone. */
export interface Output {
  readonly json: boolean;
  /** Whether results are shown to a person. */
  readonly isTerminal: boolean;
  readonly stderr: Terminal;
  /** The one result of a verb: a document with `--json`, else text. */
  result(document: object, text: string | Table): Promise<void>;
  /** A result of many rows: one array with `--json`, a table on a terminal, lines as they come elsewhere. */
  rows(heading: Cells, rows: AsyncIterable<{ readonly document: object; readonly cells: Cells }>): Promise<void>;
  /** One result of a stream that may not end: a line of JSON, or a line of text. */
  line(document: object, text: string): Promise<void>;
  /** A result for a camera: lines of one width, white on black where there are colours. Not shown on a terminal that would break its lines. */
  picture(lines: readonly string[]): Promise<{ readonly isShown: boolean }>;
  /** A result in bytes. Resolves when the reader takes more. */
  bytes(chunk: Uint8Array): Promise<void>;
  /** Something good to know. */
  note(text: string): void;
  /** Something that only those who look for a fault want to know. */
  detail(text: string): void;
  /** Something that has to be known. */
  warn(text: string): void;
  /** Why a verb stopped. `isInResult` when the result has said so in JSON already. */
  failure(failure: Shown, isInResult?: boolean): Promise<void>;
}

/** Where an output writes. */
export interface OutputStreams {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

/** An output on two streams. */
export function createOutput(streams: OutputStreams, options: OutputOptions): Output {
  return new StreamOutput(streams, options);
}

class StreamOutput implements Output {
  readonly json: boolean;
  readonly isTerminal: boolean;
  readonly stderr: Terminal;
  readonly #stdout: Terminal;
  readonly #options: OutputOptions;
  readonly #out: Styles;
  readonly #err: Styles;

  constructor({ stdout, stderr }: OutputStreams, options: OutputOptions) {
    this.json = options.json;
    this.isTerminal = stdout.isTTY === true;
    this.stderr = stderr;
    this.#stdout = stdout;
    this.#options = options;
    this.#out = stylesFor(this.isTerminal, options.color);
    this.#err = stylesFor(stderr.isTTY === true, options.color);
  }

  async result(document: object, text: string | Table): Promise<void> {
    if (this.json) return this.#write(`${JSON.stringify(document, undefined, 2)}\n`);
    if (typeof text !== 'string') return this.#table(text);
    if (text !== '') await this.#write(`${text}\n`);
  }

  async rows(heading: Cells, rows: AsyncIterable<{ document: object; cells: Cells }>): Promise<void> {
    const held: Cells[] = [];
    let count = 0;
    try {
      for await (const { document, cells } of rows) {
        if (this.json) await this.#write(`${count === 0 ? '[' : ','}\n${JSON.stringify(document)}`);
        else if (this.isTerminal) held.push(cells);
        else await this.#write(`${tabbedLine(cells)}\n`);
        count++;
      }
    } finally {
      // Also when there is no more because something failed: what was printed stays one document.
      if (this.json) await this.#write(count === 0 ? '[]\n' : '\n]\n');
    }
    if (held.length > 0) await this.#table({ heading, rows: held });
  }

  line(document: object, text: string): Promise<void> {
    return this.#write(`${this.json ? JSON.stringify(document) : text}\n`);
  }

  async picture(lines: readonly string[]): Promise<{ readonly isShown: boolean }> {
    const { columns = Infinity } = this.#stdout;
    if (this.isTerminal && lines.some(({ length }) => length > columns)) return { isShown: false };
    await this.#write(`${lines.map(this.#out.picture).join('\n')}\n`);
    return { isShown: true };
  }

  bytes(chunk: Uint8Array): Promise<void> {
    return this.#write(chunk);
  }

  note(text: string): void {
    if (!this.#options.quiet) this.stderr.write(`${text}\n`);
  }

  detail(text: string): void {
    if (this.#options.verbose) this.stderr.write(`${this.#err.faint(text)}\n`);
  }

  warn(text: string): void {
    this.stderr.write(`${this.#err.careful('warning:')} ${text}\n`);
  }

  async failure(failure: Shown, isInResult = false): Promise<void> {
    // One line: it may come after the lines of a stream.
    if (this.json && !isInResult) await this.#write(`${JSON.stringify({ error: failure.toJSON() })}\n`);
    const more = `  ${this.#err.faint(`More: allod help errors ${failure.code}`)}\n`;
    this.stderr.write(`${this.#err.bad('error:')} ${printable(failure.message)}\n  ${failure.hint}\n${more}`);
  }

  async #table(table: Table): Promise<void> {
    const lines = this.isTerminal ? alignedTable(table, this.#out.faint) : table.rows.map(tabbedLine);
    if (lines.length > 0) await this.#write(`${lines.join('\n')}\n`);
  }

  /** Waits while the reader is slow. That it has gone is no fault: whoever owns the process hears of it from the stream. */
  #write(chunk: string | Uint8Array): Promise<void> {
    if (this.#stdout.destroyed || this.#stdout.writableEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.#stdout.write(chunk, () => resolve());
    });
  }
}
