import type { StatementParts } from '@allod/core/statement';
import type { Item } from '../generated/messages.ts';

/** A statement as it travels, with its body when given. No byte is copied. (06 §3.1) */
export function itemFromParts(parts: StatementParts, body?: Uint8Array): Item {
  const { headerBytes, claimsBytes, signature, further = [] } = parts;
  const signatures: Item[2] =
    further.length === 0 ? signature : [signature, further.map((each) => [each.headerBytes, each.signature] as const)];
  return body === undefined ? [headerBytes, claimsBytes, signatures] : [headerBytes, claimsBytes, signatures, body];
}

/** The statement of an item; its body is `item[3]`. No byte is copied. (06 §3.1) */
export function partsFromItem(item: Item): StatementParts {
  const [headerBytes, claimsBytes, signatures] = item;
  if (signatures instanceof Uint8Array) return { headerBytes, claimsBytes, signature: signatures };
  const [signature, others] = signatures;
  const further = others.map(([header, each]) => ({ headerBytes: header, signature: each }));
  return { headerBytes, claimsBytes, signature, further };
}
