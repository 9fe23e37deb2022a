// Statements of keys in hardware, as the suite about them makes them.
import * as p256 from '@allod/conformance-model/p256';
import { actor, p256Jwk, scalarOf, type Label } from '../actors.ts';
import * as craft from '../craft.ts';
import { headerText, key, NOW, statement, type StatementPlan } from '../statement.ts';
import { base64url, octets, type ValueObject } from '../value.ts';

/** Nonces whose signatures of the smallest statement of alice/card lie at an edge. Found by trying 1, 2, 3 …; the suite checks them. */
export const NONCES = { shortR: 379n, shortS: 146n, nearHalf: 25_403n };

/** The input of a request for a statement of a card. */
export function cardRequest(plan: StatementPlan = {}): ValueObject {
  const by: Label = plan.by ?? 'alice/card';
  return { ...statement({ ...plan, by }), keys: [key(by)], now: NOW };
}

/** The halves that a nonce gives for a statement of alice/card, the second one small. */
export function lowHalves(st: string, nonce: bigint): p256.Halves {
  const { r, s } = p256.signWithNonce(scalarOf(actor('alice/card').seed), octets(st), nonce);
  return { r, s: s > p256.HALF ? p256.N - s : s };
}

/** The halves just below the greatest second half there may be, for the smallest statement of alice/card. */
export function halvesNearHalf(): p256.Halves {
  return lowHalves(statement({ by: 'alice/card' }).st, NONCES.nearHalf);
}

/** The 64 bytes of two halves, as text. */
export function sigOf(halves: p256.Halves): string {
  return base64url(p256.encodeHalves(halves));
}

/** A request under a P-256 key of our own. */
export function requestUnder(scalar: bigint): ValueObject {
  const jwk: ValueObject = { ...p256Jwk(scalar) };
  const header = headerText('alice/card').replace(actor('alice/card').kid, craft.kidOf(jwk));
  const { st } = statement({ by: 'alice/card', header });
  return { st, sig: base64url(p256.sign(scalar, octets(st))), keys: [jwk], now: NOW };
}
