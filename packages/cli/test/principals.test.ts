import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runHere, wordsIn } from './here.ts';
import type { GivenHere } from './here.ts';
import { document } from './program.ts';
import type { Ran } from './program.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

type Given = Omit<GivenHere, 'home'>;
type Act = (line: string, given?: Given) => Promise<Ran>;

/** Somebody who types lines, each of which is one call of the program; words in quotation marks are one. */
function actor(world: World, home: string): Act {
  return (line, given = {}) => {
    const args = wordsIn(line).map((word) => (word === 'URL' ? world.url : word));
    return runHere(args, { home: join(world.folder, home), ...given });
  };
}

async function scene(): Promise<{ readonly world: World; readonly ada: Act; readonly bob: Act; readonly phone: Act }> {
  const world = await (await shared).copy();
  return { world, ada: actor(world, 'ada'), bob: actor(world, 'bob'), phone: actor(world, 'phone') };
}

function errorOf(ran: Ran): { readonly code: string; readonly message: string; readonly hint: string } {
  return document(ran)['error'] as never;
}

describe('a link', () => {
  test.each(['open', 'device add', 'record add notes', 'people name Bob', ''])(
    'is refused as an argument of "%s", and not repeated',
    async (verb) => {
      const { world, ada } = await scene();
      const link = readFileSync(join(world.folder, 'link.txt'), 'utf8').trim();
      for (const written of [link, link.replace('#', '%23')]) {
        const ran = await ada(`${verb} ${written} --json`);
        expect(ran.code).toBe(2);
        expect(errorOf(ran)).toMatchObject({
          code: 'E_USAGE',
          message: expect.stringContaining('never given as an arg'),
        });
        expect(`${ran.stdout}${ran.stderr}`).not.toContain('allod1');
      }
    },
  );

  test('is not opened from any other argument', async () => {
    const { ada } = await scene();
    expect(errorOf(await ada('open link.txt --json')).message).toContain('read from standard input');
    expect(errorOf(await ada('device add link.txt --json')).message).toContain('read from standard input');
  });

  test('is shown before anything is decided, and needs a decision where nobody can be asked', async () => {
    const { world, ada } = await scene();
    const stdin = readFileSync(join(world.folder, 'link.txt'), 'utf8');
    const ran = await ada('open - --json', { stdin });
    expect(ran.code).toBe(7);
    expect(document(ran)).toMatchObject({
      kind: 'invite',
      state: 'undecided',
      preview: { role: 'writer', members: 1, log: { name: 'Chess' } },
      error: { hint: 'Add --yes, --decline or --block.' },
    });
    expect((await ada('team list')).stdout).not.toContain('Chess');
    const declined = await ada('open --decline', { stdin });
    expect(declined).toMatchObject({ code: 0, stdout: expect.stringContaining('Nobody was told.') });
    expect(await ada('open --decline --block', { stdin })).toMatchObject({ code: 2 });
  });

  test('is asked for at a terminal, and accepted by typing the word', async () => {
    const { world, ada, bob } = await scene();
    const link = readFileSync(join(world.folder, 'link.txt'), 'utf8').trim();
    expect(await ada('open', { typed: [link, 'no'] })).toMatchObject({ code: 7 });
    const ran = await ada('open', { typed: [link, 'accept'] });
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('as writer.') });
    expect(ran.stderr).toContain('Paste the link: ');
    // The word of the link, until a member has handed over the key of the name.
    expect((await ada('team list')).stdout).toContain('“Chess”\t');
    for (const sync of [ada, bob, ada]) await sync('sync URL');
    expect((await ada('team list')).stdout).toMatch(/^Chess\t/m);
    const again = await ada('open --yes --json', { stdin: link });
    expect(again.code).toBe(4);
    expect(document(again)).toMatchObject({ state: 'impossible', error: { code: 'E_INVITE' } });
  });

  test('of somebody who is blocked cannot be accepted', async () => {
    const { world, ada } = await scene();
    const stdin = readFileSync(join(world.folder, 'link.txt'), 'utf8');
    expect(document(await ada('open --block --json', { stdin }))).toMatchObject({ state: 'blocked' });
    expect((await ada('people list')).stdout).toMatch(/Bob\ttheir own\tblocked/);
    expect(errorOf(await ada('open --yes --json', { stdin })).message).toContain('You have blocked');
    await ada('people unblock Bob');
    expect(await ada('open --yes', { stdin })).toMatchObject({ code: 0 });
  });

  test('is empty, or none, and that is said', async () => {
    const { ada } = await scene();
    expect(errorOf(await ada('open --json', { stdin: ' \n' }))).toMatchObject({ code: 'E_INPUT' });
    expect(errorOf(await ada('open --json', { stdin: 'https://example.com' }))).toMatchObject({ code: 'E_FORMAT' });
  });

  test('lets somebody ask to be let in, whom an admin then invites', async () => {
    const { ada, bob } = await scene();
    const knocked = (await ada('knock Club --relay URL')).stdout;
    const asked = document(await bob('open --yes --json', { stdin: knocked }));
    expect(asked).toMatchObject({ kind: 'knock', state: 'accepted' });
    const { link: request } = asked['accepted'] as { link: string };
    const answered = document(await ada('open --yes --role reader --relay URL --json', { stdin: request }));
    expect(answered).toMatchObject({ kind: 'request', preview: { from: { name: 'Bob' } } });
    const { link } = answered['accepted'] as { link: string };
    expect(await bob('open --yes', { stdin: link })).toMatchObject({ code: 0 });
    expect((await bob('team list')).stdout).toMatch(/Club”?\treader/);
  });
});

