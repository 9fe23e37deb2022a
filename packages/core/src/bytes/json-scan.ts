/** Nesting of objects and arrays that strict JSON allows. (CNV-014) */
export const MAX_JSON_DEPTH = 32;

const GRAMMAR = 'CNV-009';

// Character codes. Texts are read by code, without a pattern or a piece of text for each token: this runs for every record.
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LETTER_U = 0x75;
/** What stands for the end of the text: no character has this code. */
const END = -1;

/** Digits that a whole number may have and be safe whatever they are, its sign included. */
const SAFE_LENGTH = 15;
/** Names of an object up to which comparing with each is faster than a set. */
const FEW_NAMES = 16;

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
    switch (this.#code(this.#at)) {
      case OPEN_OBJECT:
        return depth === MAX_JSON_DEPTH ? 'CNV-014' : this.#object(depth + 1);
      case OPEN_ARRAY:
        return depth === MAX_JSON_DEPTH ? 'CNV-014' : this.#array(depth + 1);
      case QUOTE:
        return this.#string();
      case 0x74:
        return this.#word('true');
      case 0x66:
        return this.#word('false');
      case 0x6e:
        return this.#word('null');
      default:
        return this.#number();
    }
  }

  #object(depth: number): string | undefined {
    const names = new NameList();
    this.#at++;
    this.#skipSpace();
    if (this.#take(CLOSE_OBJECT)) return undefined;
    do {
      this.#skipSpace();
      const broken = this.#name(names) ?? this.#member(depth);
      if (broken !== undefined) return broken;
    } while (this.#take(COMMA));
    return this.#take(CLOSE_OBJECT) ? undefined : GRAMMAR;
  }

  #name(names: NameList): string | undefined {
    const from = this.#at;
    const broken = this.#string();
    if (broken !== undefined) return broken;
    const between = this.#text.slice(from + 1, this.#at - 1);
    const name = between.includes('\\') ? (JSON.parse(`"${between}"`) as string) : between;
    return names.add(name) ? undefined : 'CNV-010';
  }

  #member(depth: number): string | undefined {
    this.#skipSpace();
    if (!this.#take(COLON)) return GRAMMAR;
    this.#skipSpace();
    const broken = this.#value(depth);
    this.#skipSpace();
    return broken;
  }

  #array(depth: number): string | undefined {
    this.#at++;
    this.#skipSpace();
    if (this.#take(CLOSE_ARRAY)) return undefined;
    do {
      this.#skipSpace();
      const broken = this.#value(depth);
      if (broken !== undefined) return broken;
      this.#skipSpace();
    } while (this.#take(COMMA));
    return this.#take(CLOSE_ARRAY) ? undefined : GRAMMAR;
  }

  /** Quoted text: no raw control characters, only the escapes of RFC 8259 §7. */
  #string(): string | undefined {
    const text = this.#text;
    const from = this.#at;
    if (this.#code(from) !== QUOTE) return GRAMMAR;
    let spellsUnits = false;
    let at = from + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (code < 0x20) return GRAMMAR;
      if (code !== BACKSLASH) continue;
      const length = this.#escapeLength(at);
      if (length === 0) return GRAMMAR;
      spellsUnits ||= length > 2;
      at += length - 1;
    }
    if (at === text.length) return GRAMMAR;
    this.#at = at + 1;
    // Raw text came out of UTF-8 and is well formed; only escapes can spell half a pair.
    return spellsUnits && !(JSON.parse(text.slice(from, at + 1)) as string).isWellFormed() ? 'CNV-011' : undefined;
  }

  /** Characters of the escape that begins with the backslash at `at`; 0 when it is none. */
  #escapeLength(at: number): number {
    const code = this.#code(at + 1);
    if (code !== LETTER_U) return code !== END && '"\\/bfnrt'.includes(String.fromCharCode(code)) ? 2 : 0;
    for (let i = at + 2; i < at + 6; i++) if (!isHexDigit(this.#code(i))) return 0;
    return 6;
  }

  #number(): string | undefined {
    const from = this.#at;
    const first = this.#code(from) === MINUS ? from + 1 : from;
    if (!isDigit(this.#code(first))) return GRAMMAR;
    let at = first + 1;
    if (this.#code(first) !== ZERO) while (isDigit(this.#code(at))) at++;
    this.#at = at;
    const isMinusZero = first > from && this.#code(first) === ZERO;
    if (isMinusZero || this.#hasFraction(at)) return 'CNV-012';
    return at - from <= SAFE_LENGTH || Number.isSafeInteger(Number(this.#text.slice(from, at))) ? undefined : 'CNV-013';
  }

  /** Whether a fraction or an exponent begins at `at`. */
  #hasFraction(at: number): boolean {
    const code = this.#code(at);
    if (code === 0x2e) return isDigit(this.#code(at + 1));
    if (code !== 0x65 && code !== 0x45) return false;
    const sign = this.#code(at + 1);
    return isDigit(this.#code(sign === 0x2b || sign === MINUS ? at + 2 : at + 1));
  }

  #word(word: string): string | undefined {
    if (!this.#text.startsWith(word, this.#at)) return GRAMMAR;
    this.#at += word.length;
    return undefined;
  }

  #take(code: number): boolean {
    if (this.#code(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    while (isSpace(this.#code(this.#at))) this.#at++;
  }

  #code(at: number): number {
    return at < this.#text.length ? this.#text.charCodeAt(at) : END;
  }
}

/** The names of one object. */
class NameList {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  /** Keeps a name; `false` when it was there. */
  add(name: string): boolean {
    if (this.#many?.has(name) ?? this.#few.includes(name)) return false;
    if (this.#many !== undefined) this.#many.add(name);
    else if (this.#few.push(name) === FEW_NAMES) this.#many = new Set(this.#few);
    return true;
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39;
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
