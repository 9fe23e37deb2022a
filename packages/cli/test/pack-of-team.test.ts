import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runHere, wordsIn } from './here.ts';
import { makeHomes } from './homes.ts';
import { document } from './program.ts';
import type { Ran } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'allod-cli-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'team.allod');

/** What somebody types, with FILE for the pack. */
function at(home: string, line: string): Promise<Ran> {
  return runHere(
    wordsIn(line).map((word) => (word === 'FILE' ? file : word)),
    { home: join(folder, home) },
  );
}

test('a pack of a team holds nothing else, and who has nothing else reads of it what everybody can', async () => {
  for (const home of ['ada', 'carl']) await makeHomes([join(folder, home)]);
  const { id } = document(await at('ada', 'team create Home --json')) as { id: string };
  await at('ada', 'record add Home/notes title=shared');
  await at('ada', 'record add Home/news.public title=open --public');
  await at('ada', 'record add diary title=private');
  const exported = await at('ada', 'pack export Home -o FILE --json');
  expect(document(exported)).toMatchObject({ spaces: [{ space: id }] });
  expect(exported.stderr).toContain('and nothing else of theirs');

  expect(document(await at('carl', 'pack import FILE --json'))).toMatchObject({ refused: [], parked: [] });
  expect(await columns('carl')).toEqual([
    ['v:news.public', '{"title":"open"}'],
    ['v:notes', '(sealed: nobody has handed its key to you)'],
  ]);
  const all = await at('ada', 'pack export -o FILE --yes');
  expect(all).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ statements/) });
  await at('carl', 'pack import FILE');
  expect((await columns('carl')).map(([col]) => col)).toEqual(['v:diary', 'v:news.public', 'v:notes']);
});

/** Collections and contents of what is listed, newest first. */
async function columns(home: string): Promise<(readonly [col: string, content: string])[]> {
  const lines = (await at(home, 'record list')).stdout.trimEnd().split('\n');
  return lines.map((line) => {
    const [, col = '', , content = ''] = line.split('\t');
    return [col, content];
  });
}

test('there is no pack of somebody of whom nothing is here', async () => {
  await makeHomes([join(folder, 'bob')]);
  const stranger = 'A'.repeat(43);
  for (const who of ['Club', stranger]) {
    const ran = await at('bob', `pack export ${who} -o FILE --yes --json`);
    expect(ran.code).toBe(3);
    expect(document(ran)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
  }
});
