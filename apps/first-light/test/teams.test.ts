import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHomes, openClient } from '@allod/client';
import { startRelay } from '@allod/relay';
import { createMemoryStore } from '@allod/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCleanUp } from '../src/clean-up.ts';
import { valueOf } from '../src/client-device.ts';
import { StoryFault } from '../src/steps.ts';
import { tellTeams } from '../src/teams.ts';
import type { Stage } from '../src/homes.ts';

/** A stage as the first story leaves it: Ada's two homes, and a relay that has all that her laptop has. What is said is kept. */
async function createStage(): Promise<{ readonly stage: Stage; readonly said: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'allod-teams-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = await createMemoryStore((length) => new Uint8Array(randomBytes(length)));
  const relay = valueOf('relay', await startRelay({ store, port: 0, now: () => Date.now() * 1_000 }));
  onTestFinished(() => relay.close());
  const homes = ['laptop', 'phone'].map((device) => ({ folder: join(folder, device), device }));
  valueOf('homes', await createHomes({ homes, name: 'Ada' }));
  const laptop = valueOf('laptop', await openClient({ home: join(folder, 'laptop') }));
  valueOf('sync', await laptop.sync(relay.linkUrl));
  await laptop.close();
  const cleanUp = createCleanUp(5_000);
  onTestFinished(async () => void (await cleanUp.run()));
  const said: string[] = [];
  let clock = 0;
  const countries = { source: 'an atlas', list: [{ cca3: 'TUV', name: { common: 'Tuvalu' } }] };
  return {
    said,
    stage: {
      countries,
      folder,
      cleanUp,
      linkUrl: relay.linkUrl,
      now: () => (clock += 5),
      say: (line) => void said.push(line),
      signal: new AbortController().signal,
    },
  };
}

/** What differs from run to run: ids, and how long a link is. */
function fixed(line: string): string {
  return line.replaceAll(/[\w-]{8}…/g, 'ID…').replace(/\(\d+ characters\)/, '(N characters)');
}

describe('tellTeams', () => {
  it('says what each does, and why nothing of what the thief does changes anything', async () => {
    const { stage, said } = await createStage();
    await tellTeams(stage, 10);
    expect(said.map(fixed)).toMatchInlineSnapshot(`
      [
        "11. Ada begins a team, and invites Bob by link while she is offline",
        "   the home of Ada’s laptop is copied while it is off: an old backup, for later",
        "   she begins “Atlas” and writes 1 of the countries into it; the laptop is not connected",
        "   she makes a link for one admin and sends it to Bob: allod:#allod1.invite.… (N characters)",
        "   what it hides stands behind the #, where no relay and no web server ever sees it: with it he can read at once",
        "12. The relay hears of it, and her laptop is switched off",
        "   laptop → relay: 10 statements; then the laptop is switched off",
        "13. Bob joins, while nobody else of the team is there",
        "   Bob has a laptop, a phone that was paired by a link, and 24 words on paper",
        "   he opens the link: ID… invites you to “Atlas” as admin.",
        "     ! Nobody vouches for the names: ask whoever sent the link whether it is from him.",
        "   he accepts, and writes into the team: its members are Ada (owner) and Bob (admin), and Ada’s laptop is off",
        "   he reads 1 record that Ada wrote, by keys that the link gave him",
        "   his phone, which fetched the team from the relay, writes into it too",
        "14. Bob’s phone is lost",
        "   his laptop ends the phone as a device of his, as lost",
        "   and in the team: Bob closed what phone could still do through Bob.",
        "   the relay has both; the phone does not know yet",
        "15. Whoever found it tries to come back",
        "   the finder keeps the phone off the net, sets back its clock, and signs an invite of the team, a link for",
        "   a device of Bob’s, and another text for Bob’s note, all dated before the phone was lost; then it connects",
        "   the phone learns: This device is none of its user any more: what it signs counts nowhere.",
        "   to go on writing: refused with E_NOT_AUTHORIZED",
        "   an accomplice opens that invite: refused with E_INVITE. This invite is no longer valid, because whoever made it can no longer invite people. Ask somebody else.",
        "   a device of the thief joins as Bob’s: refused with E_INVITE",
        "16. Ada’s laptop is on again, and judges by itself",
        "   struck: “Bob” made a link with which one can join as admin.",
        "     It does not count: beside it, and without knowing of it, “Bob” closed what ID… could still do through “Bob”.",
        "   the other text for the note was taken: records are judged by what their writer could know, and it claims to",
        "   know nothing of the removal. It shows the key of the lost phone, and Bob’s own text is still there. Hiding",
        "   such late records is not there yet: it comes with the second part of chapter 05",
        "17. Ada’s laptop breaks, and is restored from an old backup",
        "   the laptop breaks; the backup from before the team is put in its place",
        "   it syncs, and among what comes is what its own key has signed and it never had",
        "   This home was brought back from an old copy. It goes on as a new device, and the old one was ended.",
        "   Ada made new keys.",
        "   Ada’s devices are now: ID… (owner), laptop (admin, this one, with a new key)",
        "   she is owner of “Atlas” as before, and writes on",
        "18. Bob loses his laptop too, and comes back by his kit",
        "   Bob’s laptop is gone as well, with all that was on it; he has the paper, and nothing else",
        "   he types the 24 words on a new laptop: 1 device ended, this one added, signed by the kit",
        "   Bob closed what ID… could still do through Bob.",
        "   he is admin of “Atlas” again, and reads 4 notes there, his own among them",
        "19. Bob is removed, and reads nothing that follows",
        "   Ada’s laptop removes Bob; in the same breath it announces a new epoch, whose secret he is not sent, and",
        "   under which it writes a note",
        "   Bob pulls all of it from the relay: 4 notes from before he still reads; the new one is sealed for him:",
        "     no key of his opens epoch ID…",
        "   Ada’s phone, which was off until now, reads all 5 notes",
        "   all of it held; it took 5 ms",
      ]
    `);
    expect(readdirSync(stage.folder).toSorted()).not.toContain('tablet');
    expect(said.join('\n')).not.toMatch(/#allod1\.invite\.[^…]/);
  });

  it('ends at the step at which the relay is gone', async () => {
    const { stage, said } = await createStage();
    const fault = await tellTeams({ ...stage, linkUrl: 'ws://127.0.0.1:9/' }, 0).catch((each: unknown) => each);
    expect(fault).toBeInstanceOf(StoryFault);
    expect((fault as StoryFault).message).toMatch(/^step 2, .*E_LINK/);
    expect(said.at(-1)).toMatch(/^2\. /);
  });
});