describe('an invite', () => {
  test('is a link on standard output, with a warning about who has it, and can be taken back', async () => {
    const { ada, bob } = await scene();
    const made = document(await ada('invite create Club --role reader --uses 2 --expires 1d --relay URL --json'));
    expect(made).toMatchObject({ role: 'reader', uses: 2, link: expect.stringContaining('#allod1.invite.') });
    const plain = await ada('invite create Club --relay URL');
    expect(plain.stdout).toMatch(/^\S+#allod1\.invite\.\S+\n$/);
    expect(plain.stderr).toMatch(/Whoever has this link can join Club as writer \(it ends in 7 d\)/);
    const id = String(made['id']);
    const listed = (await ada('invite list Club')).stdout;
    expect(listed).toContain(`${id}\tClub\treader\twhoever has the link\tAda\t0/2\t`);
    expect((await ada(`invite revoke ${id.slice(0, 8)}`)).stdout).toContain('taken back');
    await ada('sync URL');
    expect(errorOf(await bob('open --yes --json', { stdin: String(made['link']) })).message).toContain(
      'was taken back',
    );
    expect(errorOf(await ada('invite revoke nothing --json'))).toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('by name holds no secret, and names a relay that cannot be reached with a warning', async () => {
    const { ada } = await scene();
    const ran = await ada('invite create Club --to Bob --relay ws://127.0.0.1:9/');
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('Run `allod sync ws://127.0.0.1:9/`') });
    expect(ran.stderr).toContain('Only “Bob” can join with it. It holds no secret.');
    expect(await ada('invite create Club --to Bob --uses 2')).toMatchObject({ code: 2 });
  });

  test('gives keys when that is said: whoever joins reads before any member has synced', async () => {
    const { world, ada, bob } = await scene();
    await ada('record add Club/plans title=Rome');
    const made = await ada('invite create Club --keys --relay URL');
    expect(made.stderr).toContain('The link gives keys: whoever finds it reads what was written so far');
    await bob('open --yes', { stdin: made.stdout });
    expect((await bob('record list Club/plans')).stdout).toContain('Rome');
    const paired = await ada('device pair --keys --relay URL');
    expect(paired.stderr).toContain('The link gives keys');
    const tablet = actor(world, 'tablet');
    await tablet('device add', { stdin: paired.stdout });
    await tablet('sync URL');
    expect((await tablet('record list com.example.notes')).stdout).toContain('"two"');
    for (const line of ['invite create Club --keys --to Bob', 'invite create Club --keys --role guest --read plans'])
      expect(errorOf(await ada(`${line} --json`)).message).toContain('--keys is for a link that is a secret');
  });

  test('of a guest says what he may do', async () => {
    const { ada } = await scene();
    expect(errorOf(await ada('invite create Club --role guest --json')).message).toContain('--read and --write');
    expect(errorOf(await ada('invite create Club --read notes --json')).message).toContain('what a guest may do');
    expect(await ada('invite create Club --role guest --write notes')).toMatchObject({ code: 0 });
    expect(errorOf(await ada('invite create Club --role king --json')).message).toContain('There is no role "king"');
  });
});

describe('a team', () => {
  test('takes records of its members, under its name', async () => {
    const { ada, bob } = await scene();
    expect(errorOf(await bob('record add Home/open.public title=Milk --json'))).toMatchObject({ code: 'E_NOT_PUBLIC' });
    const added = await bob('record add Home/todos "title=Buy milk"');
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[\w-]{43}\n$/) });
    await bob('sync URL');
    expect(await ada('sync URL')).toMatchObject({ code: 0 });
    expect((await ada('record list Home/todos')).stdout).toContain('Buy milk');
    expect((await ada('record list me/todos')).stdout).toBe('');
    const watched = await ada('record watch Home/todos --since start --limit 1 --json');
    expect(JSON.parse(watched.stdout)).toMatchObject({ json: { title: 'Buy milk' }, by: (await shared).bob });
    const got = await ada(`record get ${added.stdout.slice(0, 8)}`);
    expect(got.stdout).toContain(`by\t${(await shared).bob}`);
    expect(errorOf(await ada('record list Nowhere/todos --json'))).toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('says who did what, from which device, and what was struck and why', async () => {
    const { ada, bob } = await scene();
    await ada('team set-role Home Bob admin');
    await ada('sync URL');
    await bob('sync URL');
    await ada('team remove Home Bob --yes');
    await bob('invite create Home --role reader');
    await bob('sync URL');
    await ada('sync URL');
    const audit = await ada('team audit Home');
    const lines = audit.stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^\d{4}-\S+Z\tAda\tlaptop\tAda began Home\.$/);
    expect(audit.stdout).toMatch(/\t“Bob”\t\S+…\tSTRUCK: “Bob” made a link with which one can join as reader\.\n/);
    expect(lines.find((line) => line.includes('→'))).toContain('Ada removed “Bob”');
    expect(audit.stderr).toContain('were struck');
    const recent = JSON.parse((await ada('team audit Home --since 1h --json')).stdout) as object[];
    expect(recent.filter((entry) => (entry as { isAlive: boolean }).isAlive)).toHaveLength(lines.length - 2);
    expect(await ada('team audit Home --since never')).toMatchObject({ code: 2 });
  });

  test('says whom to ask for what one may not do', async () => {
    const { bob } = await scene();
    await bob('people name Ada Ada');
    const ran = await bob('team remove Home Ada --yes --json');
    expect(ran.code).toBe(4);
    expect(errorOf(ran)).toMatchObject({
      code: 'E_NOT_AUTHORIZED',
      message: expect.stringContaining('more than half of the owners have to sign'),
    });
    const invited = await bob('invite create Home --json');
    expect(errorOf(invited)).toMatchObject({
      message: 'Only an admin can invite as writer, and you are a writer. Nothing was written.',
      hint: expect.stringMatching(/^Ask .*Ada/),
    });
  });

  test('needs a decision where several have to agree, or its only owner leaves', async () => {
    const { ada, bob } = await scene();
    const left = await ada('team leave Home --yes --json');
    expect(left.code).toBe(7);
    expect(errorOf(left).hint).toContain('--force');
    expect(await ada('team leave Choir --yes')).toMatchObject({ code: 0 });
    expect((await ada('team list')).stdout).not.toContain('Choir');
    await ada('team set-role Home Bob owner');
    await ada('sync URL');
    await bob('sync URL');
    const removed = await bob('team remove Home Ada --yes --json');
    expect(removed.code).toBe(7);
    expect(errorOf(removed).message).toContain('more than half of the owners have to sign');
  });

  test('asks for its name before somebody is taken out at a terminal', async () => {
    const { ada } = await scene();
    expect(await ada('team remove Home Bob', { typed: ['Hom'] })).toMatchObject({ code: 7 });
    const ran = await ada('team remove Home Bob', { typed: ['Home'] });
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('Type "Home" to go on') });
    expect(errorOf(await ada('team remove Home Bob --yes --json'))).toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('is handed over to a member', async () => {
    const { ada, bob } = await scene();
    const ran = await ada('team transfer Home Bob --yes');
    expect(ran.stdout).toBe('“Bob” owns Home now, and you are admin there.\n');
    await ada('sync URL');
    await bob('sync URL');
    expect((await bob('team members Home')).stdout).toMatch(/Bob\towner\towner\t\tyou/);
    expect((await bob('team audit Home')).stdout).toMatch(/closed what .*Ada.* could still do with an earlier role/);
    expect(await ada('team transfer Home Bob --keep-role owner')).toMatchObject({ code: 2 });
  });

  test('can be in a team, and its members are listed with the way', async () => {
    const { ada } = await scene();
    expect((await ada('team add Club Home --role reader')).stdout).toBe('Home is reader of Club now.\n');
    const deep = (await ada('team members Club --deep')).stdout;
    expect(deep).toMatch(/“Bob”\twriter\treader\tHome\t/);
    expect((await ada('team members Club')).stdout).not.toContain('Bob');
    expect((await ada('team show Club')).stdout).toContain('you are\towner');
    expect(await ada('team add Club Bob --role guest')).toMatchObject({ code: 2 });
    expect(await ada('team rename Club "The\u0007 club"')).toMatchObject({ code: 2 });
    expect((await ada('team rename Club Hut')).stdout).toContain('is called Hut now');
    expect(errorOf(await ada('team show Club --json'))).toMatchObject({ code: 'E_NOT_FOUND' });
    expect(errorOf(await ada('team create Board --admit some --json')).message).toContain('open or quorum');
  });
});

