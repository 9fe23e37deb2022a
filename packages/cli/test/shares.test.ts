import { afterAll, expect, test } from 'vitest';
import { actor, errorOf, sceneOf } from './actors.ts';
import type { Scene } from './actors.ts';
import { document } from './program.ts';
import { createWorld } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

/** A scene in which Bob is in no team that Ada shares from, and her Club has two plans and a diary at the relay. */
async function scene(): Promise<Scene> {
  const all = await sceneOf(shared);
  for (const line of ['plans --tag trip title=Rome', 'plans --tag trip title=Oslo', 'diary title=private'])
    await all.ada(`record add Club/${line}`);
  await all.ada('sync URL');
  return all;
}

test('a collection is shared with who is no member, until its key changes', async () => {
  const { ada, bob } = await scene();
  const made = await ada('share create Club/plans --relay URL');
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\S+#allod1\.share\.\S+\n$/) });
  expect(made.stderr).toMatch(/Whoever has this link reads v:plans of Club, .* `allod share revoke [\w-]{8}`/);
  const stdin = made.stdout;
  const seen = await bob('open', { stdin });
  expect(seen.code).toBe(0);
  expect(seen.stdout).toContain('With this you can read a whole collection of “Club”, in v:plans.');
  expect(seen.stdout).toMatch(/\tv:plans\t\S+\t\{"title":"Oslo"\}\n.*\tv:plans\t\S+\t\{"title":"Rome"\}\n/);
  expect(seen.stdout).not.toContain('private');
  expect((await bob('record list Club/plans --json')).stdout).not.toContain('Oslo');

  const listed = (await ada('share list')).stdout;
  expect(listed).toMatch(/^[\w-]+\tClub\tv:plans\tcollection\t\S+Z\twhat is written now, too\n/);
  const id = listed.slice(0, 8);
  const revoked = await ada(`share revoke ${id}`);
  expect(revoked.stdout).toContain('What it opened before, it opens still.');
  expect(revoked.stderr).toContain('Every other link');
  await ada('record add Club/plans --tag trip title=Bern');
  await ada('sync URL');
  const after = document(await bob('open --json', { stdin }));
  expect(after).toMatchObject({
    kind: 'share',
    state: 'opened',
    records: [{ json: { title: 'Oslo' } }, { json: { title: 'Rome' } }],
  });
  expect((await ada('share list')).stdout).toContain('nothing new: the key has changed');
  expect((await ada(`share revoke ${id}`)).stdout).toContain('opens nothing that is written now');
});

test('a record is shared by its tag, and one version of it by its id', async () => {
  const { ada, bob } = await scene();
  const record = await ada('share create Club/plans trip --relay URL --json');
  expect(document(record)).toMatchObject({ of: 'record', tag: 'trip', opens: 2, among: 2 });
  const { link } = document(record) as { link: string };
  expect((await bob('open', { stdin: link })).stdout).toContain('Rome');
  const [newest] = JSON.parse((await ada('record list Club/plans --json')).stdout) as [{ id: string }];
  const version = await ada(`share create --record ${newest.id} --relay URL`);
  expect(version.stderr).toContain('for ever: it cannot be taken back');
  const seen = await bob('open', { stdin: version.stdout });
  expect(seen.stdout).toContain('Oslo');
  expect(seen.stdout).not.toContain('Rome');
  const shares = JSON.parse((await ada('share list --json')).stdout) as { id: string; of: string }[];
  expect(shares.map(({ of }) => of)).toEqual(['version', 'record', 'collection']);
  const refused = await ada(`share revoke ${shares[0]!.id} --json`);
  expect(errorOf(refused).message).toContain('A link for one version cannot be taken back');
});

test('a link shows nothing where no relay has it, and says what to do', async () => {
  const { ada, bob } = await scene();
  const { stdout, stderr } = await ada('share create Club/plans');
  expect(stderr).toContain('The link names no relay');
  const ran = await bob('open --json', { stdin: stdout });
  expect(ran.code).toBe(3);
  expect(document(ran)).toMatchObject({ state: 'impossible', error: { code: 'E_NOT_FOUND' } });
  expect(await bob('open --relay URL', { stdin: stdout })).toMatchObject({ code: 0 });
  const declined = await bob('open --decline --relay URL', { stdin: stdout });
  expect(declined).toMatchObject({ code: 0, stdout: expect.stringContaining('It is declined.') });
  expect(declined.stdout).not.toContain('Oslo');
});

test.each([
  ['share create', 'E_USAGE', 'Say what the link opens'],
  ['share create Club/plans --record abcdef', 'E_USAGE', 'Say what the link opens'],
  ['share create Club/nothing trip', 'E_NOT_FOUND', 'Nothing is there that could be shared.'],
  ['share create Club/open.public', 'E_INPUT', 'It is not encrypted'],
  ['share create --record abcdef', 'E_NOT_FOUND', 'Nothing here has this id'],
  ['share create Club/plans --qr', 'E_USAGE', '--json has no pictures'],
  ['share revoke nothing', 'E_NOT_FOUND', 'Nothing here has this id'],
])('"allod %s" is refused with %s', async (line, code, says) => {
  const { ada } = await sceneOf(shared);
  expect(errorOf(await ada(`${line} --json`))).toMatchObject({ code, message: expect.stringContaining(says) });
});

test('what cannot be opened is shown as such, with why and whom to ask, until a device that can hands the key over', async () => {
  const { world, ada } = await sceneOf(shared);
  const tablet = actor(world, 'tablet');
  await tablet('device add', { stdin: (await ada('device pair --relay URL')).stdout });
  expect(await tablet('sync URL')).toMatchObject({ code: 0 });
  const sealed = '(sealed: nobody has handed its key to you)';
  expect((await tablet('record list com.example.notes')).stdout.split(sealed)).toHaveLength(3);
  const got = await tablet(`record get ${world.note}`);
  expect(got.stdout).toContain(`content\t${sealed}`);
  expect(got.stderr).toMatch(/Ask \S+ to run `allod sync URL`/);
  expect(document(await tablet(`record get ${world.note} --json`))).toMatchObject({
    sealed: { why: 'not-given', eid: expect.any(String) as string },
  });
  await ada('sync URL');
  await tablet('sync URL');
  expect((await tablet(`record get ${world.note}`)).stdout).toContain('content\t{"title":"two"}');
});
