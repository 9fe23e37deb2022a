import type { Offered } from '@allod/sync';

/** What statements count in a live queue, if all of their bodies count: the characters of their `st`, and those. (SYN-022) */
export function countOf(offered: readonly Offered[]): number {
  return offered.reduce((sum, { parts, body }) => sum + stOf(parts).length + (body?.length ?? 0), 0);
}

function stOf({ headerBytes, claimsBytes }: Offered['parts']): string {
  return [headerBytes, claimsBytes].map((part) => Buffer.from(part).toString('base64url')).join('.');
}