describe('a device', () => {
  test('that is lost is removed, and cut in the teams', async () => {
    const { ada, phone } = await scene();
    expect((await ada('device list')).stdout).toMatch(/\tphone\tadmin\t\S+Z\tlaptop\tdevice\n/);
    const { kid } = document(await ada('id show --json')) as { kid: string };
    expect(await phone(`device remove ${kid} --yes`)).toMatchObject({ code: 4 });
    const removed = await ada('device remove phone', { typed: ['phone'] });
    expect(removed).toMatchObject({ code: 0, stdout: expect.stringContaining('counts nowhere') });
    expect(removed.stderr).toMatch(/closed what phone could still do through/);
    expect((await ada('device list')).stdout).toMatch(/removed \S+Z by laptop \(lost\)/);
    await ada('sync URL');
    expect((await phone('sync URL')).stderr).toContain('This device is none of its user any more');
    const written = await phone('record add notes title=late --json');
    expect(errorOf(written)).toMatchObject({ code: 'E_NOT_AUTHORIZED' });
    expect(errorOf(await ada('device remove nobody --yes --json')).hint).toContain('allod device list');
  });

  test('is paired by a link that says how long it is good', async () => {
    const { world, ada } = await scene();
    const paired = await ada('device pair --role writer --relay URL');
    expect(paired.stderr).toMatch(/can become a device of yours\. It ends in 9 min|in 10 min/);
    const home = join(world.folder, 'tablet');
    const added = await runHere(['device', 'add', '--device', 'tablet'], { home, typed: [paired.stdout.trim()] });
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining(world.ada) });
    await ada('sync URL');
    expect((await ada('device list')).stdout.split('\n').filter((line) => line.endsWith('\tdevice'))).toHaveLength(2);
    expect(await ada('device pair --role king')).toMatchObject({ code: 2 });
    const unnamed = await ada('device pair');
    expect(unnamed.stderr).toContain('names no relay');
    expect(errorOf(await ada('open --yes --json', { stdin: paired.stdout })).hint).toContain('allod device add');
    expect(await runHere(['device', 'add'], { home, stdin: 'hello' })).toMatchObject({ code: 5 });
  });
});

