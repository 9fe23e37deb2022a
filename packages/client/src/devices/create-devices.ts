import { accept, refuse } from '@allod/core/errors';
import type { OpSaid } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { explainDenial, withArticle } from '../denial.ts';
import type { Wish } from '../denial.ts';
import { writeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { DEVICES, isName } from '../people/names.ts';
import { pick } from '../people/pick.ts';
import { invitesIn, listInvites } from '../teams/invites.ts';
import { makeInvite } from '../teams/make-invite.ts';
import { levelOfRole } from '../teams/role.ts';
import type { MemberRole } from '../teams/role.ts';
import type { Changed } from '../teams/teams.ts';
import { findDevice, listDevices } from './device-list.ts';
import type { Devices } from './devices.ts';

const TEN_MINUTES_MS = 600_000;

/** What is done after a device was removed as lost: it is cut from the teams. */
export type AfterRemoval = () => Promise<readonly string[]>;

/** Puts the devices of a user together. */
export function createDevices(context: ClientContext, afterRemoval: AfterRemoval): Devices {
  return { list: () => listDevices(context), ...offering(context), ...changing(context, afterRemoval) };
}

/** Writes into the log of this device's user. */
async function act(context: ClientContext, said: OpSaid, wish: Wish): Promise<Outcome<Changed>> {
  const { me } = context;
  const written = await writeOps(context, me.user, { say: [said], signers: [{ signer: me.key }] });
  if (!written.ok) return explainDenial(context, me.user, { refused: written, wish });
  return accept({ ops: written.value, notes: [] });
}

function offering(context: ClientContext): Pick<Devices, 'offer' | 'offers' | 'revoke'> {
  const { me, logs } = context;
  return {
    async offer({ level = 'admin', lastsMs = TEN_MINUTES_MS, relays = [], givesKeys = false } = {}) {
      const offer = {
        lvl: levelOfRole(level),
        lastsMs,
        relays,
        givesKeys,
        ...(me.name === undefined ? {} : { name: me.name }),
      };
      const made = await makeInvite(context, me.user, { offer, signers: [{ signer: me.key }] });
      const wish = { to: `take in a device that is ${withArticle(level)}`, needs: leastFor(level), about: level };
      return made.ok ? accept({ ...made.value, level }) : explainDenial(context, me.user, { refused: made, wish });
    },
    async offers() {
      return accept(await listInvites(context, me.user));
    },
    async revoke(text) {
      const offers = (await invitesIn(logs, me.user, context.now())).map(({ op }) => op);
      const found = pick(offers, text);
      if (!found.ok) return found;
      return act(context, { k: 'remove', who: found.value.id }, { to: 'take an offer back', needs: 'admin' });
    },
  };
}

function changing(
  context: ClientContext,
  afterRemoval: AfterRemoval,
): Pick<Devices, 'remove' | 'setLevel' | 'setName'> {
  return {
    async remove(text, { why = 'lost' } = {}) {
      const device = await findDevice(context, text);
      if (!device.ok) return device;
      const { id, level } = device.value;
      const wish = { to: `remove a device that is ${withArticle(level)}`, needs: above(level), about: level };
      const removed = await act(context, { k: 'remove', who: id, why }, wish);
      if (!removed.ok || why !== 'lost') return removed;
      return accept({ ...removed.value, notes: await afterRemoval() });
    },
    async setLevel(text, level) {
      const device = await findDevice(context, text);
      if (!device.ok) return device;
      const { id, level: before } = device.value;
      const isRaise = levelOfRole(level) > levelOfRole(before);
      const to = `make a device that is ${withArticle(before)} ${withArticle(level)}`;
      const wish = isRaise ? { to, needs: leastFor(level), about: level } : { to, needs: above(before), about: before };
      return act(context, { k: 'set', who: id, lvl: levelOfRole(level) }, wish);
    },
    async setName(text, name) {
      const device = await findDevice(context, text);
      if (!device.ok) return device;
      if (!isName(name)) return refuse('E_INPUT', '');
      const added = await context.writer.addAll(DEVICES, [{ json: { name } }], { tags: [device.value.id] });
      return added.ok ? findDevice(context, device.value.id) : added;
    },
  };
}

/** The least role that can give one. */
function leastFor(role: MemberRole): MemberRole {
  return levelOfRole(role) <= levelOfRole('admin') ? 'admin' : role;
}

/** The least role that can take one away. */
function above(role: MemberRole): MemberRole {
  if (role === 'owner' || role === 'root') return 'root';
  return levelOfRole(role) < levelOfRole('admin') ? 'admin' : 'owner';
}
