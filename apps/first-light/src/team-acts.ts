import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { joinAsDevice, restoreHome } from '@allod/client';
import type { Client, DeviceInfo, Refusal } from '@allod/client';
import { NOTES } from './acts.ts';
import { valueOf } from './client-device.ts';
import { answerOf, bring, newUser, pair, switchOn } from './homes.ts';
import type { Running, Stage } from './homes.ts';
import { check } from './steps.ts';
import { counted } from './words.ts';

/** Where the countries of the team go. */
const ATLAS = 'v:com.example.atlas';
/** What the team is called. */
export const TEAM = 'Atlas';
/** How many countries the team begins with. */
const FIRST_COUNTRIES = 10;
const NOTE = 'greeting';
const BOBS_WORDS = 'Hello from Bob';
const MICROSECONDS_PER_MILLISECOND = 1_000;
/** Characters of a link that are shown: what stands before its secret. */
const SHOWN = 'allod:#allod1.invite.'.length;

/** A team, and the link with which one person can join it. */
export interface Begun {
  readonly team: string;
  readonly link: string;
}

/** Ada begins a team and invites somebody, without a connection. */
export async function beginTeam({ say, countries, linkUrl }: Stage, ada: Client): Promise<Begun> {
  const { id: team } = answerOf('a team', await ada.teams.create(TEAM));
  const bodies = countries.list.slice(0, FIRST_COUNTRIES).map((json) => ({ json }));
  const added = valueOf('countries', await ada.records.addAll(ATLAS, bodies, { owner: team }));
  say(`   she begins “${TEAM}” and writes ${added.length} of the countries into it; the laptop is not connected`);
  const offer = { role: 'admin', relays: [linkUrl], givesKeys: true } as const;
  const { link } = answerOf('an invite', await ada.teams.invite(team, offer));
  say(`   she makes a link for one admin and sends it to Bob: ${link.slice(0, SHOWN)}… (${link.length} characters)`);
  say(
    '   what it hides stands behind the #, where no relay and no web server ever sees it: with it he can read at once',
  );
  return { team, link };
}

/** The laptop tells the relay, and is switched off. */
export async function tellAndSleep({ say, linkUrl }: Stage, ada: Running): Promise<void> {
  const { sent } = await bring(ada.client, linkUrl);
  await ada.off();
  say(`   laptop → relay: ${counted(sent, 'statement')}; then the laptop is switched off`);
}

/** Bob, with two devices, and what he keeps on paper. */
export interface Bob {
  readonly user: string;
  readonly laptop: Running;
  readonly phone: string;
  /** The words of his recovery kit. They are not printed. */
  readonly paper: string;
  /** When the phone last wrote while it was in his hands. */
  readonly lastHeld: number;
}

/** Bob joins by the link, while nobody else of the team is there. */
export async function joinByLink(stage: Stage, { team, link }: Begun): Promise<Bob> {
  const { say, linkUrl } = stage;
  await newUser(stage, 'Bob', 'bob-laptop');
  const laptop = await switchOn(stage, 'bob-laptop');
  const { client } = laptop;
  const paper = answerOf('a kit', await client.recovery.kit()).words.join(' ');
  const phone = await pair(stage, client, 'bob-phone');
  say('   Bob has a laptop, a phone that was paired by a link, and 24 words on paper');
  const opened = answerOf('the link', await client.open(link));
  check(opened.preview.impossible === undefined, opened.preview.impossible ?? '');
  say(`   he opens the link: ${opened.preview.title}`);
  for (const warning of opened.preview.warnings) say(`     ! ${warning}`);
  answerOf('joining', await opened.accept());
  const bodies = [{ json: { text: BOBS_WORDS } }];
  valueOf('a note', await client.records.addAll(NOTES, bodies, { owner: team, tags: [NOTE] }));
  await bring(client, linkUrl);
  const members = answerOf('members', await client.teams.members(team));
  const roles = members.filter(({ kind }) => kind === 'user').map(({ name, role }) => `${name ?? '?'} (${role})`);
  check(roles.length === 2, `the team has ${roles.length} members`);
  say(`   he accepts, and writes into the team: its members are ${roles.join(' and ')}, and Ada’s laptop is off`);
  let read = 0;
  for await (const { sealed } of client.records.list({ owner: team, col: ATLAS })) if (sealed === undefined) read++;
  check(read === Math.min(FIRST_COUNTRIES, stage.countries.list.length), `he reads ${read} of the countries`);
  say(`   he reads ${counted(read, 'record')} that Ada wrote, by keys that the link gave him`);
  const lastHeld = await writeOnPhone(stage, team);
  await bring(client, linkUrl);
  return { user: client.me.user, laptop, phone, paper, lastHeld };
}

