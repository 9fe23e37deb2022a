/** Bytes of the JSON payload of every record. */
export const PAYLOAD_BYTES = 100;

const WORDS =
  'acorn amber april arrow autumn badge basin beacon birch bridge cabin candle canyon cedar cherry cliff clover coral ' +
  'cotton cradle crystal dawn delta desert drift eagle ember falcon fern field flint forest frost garden glacier grove ' +
  'harbor hazel heron hollow indigo island ivory jasmine juniper kettle lantern laurel ledger lilac linen maple marble';
const LIST = WORDS.split(' ');

/** What the `n`th record says: JSON of exactly `bytes` bytes, made of words, as people write and compressors like it neither best nor least. */
export function payload(n: number, bytes: number = PAYLOAD_BYTES): { readonly n: number; readonly text: string } {
  const random = mulberry32(n);
  const room = bytes - JSON.stringify({ n, text: '' }).length;
  let text = '';
  while (text.length < room) text += `${LIST[Math.floor(random() * LIST.length)]!} `;
  return { n, text: text.slice(0, room) };
}

/** The generator mulberry32: every run has the same records. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
