import { readFileSync, statSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeHome, makeHomes } from './homes.ts';
import { document, jsonLines, run, scratch, start } from './program.ts';
import type { Ran } from './program.ts';
import { startRelay } from './relay.ts';

/** Two homes of one user, made in one go. */
async function twoHomes(cwd: string): Promise<Ran> {
  return run(['init', '--name', 'Ada', '--device', 'laptop', '--second', 'phone', '--json'], {
    cwd,
    home: join(cwd, 'laptop'),
  });
}

async function listed(cwd: string, home: string): Promise<unknown> {
  const ran = await run(['record', 'list', '--json', '--home', home], { cwd });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout);
}

test('two devices of one user come to hold the same through a relay, and through a pack', async () => {
  const cwd = scratch();
  const made = await twoHomes(cwd);
  expect(made.code).toBe(0);
  expect(made.stderr).toContain('without a passphrase');
  expect(made.stderr).toContain(`Carry ${join(cwd, 'phone')} to the other machine`);
  const { user, devices } = document(made) as { user: string; devices: { kid: string; folder: string }[] };
  expect(devices.map(({ folder }) => folder)).toEqual([join(cwd, 'laptop'), join(cwd, 'phone')]);
  const phone = document(await run(['id', 'show', '--json', '--home', 'phone'], { cwd }));
  expect(phone).toMatchObject({ user, kid: devices[1]!.kid, name: 'Ada' });

  const relay = await startRelay(cwd);
  const home = join(cwd, 'laptop');
  const stdin = Array.from({ length: 20 }, (_, i) => `{"n":${i}}`).join('\n');
  const added = await run(['record', 'add', 'com.example.numbers', '-', '--json'], { cwd, home, stdin });
  expect(jsonLines(added).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  const sent = await run(['sync', relay.url, '--json'], { cwd, home });
  expect(sent.stderr).toContain('Links are not authenticated yet');
  expect(document(sent)).toMatchObject({ sent: 22, received: 0, refused: 0 });
  expect(document(await run(['sync', relay.url, '--json'], { cwd, home: 'phone' }))).toMatchObject({
    received: 22,
    equal: true,
  });
  expect(await listed(cwd, 'phone')).toEqual(await listed(cwd, 'laptop'));

  const answer = await run(['record', 'add', 'com.example.numbers', '{"n": 20.50}', '--json'], { cwd, home: 'phone' });
  expect(answer).toMatchObject({ code: 0, stderr: '' });
  const exported = await run(['pack', 'export', '-o', 'phone.allod', '--json'], { cwd, home: 'phone' });
  expect(document(exported)).toMatchObject({ file: 'phone.allod', count: 23 });
  expect(statSync(join(cwd, 'phone.allod')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(cwd, 'phone.allod.unfinished'))).toBe(false);
  const imported = await run(['pack', 'import', 'phone.allod', '--json'], { cwd, home });
  expect(document(imported)).toMatchObject({ items: 23, refused: [], parked: [] });
  expect(await listed(cwd, 'laptop')).toEqual(await listed(cwd, 'phone'));
  const got = await run(['record', 'get', String(document(answer)['id']), '--json'], { cwd, home });
  expect(document(got)).toMatchObject({ json: { n: 20.5 }, length: 12, kid: devices[1]!.kid });

  relay.child.kill('SIGINT');
  expect(await relay.done).toMatchObject({
    code: 130,
    stderr: expect.stringContaining('What it acknowledged is kept.') as string,
  });
});

test('a watch prints what another device sends meanwhile, once, and says how to go on', async () => {
  const cwd = scratch();
  await makeHomes([join(cwd, 'laptop'), join(cwd, 'phone')]);
  const relay = await startRelay(cwd);
  const watch = start(['record', 'watch', 'com.example.notes', '--relay', relay.url, '--json'], { cwd, home: 'phone' });
  await watch.printed(/Relay: live/);
  for (const title of ['one', 'two']) {
    await run(['record', 'add', 'com.example.notes', `title=${title}`], { cwd, home: 'laptop' });
    await run(['record', 'add', 'com.example.others', `title=${title}`], { cwd, home: 'laptop' });
  }
  await run(['sync', relay.url], { cwd, home: 'laptop' });
  await watch.printed(/"two"/);
  watch.child.kill('SIGINT');
  const ended = await watch.done;
  expect(ended.code).toBe(130);
  const seen = jsonLines(ended);
  expect(seen.map(({ json }) => json)).toEqual([{ title: 'one' }, { title: 'two' }]);
  expect(ended.stderr).toContain(`To go on from here: --since ${String(seen[1]!['cursor'])}`);

  const rest = ['record', 'watch', 'com.example.notes', '--limit', '1', '--json', '--since'];
  const again = await run([...rest, String(seen[0]!['cursor'])], { cwd, home: 'phone' });
  expect(jsonLines(again).map(({ id }) => id)).toEqual([seen[1]!['id']]);
});

test('a live sync passes on what is added elsewhere, and connects again to a relay that comes back', async () => {
  const cwd = scratch();
  await makeHomes([join(cwd, 'laptop'), join(cwd, 'phone')]);
  const relay = await startRelay(cwd);
  const live = start(['sync', relay.url, '--live', '--json'], { cwd, home: 'laptop' });
  await live.printed(/"live"/);
  relay.child.kill('SIGKILL');
  await live.printed(/"waiting"/);
  const port = ['--port', relay.port];
  const back = start(['relay', 'start', ...port, '--store', 'relay'], { cwd });
  await back.printed(/listens at/);
  await live.printed(/"live"[\s\S]*"live"/);
  live.child.kill('SIGINT');
  const ended = await live.done;
  expect(ended.code).toBe(130);
  expect(jsonLines(ended).at(-1)).toEqual({ type: 'state', state: 'closed' });
});

test('versions of a record supersede one another under one tag', async () => {
  const cwd = scratch();
  const home = join(cwd, 'home');
  await makeHome(home);
  const add = ['record', 'add', 'com.example.notes', '--tag', 'first', '--json'];
  await run([...add, 'title=a'], { cwd, home });
  const second = document(await run([...add, 'title=b', 'done:=true'], { cwd, home }));
  expect(second).toMatchObject({ tag: 'first', col: 'v:com.example.notes', seq: 2 });
  const got = document(await run(['record', 'get', String(second['id']).slice(0, 12), '--json'], { cwd, home }));
  expect(got).toMatchObject({ json: { title: 'b', done: true }, tag: 'first' });
});

test('what is piped has no headings and no colours, and a reader that leaves early is no fault', async () => {
  const cwd = scratch();
  const home = join(cwd, 'home');
  await makeHome(home);
  const stdin = `${'{"text":"'.padEnd(1000, 'x')}"}\n`.repeat(300);
  await run(['record', 'add', 'com.example.long', '-'], { cwd, home, stdin });
  const listing = start(['record', 'list'], { cwd, home });
  const { stdout } = listing.child;
  await listing.printed(/v:com\.example\.long\t/);
  stdout?.destroy();
  expect(await listing.done).toMatchObject({ code: 0, stderr: '' });
  const whole = await run(['record', 'list'], { cwd, home });
  expect(whole.stdout.split('\n')[0]).toMatch(/^[\w-]{43}\tv:com\.example\.long\t\d{4}-\S+Z\t\{"text":"x+"\}$/);
  expect(readFileSync(join(home, 'home.json'), 'utf8')).toContain('"v": 1');
});
