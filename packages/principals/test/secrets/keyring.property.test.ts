/** Who opens what, in small teams with nested ones: against the policy alone, which knows no key. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { World } from './world.ts';

const USERS = ['ada', 'bob', 'cleo', 'dan'];

/** A step: what is done, and with whom. */
type Step = readonly [what: number, who: number, where: number];

const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(99), fc.nat(99)), { minLength: 4, maxLength: 14 });
const histories = fc.constantFrom('all' as const, 'joined' as const);

/** Four users, a team and one in it; then whatever happens. */
async function happen(
  seed: string,
  [outer, inner]: readonly ('all' | 'joined')[],
  all: readonly Step[],
): Promise<World> {
  const world = new World(seed);
  for (const user of USERS) await world.addUser(user);
  await world.addTeam('inner', inner!, 'ada');
  await world.addTeam('outer', outer!, 'inner');
  for (const [at, step] of all.entries()) await happens(world, step, at);
  return world;
}

async function happens(world: World, [what, who, where]: Step, at: number): Promise<void> {
  const user = USERS[who % USERS.length]!;
  const team = ['inner', 'outer'][where % 2]!;
  const { members } = world.logs.get(team)!;
  const devices = [...world.logs.get(user)!.members];
  if (what < 4) {
    if (members.has(user)) await (members.size > 1 ? world.remove(team, user) : world.rotate(team));
    else await world.addMember(team, user);
  } else if (what < 6) await world.addDevice(user, `${user}/${at + 1}`);
  else if (what < 8)
    await (devices.length > 1 ? world.remove(user, devices[where % devices.length]!) : world.rotate(user));
  else await world.rotate(team, what === 9 ? 2 : 1);
}

/** Each device with each epoch: whether it opens it, and whether it may. */
async function everyQuestion(
  world: World,
): Promise<readonly { readonly opens: boolean; readonly may: boolean; readonly what: string }[]> {
  const answers = [];
  for (const device of world.devices.keys()) {
    const keyring = await world.keyringOf(device);
    for (const [log, { id, epochs }] of world.logs) {
      for (const [eid, { es }] of epochs) {
        const found = await keyring.open(id, eid);
        if (found.ok) expect(found.secret.bytes()).toEqual(es.bytes());
        answers.push({ opens: found.ok, may: world.mayOpen(device, log, eid), what: `${device} in ${log}` });
      }
    }
  }
  return answers;
}

test('P12, P15, SEC-013, SEC-022 every device opens the epochs that it may open, and no others', async () => {
  const seen = { opened: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.tuple(histories, histories), steps, async (policies, all) => {
      const world = await happen('exact', policies, all);
      for (const { opens, may, what } of await everyQuestion(world)) {
        expect([what, opens]).toEqual([what, may]);
        seen[opens ? 'opened' : 'refused'] += 1;
      }
    }),
    { numRuns: 30, seed: 4 },
  );
  expect(seen.opened).toBeGreaterThan(500);
  expect(seen.refused).toBeGreaterThan(500);
});

test('P14 whoever was removed, and a lost device, opens nothing that was announced after it, though it has every op and keybox', async () => {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(fc.tuple(histories, histories), steps, async (policies, all) => {
      const world = await happen('removed', policies, all);
      await world.addDevice('ada', 'ada/lost');
      if (!world.logs.get('inner')!.members.has('dan')) await world.addMember('inner', 'dan');
      const announced = (): ReadonlySet<string> =>
        new Set([...world.logs.values()].flatMap(({ epochs }) => [...epochs.keys()]));
      const seen = new Map([['ada/lost', announced()]]);
      await world.remove('ada', 'ada/lost');
      for (const team of ['inner', 'outer']) {
        if (!world.logs.get(team)!.members.has('dan')) continue;
        seen.set('dan/0', announced());
        if (world.logs.get(team)!.members.size === 1) await world.addMember(team, 'cleo');
        await world.remove(team, 'dan');
      }
      for (const [device, before] of seen) {
        const keyring = await world.keyringOf(device);
        for (const [log, { id, epochs }] of world.logs) {
          for (const eid of log === 'dan' ? [] : epochs.keys()) {
            if (before.has(eid)) continue;
            expect([`${device} in ${log}`, (await keyring.open(id, eid)).ok]).toEqual([`${device} in ${log}`, false]);
            tried += 1;
          }
        }
      }
    }),
    { numRuns: 20, seed: 14 },
  );
  expect(tried).toBeGreaterThan(40);
});
