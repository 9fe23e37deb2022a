import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import { createTeam } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { newsFor } from '../logs/ways.ts';
import { keysStatedIn } from '../epochs/recipients.ts';
import { storeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { isName, PROFILE, TEAM_NAME } from '../people/names.ts';
import { signerOn } from './act.ts';
import { levelOfRole } from './role.ts';
import type { Admit } from './teams.ts';

const SALT_BYTES = 16;

/** Begins a team of which this user is the owner, and names it. Gives its id. */
export async function beginTeam(
  context: ClientContext,
  name: string,
  { admit, root = 'kit' }: { readonly admit?: Admit; readonly root?: 'kit' | 'none' },
): Promise<Outcome<string>> {
  if (!isName(name)) return refuse('E_INPUT', '');
  const { logs, me, random, now, epochs } = context;
  const own = await logs.log(me.user);
  if (own === undefined) return refuse('E_PENDING_AUTH', 'COL-001');
  const cold = [...own.memberById].flatMap(([kid, { lvl }]) => (lvl === levelOfRole('root') ? [kid] : []));
  const encByKey = keysStatedIn(await logs.ops(me.user));
  const roots = (root === 'none' ? [] : cold).map((kid) => {
    const enc = encByKey.get(kid);
    return { kid, lvl: levelOfRole('root'), ...(enc === undefined ? {} : { enc }) };
  });
  const plan = {
    members: [{ who: me.user, lvl: levelOfRole('owner') }, ...roots],
    ...(admit === undefined ? {} : { policy: { admit } }),
    salt: random(SALT_BYTES),
  };
  const x = await newsFor(logs, undefined, [me.user]);
  const init = await createTeam(plan, {
    signers: [signerOn(context, [])],
    t: now(),
    ...(x === undefined ? {} : { x }),
  });
  const [team] = await statementIds([init]);
  const epoch = await epochs.announce(team!, { after: [init] });
  if (!epoch.ok) return epoch;
  const { ops, bodies } = epoch.value;
  const stored = await storeOps(context, team!, { ops: [init, ...ops], bodies });
  if (!stored.ok) return stored;
  const named = await nameTeam(context, team!, name);
  if (!named.ok) return named;
  await introduce(context, team!, me.name);
  return accept(team!);
}

/** Says in a team what one is called. That nobody learns it keeps nobody from being there. */
export async function introduce({ writer, me }: ClientContext, team: string, name: string | undefined): Promise<void> {
  if (name === undefined || !isName(name)) return;
  await writer.addAll(PROFILE, [{ json: { name } }], { owner: team, tags: [me.user] });
}

/** Writes the name of a team into a record of it. */
export async function nameTeam(context: ClientContext, team: string, name: string): Promise<Result<string>> {
  if (!isName(name)) return refuse('E_INPUT', '');
  const added = await context.writer.addAll(PROFILE, [{ json: { name } }], { owner: team, tags: [TEAM_NAME] });
  return added.ok ? accept(added.value[0]!.id) : added;
}
