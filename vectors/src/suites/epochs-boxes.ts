// Keyboxes of the logs of scenarios, and the ops that carry them.
import { createHash } from 'node:crypto';
import { answer, derive, x25519Jwk } from '../actors.ts';
import { base64url, bytesValue, fromBase64url, type Value, type ValueObject } from '../value.ts';
import { epochNamed } from './epoch-keys.ts';
import { keyNamed, statedDevice } from './log-keys.ts';
import type { OpPlan, Plan } from './log-plan.ts';

/** The X25519 key that a device, a cold key or an invite states. */
export function encOf(key: string): ValueObject {
  return { ...x25519Jwk(derive(`${key}/enc`)) };
}

/** Devices and cold keys as an `init` lists them, each with its key for encryption but for some. */
export function membersWithKeys(
  levels: Readonly<Record<string, number>>,
  without: readonly string[] = [],
): { mem: Value[] } {
  const mem = Object.entries(levels).map(([key, lvl]): ValueObject => {
    const enc: ValueObject = without.includes(key) ? {} : { enc: encOf(key) };
    const { kid } = keyNamed(key);
    return lvl === 50 ? { kid, lvl, ...enc } : { kid, lvl, ...statedDevice(key), ...enc };
  });
  return { mem };
}

/** A keybox: of which log, with the secret of which of its epochs, to whom by name. `bob#own` is an epoch of Bob. */
export interface BoxPlan {
  readonly log: string;
  readonly epoch: string;
  readonly to: readonly string[];
}

/** The bytes of a keybox. */
export function boxFor(plan: Plan, { log, epoch, to }: BoxPlan): Uint8Array {
  const recipients = to.map((name): ValueObject => {
    const [owner = '', own] = name.split('#');
    const random = bytesValue(derive(`box/${log}/${epoch}/${name}`));
    if (own === undefined) return { kid: keyNamed(name).kid, jwk: encOf(name), random };
    const { eid, pub } = epochNamed(owner, own);
    return { kid: eid, jwk: pub, random };
  });
  const { body } = answer('keybox.seal', {
    log: plan.id(log),
    es: bytesValue(epochNamed(log, epoch).secret),
    recipients,
    cek: bytesValue(derive(`box/${log}/${epoch}/cek`)),
    iv: bytesValue(derive(`box/${log}/${epoch}/iv`).subarray(0, 12)),
  });
  return fromBase64url(String((body as ValueObject)['$b64u']));
}

/** The claims `dig` and `len` of a body. */
export function claimsFor(body: Uint8Array): { dig: string; len: number } {
  return { dig: base64url(createHash('sha256').update(body).digest()), len: body.length };
}

/** An op with a keybox, in a history. */
export interface BoxedOp extends OpPlan {
  readonly to: readonly string[];
  /** The op that announced its epoch first; absent: this one does. */
  readonly epoch?: string;
}

/** Adds an op with a keybox to a history. Gives the keybox. */
export function addBoxed(plan: Plan, name: string, { to, epoch = name, claims = {}, ...op }: BoxedOp): Uint8Array {
  const log = op.in ?? 'team';
  const body = boxFor(plan, { log, epoch, to });
  plan.op(name, 'epoch', { ...op, claims: { pub: epochNamed(log, epoch).pub, ...claimsFor(body), ...claims } });
  return body;
}

/** The input of `keybox.accept`: an op, its keybox, and all ops but that one. */
export function boxInput(plan: Plan, name: string, body: Uint8Array | undefined): ValueObject {
  const logs = plan.logs.map((log) => {
    const names = plan.namesIn(log).filter((each) => each !== name);
    return { id: plan.id(log), ops: names.map((each) => plan.statementOf(each)) };
  });
  return { ...plan.statementOf(name), ...(body === undefined ? {} : { body: bytesValue(body) }), logs };
}
