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

test('a pack of a team is read by somebody who has nothing else, and holds nothing else', async () => {
  for (const home of ['ada', 'carl']) await makeHomes([join(folder, home)]);
  const { id } = document(await at('ada', 'team create Home --json')) as { id: string };
  await at('ada', 'record add Home/notes title=shared --public');
  await at('ada', 'record add diary title=private --public');
  const exported = await at('ada', 'pack export Home -o FILE --json');
  expect(document(exported)).toMatchObject({ spaces: [{ space: id }] });
  expect(exported.stderr).toContain('and nothing else of theirs');

  expect(document(await at('carl', 'pack import FILE --json'))).toMatchObject({ refused: [], parked: [] });
  const listed = (await at('carl', 'record list --json')).stdout;
  expect(listed).toContain('shared');
  expect(listed).not.toContain('private');
  const all = await at('ada', 'pack export -o FILE --yes');
  expect(all).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ statements/) });
  await at('carl', 'pack import FILE');
  expect((await at('carl', 'record list --json')).stdout).toContain('private');
});

test('there is no pack of somebody of whom nothing is here', async () => {
  await makeHomes([join(folder, 'bob')]);
  const stranger = 'A'.repeat(43);
  for (const who of ['Club', stranger]) {
    const ran = await at('bob', `pack export ${who} -o FILE --yes --json`);
    expect(ran.code).toBe(3);
    expect(document(ran)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
  }
});
