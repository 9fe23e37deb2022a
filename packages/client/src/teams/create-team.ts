import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import { createTeam } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { newsFor } from '../logs/ways.ts';
import { judgeOwn } from '../logs/write-ops.ts';
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
  const { logs, me, random, now, store, admission } = context;
  const own = await logs.log(me.user);
  if (own === undefined) return refuse('E_PENDING_AUTH', 'COL-001');
  const roots = root === 'none' ? [] : [...own.memberById].filter(([, { lvl }]) => lvl === levelOfRole('root'));
  const plan = {
    members: [
      { who: me.user, lvl: levelOfRole('owner') },
      ...roots.map(([kid]) => ({ kid, lvl: levelOfRole('root') })),
    ],
    ...(admit === undefined ? {} : { policy: { admit } }),
    salt: random(SALT_BYTES),
  };
  const x = await newsFor(logs, undefined, [me.user]);
  const init = await createTeam(plan, {
    signers: [signerOn(context, [])],
    t: now(),
    ...(x === undefined ? {} : { x }),
  });
  const admitted = await judgeOwn(admission, [init]);
  if (!admitted.ok) return admitted;
  const [team] = await statementIds([init]);
  const committed = await store.commit({ space: team!, put: admitted.value });
  if (!committed.ok) return committed;
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
