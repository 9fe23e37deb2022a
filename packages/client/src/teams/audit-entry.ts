import type { Named } from '../outcome.ts';

/** One act in a log. */
export interface AuditEntry {
  /** Id of the op. */
  readonly id: string;
  /** Kind of the op. */
  readonly k: string;
  /** What was done, as one whole sentence. */
  readonly says: string;
  /** Who did it; a device or a cold key when nobody stands behind it. */
  readonly who: Named;
  /** The device, cold key or invite key that signed first. */
  readonly device: Named;
  /** Who signed as well. */
  readonly cosigners: readonly Named[];
  /** By the clock of who did it, microseconds since 1970. It is never authority. */
  readonly t: number;
  /** Whether it counts. */
  readonly isAlive: boolean;
  /** Why it does not count, as one whole sentence. */
  readonly struck?: string;
  /** Ids of the acts that struck it. */
  readonly struckBy?: readonly string[];
}
