/** Nesting of objects and arrays that strict JSON allows. (CNV-014) */
export const MAX_JSON_DEPTH = 32;

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const SPACE = /[ \t\n\r]*/y;

const GRAMMAR = 'CNV-009';

/**
 * Checks JSON text against the rules that `JSON.parse` does not enforce.
 * Returns the id of the broken requirement (CNV-009 to CNV-014), or `undefined` when the text is strict JSON.
 */
export function scanJson(text: string): string | undefined {
  const scanner = new Scanner(text);
  return scanner.document();
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): string | undefined {
    this.#skipSpace();
    const broken = this.#value(0);
    if (broken !== undefined) return broken;
    this.#skipSpace();
    return this.#at === this.#text.length ? undefined : GRAMMAR;
  }

  #value(depth: number): string | undefined {
    switch (this.#text[this.#at]) {
      case '{':
        return depth === MAX_JSON_DEPTH ? 'CNV-014' : this.#object(depth + 1);
      case '[':
        return depth === MAX_JSON_DEPTH ? 'CNV-014' : this.#array(depth + 1);
      case '"':
        return this.#string();
      case 't':
      case 'f':
      case 'n':
        return this.#take(WORD) === undefined ? GRAMMAR : undefined;
      default:
        return this.#number();
    }
  }

  #object(depth: number): string | undefined {
    const names = new Set<string>();
    this.#at++;
    this.#skipSpace();
    if (this.#takeCharacter('}')) return undefined;
    do {
      this.#skipSpace();
      const broken = this.#name(names) ?? this.#member(depth);
      if (broken !== undefined) return broken;
    } while (this.#takeCharacter(','));
    return this.#takeCharacter('}') ? undefined : GRAMMAR;
  }

  #name(names: Set<string>): string | undefined {
    const from = this.#at;
    const broken = this.#string();
    if (broken !== undefined) return broken;
    const quoted = this.#text.slice(from, this.#at);
    const name = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
    if (names.has(name)) return 'CNV-010';
    names.add(name);
    return undefined;
  }

  #member(depth: number): string | undefined {
    this.#skipSpace();
    if (!this.#takeCharacter(':')) return GRAMMAR;
    this.#skipSpace();
    const broken = this.#value(depth);
    this.#skipSpace();
    return broken;
  }

  #array(depth: number): string | undefined {
    this.#at++;
    this.#skipSpace();
    if (this.#takeCharacter(']')) return undefined;
    do {
      this.#skipSpace();
      const broken = this.#value(depth);
      if (broken !== undefined) return broken;
      this.#skipSpace();
    } while (this.#takeCharacter(','));
    return this.#takeCharacter(']') ? undefined : GRAMMAR;
  }

  #string(): string | undefined {
    const quoted = this.#takeString();
    if (quoted === undefined) return GRAMMAR;
    // Raw text came out of UTF-8 and is well formed; only escapes can spell half a pair.
    if (quoted.includes('\\u') && !(JSON.parse(quoted) as string).isWellFormed()) return 'CNV-011';
    return undefined;
  }

  #number(): string | undefined {
    const match = this.#take(NUMBER);
    if (match === undefined) return GRAMMAR;
    const [digits, fraction, exponent] = match;
    if (fraction !== undefined || exponent !== undefined || digits === '-0') return 'CNV-012';
    return Number.isSafeInteger(Number(digits)) ? undefined : 'CNV-013';
  }

  /** The quoted text at the current place: no raw control characters, only the escapes of RFC 8259 §7. */
  #takeString(): string | undefined {
    if (this.#text[this.#at] !== '"') return undefined;
    const from = this.#at++;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x22) return this.#text.slice(from, ++this.#at);
      // NaN, at the end of the text, is not above 0x1f either.
      if (!(code > 0x1f)) return undefined;
      if (code !== 0x5c) this.#at++;
      else if (this.#take(ESCAPE) === undefined) return undefined;
    }
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  #takeCharacter(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    this.#take(SPACE);
  }
}
