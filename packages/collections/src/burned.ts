import type { Statement } from '@allod/core/statement';

/** Whether the body of an op may be kept no more. (SEC-025) */
export function isBurned({ claims: { k, end } }: Statement, now: number): boolean {
  return k === 'epoch' && end !== undefined && Number(end) < now;
}
