/** Something that is looked for: what it is called, and its bytes. */
export interface Needle {
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** Looks for many things in one pass. */
export interface Finder {
  /** The names of what occurs in some bytes. */
  find(bytes: Uint8Array): ReadonlySet<string>;
  /** Bytes of the longest form: whoever reads in parts lets them overlap by one less. */
  readonly longest: number;
}

/** A form in which a needle can occur. */
interface Form {
  readonly what: string;
  readonly bytes: Buffer;
}

/** What is shorter is found by chance. */
export const LEAST_BYTES = 8;
/** Base64 takes three bytes at a time, so that one text has three forms. */
const GROUP_BYTES = 3;
const PAIRS = 65_536;

/**
 * A finder of texts and keys as they stand in files and memory: as they are, as UTF-16 (how JavaScript keeps what is not Latin-1), in hexadecimal, and in base64
 * and base64url from any byte on. Throws `RangeError` for a needle of less than 8 bytes.
 */
export function createFinder(needles: readonly Needle[]): Finder {
  const forms = needles.flatMap(formsOf);
  const starts = new Uint8Array(PAIRS);
  const formsByStart = new Map<number, Form[]>();
  for (const form of forms) {
    const start = form.bytes.readUInt32LE(0);
    starts[start % PAIRS] = 1;
    formsByStart.set(start, [...(formsByStart.get(start) ?? []), form]);
  }
  const longest = Math.max(0, ...forms.map(({ bytes }) => bytes.length));
  return { longest, find: (bytes) => findIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) };

  function findIn(bytes: Buffer): ReadonlySet<string> {
    const found = new Set<string>();
    for (let at = 0; at + 4 <= bytes.length; at++) {
      if (starts[bytes[at]! + bytes[at + 1]! * 256] === 0) continue;
      for (const { what, bytes: form } of formsByStart.get(bytes.readUInt32LE(at)) ?? [])
        if (form.equals(bytes.subarray(at, at + form.length))) found.add(what);
    }
    return found;
  }
}

function formsOf({ what, bytes }: Needle): Form[] {
  if (bytes.length < LEAST_BYTES)
    throw new RangeError(`"${what}" has ${bytes.length} bytes, and ${LEAST_BYTES} are needed`);
  const plain = Buffer.from(bytes);
  const wide = Buffer.from(plain.toString('utf8'), 'utf16le');
  const hex = plain.toString('hex');
  const texts = [hex, hex.toUpperCase(), ...inBase64(plain, 'base64'), ...inBase64(plain, 'base64url')];
  const all = [plain, wide, ...texts.map((text) => Buffer.from(text, 'latin1'))];
  const unique = new Map(all.map((form) => [form.toString('latin1'), form]));
  return [...unique.values()].map((form) => ({ what, bytes: form }));
}

/** What of the base64 of any text with these bytes in it depends on them alone, by what is left of a group before them. */
function inBase64(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return Array.from({ length: GROUP_BYTES }, (_, before) => {
    const whole = Math.floor((before + bytes.length) / GROUP_BYTES) * GROUP_BYTES;
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .subarray(0, whole)
      .toString(encoding);
    return text.slice(Math.ceil((before * 4) / GROUP_BYTES));
  });
}