describe('the recovery kit', () => {
  async function words(world: World): Promise<string[]> {
    return readFileSync(join(world.folder, 'kit.txt'), 'utf8').split('\n');
  }

  test('is shown at a terminal, and is gone from the device once three words are typed back', async () => {
    const { world, ada } = await scene();
    const { places } = JSON.parse((await ada('recovery kit --words --json')).stdout) as { places: number[] };
    const all = await words(world);
    const typed = places.map((place) => all[place - 1]!);
    const other = typed[2] === 'zoo' ? 'zone' : 'zoo';
    const wrong = await ada('recovery kit', { typed: [typed[0]!, typed[1]!, other] });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Nothing was changed') });
    expect(await ada('recovery kit', { typed: [''] })).toMatchObject({ code: 2 });
    const right = await ada('recovery kit', { typed });
    expect(right.code).toBe(0);
    for (const word of all) expect(right.stdout).toContain(word);
    expect(right.stderr).toContain(`Word ${places[0]}: `);
    expect(right.stderr).toContain('gone from this device');
    expect(right.stderr).toContain(`the id of the user: ${world.ada}`);
    expect(errorOf(await ada('recovery kit --words --json'))).toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('is printed for a program only when that is said', async () => {
    const { world, ada } = await scene();
    const all = await words(world);
    for (const line of ['recovery kit', 'recovery kit --json']) {
      const ran = await ada(line);
      expect(ran.code).toBe(7);
      expect(`${ran.stdout}${ran.stderr}`).not.toContain(all[0]);
    }
    const { places } = JSON.parse((await ada('recovery kit --words --json')).stdout) as { places: number[] };
    const stdin = places.map((place) => all[place - 1]!).join(' ');
    expect(errorOf(await ada('recovery kit --confirm --json', { stdin: 'one two' })).message).toContain(
      'are asked for',
    );
    expect(document(await ada('recovery kit --confirm --json', { stdin }))).toMatchObject({ state: 'confirmed' });
  });

  test('is tried without any change', async () => {
    const { world, ada, bob } = await scene();
    const all = await words(world);
    const typed = [all.slice(0, 12).join(' '), all.slice(12).join(' ')];
    expect(await ada('recovery drill', { typed })).toMatchObject({ code: 0 });
    const bad = await ada('recovery drill --json', { stdin: all.with(4, 'qwerty').join(' ') });
    expect(bad.code).toBe(9);
    expect(document(bad)).toMatchObject({ ok: false, place: 5, error: { hint: expect.stringContaining('word 5') } });
    expect(await bob('recovery drill', { stdin: all.join(' ') })).toMatchObject({ code: 9 });
  });

  test('brings a user back when every device is lost, and leaves nothing when it is not his', async () => {
    const { world, ada } = await scene();
    const stdin = (await words(world)).join(' ');
    const home = join(world.folder, 'new');
    const restore = ['recovery', 'restore', world.ada];
    const at = [...restore, '--relay', world.url];
    expect(await runHere([...at, '--json'], { home, stdin: 'abandon' })).toMatchObject({ code: 5 });
    expect(await runHere(['recovery', 'restore', world.bob, '--relay', world.url], { home, stdin })).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('not of one of this user'),
    });
    expect(existsSync(join(home, 'keys.json'))).toBe(false);
    expect(await runHere(restore, { home, stdin })).toMatchObject({ code: 2 });
    expect(await runHere([...restore, '--pack', '-'], { home, stdin })).toMatchObject({ code: 2 });
    expect(await runHere([...at, '--since', '1d', '--all-lost'], { home, stdin })).toMatchObject({ code: 2 });
    const { kid } = document(await ada('id show --json')) as { kid: string };
    const restored = await runHere([...at, '--lost', kid, '--since', '1s', '--json'], { home, stdin });
    expect(document(restored)).toMatchObject({ user: world.ada, removed: [kid] });
    const back = actor(world, 'new');
    expect(await back('sync URL')).toMatchObject({ code: 0 });
    expect((await back('team list')).stdout).toContain('Home');
    expect((await back('device list')).stdout).toMatch(/removed \S+ by .* \(lost\)/);
    expect((await ada('sync URL')).stderr).toContain('This device is none of its user any more');
  });
});

test('people have the names that one gives them, and their own until then', async () => {
  const { ada } = await scene();
  expect((await ada('people name Bob Robert')).stdout).toMatch(/ is Robert to you\.\n$/);
  expect((await ada('people list')).stdout).toMatch(/^Robert\tyours\t\t/m);
  expect((await ada('people name Robert')).stdout).toContain('no name for “Bob”');
  expect(await ada('people name nobody Tom')).toMatchObject({ code: 3 });
  expect(await ada('people name Bob "a\u0007b"')).toMatchObject({ code: 2 });
});

test('a home that was brought back from an old copy goes on as a new device, with words', async () => {
  const { world, ada } = await scene();
  cpSync(join(world.folder, 'ada'), join(world.folder, 'backup'), { recursive: true });
  await ada('record add notes title=newer');
  await ada('team create Newer');
  await ada('sync URL');
  const restored = actor(world, 'backup');
  const ran = await restored('sync URL');
  expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('brought back from an old copy') });
  expect((await restored('device list')).stdout).toMatch(/removed \S+ by .* \(retired\)/);
  expect(await restored('record add notes title=after')).toMatchObject({ code: 0 });
  expect((await restored('team list')).stdout).toContain('Newer');
});