async function writeOnPhone(stage: Stage, team: string): Promise<number> {
  const { client, off } = await switchOn(stage, 'bob-phone');
  await bring(client, stage.linkUrl);
  const bodies = [{ json: { text: 'Written on Bob’s phone' } }];
  const [added] = valueOf('a note of the phone', await client.records.addAll(NOTES, bodies, { owner: team }));
  check(added !== undefined, 'the phone wrote nothing');
  await bring(client, stage.linkUrl);
  await off();
  stage.say('   his phone, which fetched the team from the relay, writes into it too');
  return added.t;
}

/** Bob's laptop ends his phone, and cuts it in the team. */
export async function losePhone({ say, linkUrl }: Stage, { laptop: { client }, phone }: Bob): Promise<void> {
  const { notes } = answerOf('the removal', await client.devices.remove(phone, { why: 'lost' }));
  check(notes.length === 1, `the phone was cut in ${notes.length} teams`);
  say('   his laptop ends the phone as a device of his, as lost');
  for (const note of notes) say(`   and in the team: ${note}`);
  await bring(client, linkUrl);
  say('   the relay has both; the phone does not know yet');
}

/** Whoever found the phone sets back its clock, and tries to keep what he has. */
export async function comeBackAsThief(stage: Stage, { team }: Begun, { lastHeld }: Bob): Promise<void> {
  const { say, linkUrl } = stage;
  let clock = lastHeld;
  // A millisecond after the last thing that Bob did with it.
  const setBack = (): number => (clock += MICROSECONDS_PER_MILLISECOND);
  const { client, off } = await switchOn(stage, 'bob-phone', setBack);
  const relays = [linkUrl];
  const invite = answerOf('an invite', await client.teams.invite(team, { role: 'admin', relays }));
  const offer = answerOf('an offer', await client.devices.offer({ relays, lastsMs: 86_400_000 }));
  const forged = [{ json: { text: 'Forged on the phone' } }];
  valueOf('a record', await client.records.addAll(NOTES, forged, { owner: team, tags: [NOTE] }));
  say('   the finder keeps the phone off the net, sets back its clock, and signs an invite of the team, a link for');
  say('   a device of Bob’s, and another text for Bob’s note, all dated before the phone was lost; then it connects');
  await bring(client, linkUrl);
  const standing = await client.standing();
  check(standing.state === 'removed', `the phone is "${standing.state}"`);
  say(`   the phone learns: ${standing.says}`);
  const late = await client.records.addAll(NOTES, forged, { owner: team });
  check(!late.ok, 'the phone could go on writing');
  say(`   to go on writing: refused with ${late.error.code}`);
  await off();
  await newUser(stage, 'Mallory', 'mallory');
  const mallory = await switchOn(stage, 'mallory');
  const opened = answerOf('the link of the thief', await mallory.client.open(invite.link));
  const joined = await opened.accept();
  say(`   an accomplice opens that invite: ${refusalOf(joined)}`);
  await mallory.off();
  const tablet = await joinAsDevice({ folder: join(stage.folder, 'tablet'), link: offer.link });
  say(`   a device of the thief joins as Bob’s: ${refusalOf(tablet)}`);
}

/** Why something was refused. Throws when it was not. */
function refusalOf(outcome: { readonly ok: true } | Refusal): string {
  check(!outcome.ok, 'it was not refused');
  return `refused with ${outcome.error.code}${outcome.says === undefined ? '' : `. ${outcome.says}`}`;
}

