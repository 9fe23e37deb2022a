import type { Client, RecordView } from '@allod/client';
import { NOTES } from './acts.ts';
import { valueOf } from './client-device.ts';
import { answerOf, bring, switchOn } from './homes.ts';
import type { Running, Stage } from './homes.ts';
import { check } from './steps.ts';
import type { Begun, Bob } from './team-acts.ts';
import { counted } from './words.ts';

const FOR_THOSE_WHO_STAY = 'For those who stay in the team';

/** Ada removes Bob, and writes. Bob is handed everything, and reads what he could read before; Ada's phone reads on. */
export async function removeBob(stage: Stage, { team }: Begun, { user }: Bob): Promise<void> {
  const { say, linkUrl } = stage;
  const bob = await switchOn(stage, 'bob-new');
  await bring(bob.client, linkUrl);
  const before = await notesOf(bob, team);
  const ada = await switchOn(stage, 'laptop');
  await bring(ada.client, linkUrl);
  answerOf('the removal', await ada.client.teams.remove(team, user));
  const bodies = [{ json: { text: FOR_THOSE_WHO_STAY } }];
  valueOf('a note', await ada.client.records.addAll(NOTES, bodies, { owner: team }));
  await bring(ada.client, linkUrl);
  await ada.off();
  say('   Ada’s laptop removes Bob; in the same breath it announces a new epoch, whose secret he is not sent, and');
  say('   under which it writes a note');
  await readAsRemoved(stage, { bob, team, before: before.length });
  const phone = await switchOn(stage, 'phone');
  await bring(phone.client, linkUrl);
  const read = await notesOf(phone, team);
  check(read.some(says(FOR_THOSE_WHO_STAY)), 'Ada’s phone cannot read the new note');
  check(read.every(isOpen), 'Ada’s phone cannot read every note');
  say(`   Ada’s phone, which was off until now, reads all ${counted(read.length, 'note')}`);
  await phone.off();
}

/** Bob is told by the relay, which asks nobody who he is, whatever it has of the team. */
async function readAsRemoved(
  { say, linkUrl }: Stage,
  { bob, team, before }: { readonly bob: Running; readonly team: string; readonly before: number },
): Promise<void> {
  valueOf('a sync', await bob.client.sync(linkUrl, { spaces: [team] }));
  const notes = await notesOf(bob, team);
  const closed = notes.filter(({ sealed }) => sealed !== undefined);
  check(notes.length === before + 1, `Bob has ${counted(notes.length, 'note')}`);
  check(closed.length === 1 && closed[0]!.sealed?.why === 'not-given', `Bob cannot read ${closed.length} of them`);
  check(!notes.some(says(FOR_THOSE_WHO_STAY)), 'Bob reads the new note');
  say(
    `   Bob pulls all of it from the relay: ${counted(before, 'note')} from before he still reads; the new one is sealed for him:`,
  );
  say(`     no key of his opens epoch ${closed[0]!.sealed?.eid?.slice(0, 8)}…`);
  await bob.off();
}

async function notesOf({ client }: { readonly client: Client }, team: string): Promise<RecordView[]> {
  const notes: RecordView[] = [];
  for await (const note of client.records.list({ owner: team, col: NOTES })) notes.push(note);
  return notes;
}

const isOpen = ({ sealed }: RecordView): boolean => sealed === undefined;

function says(text: string): (note: RecordView) => boolean {
  return ({ json }) => (json as { readonly text?: string } | undefined)?.text === text;
}
