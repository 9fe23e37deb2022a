// What the suites about looking back have in common.
import { base64url, type Value, type ValueObject } from '../value.ts';
import { derive } from '../actors.ts';
import { epochNamed } from './epoch-keys.ts';
import { Plan } from './log-plan.ts';
import type { Refusal } from './log-scenario.ts';

export const HISTORY = 'E_HISTORY';
export const EARLY: Refusal = [HISTORY, 'SEC-019'];
export const FOUR = { alice: 40, bob: 30, carol: 20, dave: 10 };

/** Entries of `back`: what they hold is a matter of whoever opens them. */
export const backTo = (log: string, ...names: readonly string[]): Value[] =>
  names.map((name) => ({
    eid: epochNamed(log, name).eid,
    w: base64url(Buffer.concat([derive(`back/${name}`), derive(`back/${name}/more`).subarray(0, 8)])),
  }));

/** Who announces an epoch that leads back to these. */
export const by = (who: string, ...names: readonly string[]): { by: string[]; claims: ValueObject } => ({
  by: [who],
  claims: { back: backTo('team', ...names) },
});
/** A policy by which who joins reads nothing of what came before. */
export const joined = { pol: { history: 'joined' } };

/** A team in which who joins reads nothing of what came before. */
export const strict = (levels: Readonly<Record<string, number>> = FOUR): Plan =>
  new Plan().users(...Object.keys(levels), 'erin').team(levels, { claims: joined });
