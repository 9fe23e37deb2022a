/** The close code of a WebSocket for each registered code that ends a link; nothing for others. (TRN-014) */
export const CLOSE_CODE_BY_ERROR: Readonly<Record<string, number>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, number>, {
    E_FRAME: 4400,
    E_MESSAGE: 4400,
    E_RANGE: 4400,
    E_CURSOR: 4400,
    E_TURN: 4400,
    E_HS: 4401,
    E_NOT_ADMITTED: 4403,
    E_VERSION: 4406,
    // A link that is lost by silence.
    E_LINK: 4408,
    E_LIMIT: 4413,
    E_FLOW: 4420,
    E_ABUSE: 4451,
  }),
);

/** The close code of a peer that goes away and comes back. (TRN-014) */
export const CLOSE_GOING_AWAY = 4503;

/** What an end reports that lost its link without a word of the other. (RFC 6455 §7.1.5) */
export const CLOSE_LOST = 1006;

const text = new TextEncoder();

/** Throws `RangeError` for what a link cannot say when it is closed. (RFC 6455 §5.5, §7.4) */
export function assertClose(code: number, reason: string): void {
  if (!Number.isInteger(code) || (code !== 1000 && (code < 3000 || code > 4999)))
    throw new RangeError(`${code} is no close code of a program`);
  if (text.encode(reason).length > 123) throw new RangeError('the reason is longer than 123 bytes');
}
