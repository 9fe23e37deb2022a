import { isJsonObject } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { has, matching, time } from '../checks.ts';
import { argon2id } from '#argon2';

/** How a password is stretched: Argon2id, RFC 9106. */
export interface PasswordCost {
  /** Memory in KiB, 65,536 to 1,048,576. */
  readonly m: number;
  /** Passes, 3 to 10. */
  readonly t: number;
  /** Lanes, 1 to 4. */
  readonly p: number;
}

/** The least that a reader takes, and what is written unless somebody asks for more. (SEC-048) */
export const LEAST_COST: PasswordCost = { m: 65_536, t: 3, p: 1 };
const MOST_COST: PasswordCost = { m: 1_048_576, t: 10, p: 4 };

/** Bytes of a salt. */
export const SALT_BYTES = 16;

const costForm = { m: time, t: time, p: time, s: matching(/^[A-Za-z0-9_-]{21}[AQgw]$/) };

/** Whether an object says how a password is stretched, sensibly or not: the members `m`, `t`, `p`, and a salt `s`. */
export function saysCost(said: JsonObject): said is JsonObject & PasswordCost & { readonly s: string } {
  return isJsonObject(said) && has(said, costForm);
}

/** The refusal of parameters under the floor or above the cap. (SEC-048) */
export function costFault({ m, t, p }: PasswordCost): ReturnType<typeof refuse<'E_KDF_PARAMS'>> | undefined {
  const isWithin =
    m >= LEAST_COST.m &&
    t >= LEAST_COST.t &&
    p >= LEAST_COST.p &&
    m <= MOST_COST.m &&
    t <= MOST_COST.t &&
    p <= MOST_COST.p;
  return isWithin ? undefined : refuse('E_KDF_PARAMS', 'SEC-048');
}

/** 32 bytes of a password and a salt of 16 bytes. Throws `RangeError` for parameters that no reader takes, and for no password: not every Argon2id has one for that. */
export async function stretch(password: string, { m, t, p }: PasswordCost, salt: Uint8Array): Promise<Uint8Array> {
  if (costFault({ m, t, p }) !== undefined) throw new RangeError('no reader takes this cost of a password');
  if (password === '') throw new RangeError('a password has a character');
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes, got ${salt.length}`);
  return argon2id({ password: utf8ToBytes(password.normalize('NFKC')), salt, memory: m, passes: t, lanes: p });
}
