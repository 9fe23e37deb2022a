import { accept, refuse } from '@allod/core/errors';
import type { ErrorCode, ProtocolError } from '@allod/core/errors';
import { decodeLink, inviteKeys } from '@allod/principals/links';
import type { InviteLink, Secret } from '@allod/principals/links';
import type { Store } from '@allod/storage';
import type { DeviceKeys } from '../device-keys.ts';
import { createEpochs } from '../epochs/epochs.ts';
import { writeOps } from '../logs/write-ops.ts';
import { makeHomes, newDevice } from '../new-home.ts';
import { takeKeys } from '../open/open-invite.ts';
import type { Outcome } from '../outcome.ts';
import { surroundingsOf } from '../surroundings.ts';
import type { Surroundings } from '../surroundings.ts';
import { createWorkbench, syncWithAll } from '../sync/workbench.ts';

/** Where a new device of an existing user is made, and by which link. */
export interface JoinAsDeviceOptions extends Partial<Surroundings> {
  /** The folder of the home, which need not exist. */
  readonly folder: string;
  /** What another device of the user gave out with `devices.offer`. */
  readonly link: string;
  /** Relays to ask beside those that the link names. */
  readonly relays?: readonly string[];
  /** What the device is called. */
  readonly device?: string;
  /** What the user is called here. */
  readonly name?: string;
}

/** A home that was made for a user who was there before. */
export interface NewHome {
  readonly user: string;
  readonly kid: string;
  readonly folder: string;
  /** Relays that have the new device's op by now. While there is none, the other devices do not know of it. */
  readonly told: readonly string[];
  /** What was done and what remains to be done, as whole sentences. */
  readonly notes: readonly string[];
}

/**
 * Makes the home of a new device of a user who is there already, by the link that another device of his gave out. It fetches the user's log from the relays
 * of the link, writes the op by which the device joins, and tells the relays; no other device need be running. The key has no passphrase, as with
 * `createHomes`.
 *
 * Refuses as links are refused, with `E_INPUT` a link that is none for a device, `E_NOT_FOUND` when no relay has the log, `E_INVITE` when the offer is over,
 * and as `createHomes` does. What was made is taken away again then.
 */
export async function joinAsDevice(options: JoinAsDeviceOptions): Promise<Outcome<NewHome>> {
  const link = decodeLink(options.link);
  if (!link.ok) return widen(link.error);
  const { value } = link;
  if (value.kind !== 'invite' || value.seed === undefined)
    return { ...refuse('E_INPUT', ''), says: 'This link is not for a new device.' };
  const { name, relays = [] } = options;
  const surroundings = surroundingsOf(options);
  const device = await newDevice(options, surroundings);
  const offer = { link: value, seed: value.seed, relays: [...relays, ...value.relays], keys: device.keys };
  let says: string | undefined;
  const made = await makeHomes([device], { name: name ?? value.name, surroundings }, async (store) => {
    const joined = await join(store, offer, surroundings);
    if (!joined.ok) says = joined.says;
    return joined;
  });
  if (!made.ok) return says === undefined ? made : { ...made, says };
  return accept({ ...made.value, kid: device.keys.signer.kid, folder: device.folder });
}

interface OfferTaken {
  readonly link: InviteLink;
  readonly seed: Secret;
  readonly relays: readonly string[];
  readonly keys: DeviceKeys;
}

async function join(
  opened: Store,
  { link, seed, relays, keys }: OfferTaken,
  surroundings: Surroundings,
): Promise<Outcome<Pick<NewHome, 'user' | 'told' | 'notes'>>> {
  const bench = await createWorkbench(opened, surroundings);
  try {
    const user = link.log;
    await syncWithAll(bench, relays, { spaces: [user] });
    const kind = (await bench.logs.log(user))?.kind;
    if (kind === undefined)
      return { ...refuse('E_NOT_FOUND', ''), says: 'None of the relays has what this link is about.' };
    if (kind !== 'user')
      return { ...refuse('E_INPUT', ''), says: 'This link is for joining a team, with a user who is there.' };
    const { signer, stated } = keys;
    const invite = await inviteKeys(seed);
    const signers = [{ signer }, { signer: invite.signer }];
    const say = [{ k: 'join', who: signer.kid, ref: link.op, ...stated }] as const;
    const epochs = createEpochs({ ...bench, ...surroundings, me: { user, keys } });
    const joined = await writeOps({ ...bench, epochs, now: surroundings.now }, user, { say, signers });
    if (!joined.ok) return widen(joined.error);
    const offer = (await bench.logs.ops(user)).find(({ id }) => id === link.op);
    if (offer?.claims.enc !== undefined) await takeKeys({ ...bench, epochs }, user, invite);
    // Whoever opens the home has the keys from its file.
    await epochs.lock();
    const told = await syncWithAll(bench, relays, { spaces: [user] });
    const notes =
      told.length > 0 ? [] : ['No relay could be told yet: sync, or your other devices do not know of this one.'];
    return accept({ user, told, notes });
  } finally {
    await bench.close();
  }
}

/** A refusal among all others. */
function widen({ code, requirement, details }: ProtocolError): Outcome<never> {
  return { ok: false, error: refuse<ErrorCode>(code, requirement, details).error };
}
