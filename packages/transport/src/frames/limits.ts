/** Greatest number of messages in a frame; the least is 1. (SYN-004) */
export const MAX_MESSAGES = 1_024;
/** How deep arrays and maps may be nested, the message being the first. (SYN-004) */
export const MAX_CBOR_DEPTH = 8;
/** Greatest number of items in one message. (SYN-008) */
export const MAX_ITEMS = 512;
/** Greatest `zn`, in bytes. (SYN-009) */
export const MAX_INFLATED_BYTES = 4_194_304;
/** How many times the length of `z` its `zn` may be. (SYN-009) */
export const MAX_INFLATION_RATIO = 64;
