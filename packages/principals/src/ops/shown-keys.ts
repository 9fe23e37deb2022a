import type { Statement } from '@allod/core/statement';
import { importPublicKeys } from '@allod/core/verify';
import type { PublicJwk, PublicKey } from '@allod/core/verify';

/** The public keys that an op shows. */
export interface ShownKeys {
  /** Of `add` and `join`: that of the device. */
  readonly sig?: PublicKey;
  /** Of `invite`: its one-time key. */
  readonly key?: PublicKey;
  /** Of all but `init`: those of cold keys. */
  readonly keys: readonly PublicKey[];
  /** Of the `init` of a user: that of each device entry, by its place among all entries. */
  readonly devices: ReadonlyMap<number, PublicKey>;
}

interface KeyClaims {
  readonly k: string;
  readonly kind?: string;
  readonly sig?: PublicJwk;
  readonly key?: PublicJwk;
  readonly keys?: readonly PublicJwk[];
  readonly mem?: readonly { readonly sig?: PublicJwk }[];
}

/** Where a key stands in an op: `sig`, `key`, or a place in `keys` or `mem`. */
interface Slot {
  readonly at: number;
  readonly in: 'sig' | 'key' | 'keys' | 'mem';
  readonly place: number;
  readonly jwk: PublicJwk;
}

/** The keys that ops show, in one go. The form of all has been checked. */
export async function shownKeys(ops: readonly Statement[]): Promise<ShownKeys[]> {
  const slots = ops.flatMap(slotsOf);
  const keys = await importPublicKeys(slots.map(({ jwk }) => jwk));
  const shown = ops.map(() => ({
    keys: [] as PublicKey[],
    devices: new Map<number, PublicKey>(),
  })) as { sig?: PublicKey; key?: PublicKey; keys: PublicKey[]; devices: Map<number, PublicKey> }[];
  for (const [i, { at, in: where, place }] of slots.entries()) {
    const key = keys[i]!;
    // Coordinates are ids by their form, so each key can be read.
    if (!key.ok) throw new TypeError(`a key whose form was checked cannot be read: ${key.error.requirement}`);
    if (where === 'keys') shown[at]!.keys.push(key.value);
    else if (where === 'mem') shown[at]!.devices.set(place, key.value);
    else shown[at]![where] = key.value;
  }
  return shown;
}

function slotsOf({ claims }: Statement, at: number): Slot[] {
  const { k, kind, sig, key, keys = [], mem = [] } = claims as unknown as KeyClaims;
  if (k === 'init')
    return kind !== 'user'
      ? []
      : mem.flatMap((entry, place) => (entry.sig === undefined ? [] : [{ at, in: 'mem', place, jwk: entry.sig }]));
  const slots: Slot[] = keys.map((jwk, place) => ({ at, in: 'keys', place, jwk }));
  if (sig !== undefined && (k === 'add' || k === 'join')) slots.push({ at, in: 'sig', place: 0, jwk: sig });
  if (key !== undefined && k === 'invite') slots.push({ at, in: 'key', place: 0, jwk: key });
  return slots;
}
