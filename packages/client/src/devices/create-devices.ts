import { accept, refuse } from '@allod/core/errors';
import type { OpSaid } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { explainDenial, withArticle } from '../denial.ts';
import type { Wish } from '../denial.ts';
import { grantsOf } from '../logs/logs.ts';
import type { LogOp } from '../logs/logs.ts';
import { writeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { DEVICES, isName, readNames } from '../people/names.ts';
import type { NameBook } from '../people/names.ts';
import { pick } from '../people/pick.ts';
import { invitesIn, listInvites } from '../teams/invites.ts';
import { makeInvite } from '../teams/make-invite.ts';
import { levelOfRole, roleOfLevel } from '../teams/role.ts';
import type { MemberRole } from '../teams/role.ts';
import type { Changed } from '../teams/teams.ts';
import type { DeviceInfo, DeviceLevel, Devices } from './devices.ts';

const TEN_MINUTES_MS = 600_000;

/** What is done after a device was removed as lost: it is cut from the teams. */
export type AfterRemoval = () => Promise<readonly string[]>;

/** Puts the devices of a user together. */
export function createDevices(context: ClientContext, afterRemoval: AfterRemoval): Devices {
  const { me, logs } = context;
  const act = async (say: readonly OpSaid[], wish: Wish): Promise<Outcome<Changed>> => {
    const written = await writeOps(context, me.user, { say, signers: [{ signer: me.key }] });
    if (!written.ok) return explainDenial(context, me.user, { refused: written, wish });
    return accept({ ops: written.value, notes: [] });
  };
  const list = async (): Promise<Outcome<DeviceInfo[]>> => {
    const members = (await logs.log(me.user))?.memberById;
    if (members === undefined) return refuse('E_PENDING_AUTH', 'COL-001');
    return accept(devicesIn(await logs.ops(me.user), { members, names: await readNames(context), own: me.key.kid }));
  };
  const find = async (text: string): Promise<Outcome<DeviceInfo>> => {
    const all = await list();
    if (!all.ok) return all;
    const now = pick(
      all.value.filter(({ removed }) => removed === undefined),
      text,
    );
    return now.ok ? now : pick(all.value, text);
  };
  return {
    list,
    async offer({ level = 'admin', lastsMs = TEN_MINUTES_MS, relays = [] } = {}) {
      const offer = { lvl: levelOfRole(level), lastsMs, relays, ...(me.name === undefined ? {} : { name: me.name }) };
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
      return found.ok
        ? act([{ k: 'remove', who: found.value.id }], { to: 'take an offer back', needs: 'admin' })
        : found;
    },
    async remove(text, { why = 'lost' } = {}) {
      const device = await find(text);
      if (!device.ok) return device;
      const { id, level } = device.value;
      const wish = { to: `remove a device that is ${withArticle(level)}`, needs: above(level), about: level };
      const removed = await act([{ k: 'remove', who: id, why }], wish);
      if (!removed.ok || why !== 'lost') return removed;
      return accept({ ...removed.value, notes: await afterRemoval() });
    },
    async setLevel(text, level) {
      const device = await find(text);
      if (!device.ok) return device;
      const { id, level: before } = device.value;
      const isRaise = levelOfRole(level) > levelOfRole(before);
      const wish = {
        to: `make a device that is ${withArticle(before)} ${withArticle(level)}`,
        needs: isRaise ? leastFor(level) : above(before),
        about: isRaise ? level : before,
      };
      return act([{ k: 'set', who: id, lvl: levelOfRole(level) }], wish);
    },
    async setName(text, name) {
      const device = await find(text);
      if (!device.ok) return device;
      if (!isName(name)) return refuse('E_INPUT', '');
      const added = await context.writer.addAll(DEVICES, [{ json: { name } }], { tags: [device.value.id] });
      return added.ok ? find(device.value.id) : added;
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

/** Every key that is or was a member of a user, as far as its joining lives. */
function devicesIn(
  ops: readonly LogOp[],
  {
    members,
    names,
    own,
  }: {
    readonly members: ReadonlyMap<string, { readonly lvl: number }>;
    readonly names: NameBook;
    readonly own: string;
  },
): DeviceInfo[] {
  const byId = new Map(ops.map((op) => [op.id, op]));
  const found = new Map<string, DeviceInfo>();
  for (const op of ops) {
    if (!op.isAlive) continue;
    const invite = byId.get(op.claims.ref ?? '');
    for (const { who, lvl } of grantsOf(op)) {
      const removal = members.has(who) ? undefined : lastRemoval(ops, who);
      const level = members.get(who)?.lvl ?? lvl ?? invite?.claims.lvl ?? -1;
      const adder = (invite ?? op).signers[0]!.kid;
      found.set(who, {
        ...names.of(who),
        level: (roleOfLevel(level) ?? 'writer') as DeviceLevel | 'root',
        t: op.t,
        ...(who === own ? { isThis: true } : {}),
        ...(op.k === 'init' ? {} : { addedBy: names.of(adder) }),
        ...(removal === undefined ? {} : { removed: removedBy(removal, names) }),
      });
    }
  }
  const order = ({ removed, level }: DeviceInfo): number => (removed === undefined ? -levelOfRole(level) : 0);
  return [...found.values()].toSorted((a, b) => order(a) - order(b) || a.t - b.t);
}

function lastRemoval(ops: readonly LogOp[], who: string): LogOp | undefined {
  return ops.findLast(
    ({ k, isAlive, claims }) => k === 'remove' && isAlive && claims.who === who && claims.keep === undefined,
  );
}

function removedBy({ t, signers, claims }: LogOp, names: NameBook): NonNullable<DeviceInfo['removed']> {
  return { t, by: names.of(signers[0]!.kid), ...(claims.why === undefined ? {} : { why: claims.why }) };
}