/** Ada's laptop is on again, and comes to the same by itself. */
export async function judge(stage: Stage, { team }: Begun, { phone }: Bob): Promise<void> {
  const { say, linkUrl } = stage;
  const { client, off } = await switchOn(stage, 'laptop');
  await bring(client, linkUrl);
  const struck = answerOf('the audit', await client.teams.audit(team)).filter(({ isAlive }) => !isAlive);
  check(struck.length === 1 && struck[0]!.device.id === phone, `${struck.length} acts were struck`);
  for (const { says, struck: why = '' } of struck) {
    say(`   struck: ${says}`);
    say(`     ${why}`);
  }
  const versions = [];
  for await (const { tag, json, kid } of client.records.list({ owner: team, col: NOTES }))
    if (tag === NOTE) versions.push({ text: (json as { text: string }).text, isForged: kid === phone });
  check(
    versions.some(({ isForged }) => isForged),
    'the forged note is not there',
  );
  say('   the other text for the note was taken: records are judged by what their writer could know, and it claims to');
  say('   know nothing of the removal. It shows the key of the lost phone, and Bob’s own text is still there. Hiding');
  say('   such late records is not there yet: it comes with the second part of chapter 05');
  check(
    versions.some(({ text, isForged }) => text === BOBS_WORDS && !isForged),
    'the note of Bob is gone',
  );
  await off();
}

/** A copy of the home of Ada's laptop, as a backup program makes it. */
export function backUp({ folder, say }: Stage): void {
  cpSync(join(folder, 'laptop'), join(folder, 'backup'), { recursive: true });
  say('   the home of Ada’s laptop is copied while it is off: an old backup, for later');
}

/** Ada's laptop breaks, and its old backup is put in its place. */
export async function restoreBackup(stage: Stage, { team }: Begun): Promise<void> {
  const { folder, say, linkUrl } = stage;
  rmSync(join(folder, 'laptop'), { recursive: true });
  cpSync(join(folder, 'backup'), join(folder, 'laptop'), { recursive: true });
  say('   the laptop breaks; the backup from before the team is put in its place');
  const { client, off } = await switchOn(stage, 'laptop');
  const before = client.me.kid;
  check((await client.teams.list()).length === 0, 'the backup knows of the team');
  const { received, upkeep } = await bring(client, linkUrl);
  check(client.me.kid !== before, 'it goes on with the key of the broken laptop');
  check(received > 0, 'nothing came');
  say('   it syncs, and among what comes is what its own key has signed and it never had');
  for (const says of upkeep) say(`   ${says}`);
  const devices = answerOf('devices', await client.devices.list());
  say(`   Ada’s devices are now: ${devices.filter(isDevice).map(wordFor).join(', ')}`);
  const bodies = [{ json: { text: 'Written after the backup came back' } }];
  valueOf('a note', await client.records.addAll(NOTES, bodies, { owner: team }));
  await bring(client, linkUrl);
  const [found] = await client.teams.list();
  check(found?.id === team, 'the team is not there');
  say(`   she is ${found.role} of “${found.name ?? ''}” as before, and writes on`);
  await off();
}

/** Bob loses the other device, too. */
export async function comeBackByKit(stage: Stage, { team }: Begun, { user, laptop, paper }: Bob): Promise<void> {
  const { folder, say, linkUrl } = stage;
  await laptop.off();
  rmSync(join(folder, 'bob-laptop'), { recursive: true });
  say('   Bob’s laptop is gone as well, with all that was on it; he has the paper, and nothing else');
  const options = { folder: join(folder, 'bob-new'), words: paper, user, relays: [linkUrl], allLost: true };
  const { removed } = answerOf('the restoration', await restoreHome({ ...options, name: 'Bob', device: 'new laptop' }));
  say(
    `   he types the 24 words on a new laptop: ${counted(removed.length, 'device')} ended, this one added, signed by the kit`,
  );
  const { client, off } = await switchOn(stage, 'bob-new');
  const { upkeep } = await bring(client, linkUrl);
  for (const says of upkeep) say(`   ${says}`);
  const [found] = await client.teams.list();
  check(found?.id === team && found.role === 'admin', 'he is not in the team as he was');
  const notes = [];
  for await (const { json } of client.records.list({ owner: team, col: NOTES }))
    notes.push((json as { text: string }).text);
  check(notes.includes(BOBS_WORDS), 'his note is not there');
  say(
    `   he is ${found.role} of “${found.name ?? ''}” again, and reads ${counted(notes.length, 'note')} there, his own among them`,
  );
  await off();
}

function isDevice({ level, removed }: DeviceInfo): boolean {
  return level !== 'root' && removed === undefined;
}

function wordFor({ name, id, level, isThis }: DeviceInfo): string {
  return `${name ?? `${id.slice(0, 8)}…`} (${level}${isThis === true ? ', this one, with a new key' : ''})`;
}
