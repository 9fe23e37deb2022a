import { accept, refuse } from '@allod/core/errors';
import type { ClientContext } from '../context.ts';
import { grantsOf } from '../logs/logs.ts';
import type { LogOp } from '../logs/logs.ts';
import type { Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import type { NameBook } from '../people/names.ts';
import { pick } from '../people/pick.ts';
import { levelOfRole, roleOfLevel } from '../teams/role.ts';
import type { DeviceInfo, DeviceLevel } from './devices.ts';

/** The devices of a user, those that were removed last. Refuses with `E_PENDING_AUTH` while the log is not here. */
export async function listDevices(context: ClientContext): Promise<Outcome<DeviceInfo[]>> {
  const { logs, me } = context;
  const members = (await logs.log(me.user))?.memberById;
  if (members === undefined) return refuse('E_PENDING_AUTH', 'COL-001');
  return accept(devicesIn(await logs.ops(me.user), { members, names: await readNames(context), own: me.key.kid }));
}

/** The device with this key, name, or beginning of the key; those that were removed come last. */
export async function findDevice(context: ClientContext, text: string): Promise<Outcome<DeviceInfo>> {
  const all = await listDevices(context);
  if (!all.ok) return all;
  const now = pick(
    all.value.filter(({ removed }) => removed === undefined),
    text,
  );
  return now.ok ? now : pick(all.value, text);
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
