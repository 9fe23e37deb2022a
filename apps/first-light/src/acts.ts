import { isDeepStrictEqual } from 'node:util';
import { check } from './steps.ts';
import { amount, counted, duration } from './words.ts';
import type { Ada, Device, Live, RunningRelay, World } from './world.ts';

/** Where the countries go, and the notes. */
export const COUNTRIES = 'v:com.example.countries';
export const NOTES = 'v:com.example.notes';

/** The ops with which Ada began, which are statements beside her records: her devices, and the epoch under which she writes. */
const OPS = 2;

/** Ada and her devices, with a relay in reach. */
export interface Scene {
  readonly world: World;
  readonly relay: RunningRelay;
  readonly ada: Ada;
}

/** Both devices, connected. */
export interface Connected {
  readonly laptop: Live;
  readonly phone: Live;
}

/** Says how many statements each device holds, and the digest of each; rejects unless the digests are the same. */
export async function compareDevices({ say }: World, devices: readonly Device[]): Promise<void> {
  const rows = [];
  for (const device of devices)
    rows.push({ name: device.name, count: await device.count(), digest: await device.digest() });
  say('   SHA-256 over the sorted ids of all statements:');
  for (const { name, count, digest } of rows) say(`     ${name.padEnd(8)} ${counted(count, 'statement')}  ${digest}`);
  check(new Set(rows.map(({ digest }) => digest)).size === 1, 'the digests differ');
  say('     the same');
}

/** The laptop signs and stores one record for each country. */
export async function importCountries({ world: { countries, now, say }, ada: { laptop } }: Scene): Promise<void> {
  const { list, source } = countries;
  const began = now();
  const ids = await laptop.write(
    COUNTRIES,
    list.map((json) => ({ tag: json.cca3, json })),
  );
  const took = duration(now() - began);
  check(new Set(ids).size === list.length, `${list.length} countries became ${counted(new Set(ids).size, 'record')}`);
  say(`   ${counted(ids.length, 'record')} signed and stored in ${took}, one for each country of ${source}`);
}

/** The laptop brings the relay all that it has. */
export async function pushCountries({ world: { now, say }, relay, ada: { laptop } }: Scene): Promise<void> {
  const began = now();
  const { sent, refused, parked } = await laptop.sync(relay.linkUrl);
  const took = duration(now() - began);
  checkWhole({ refused, parked });
  const held = await laptop.count();
  check(sent === held, `it holds ${counted(held, 'statement')} and sent ${amount(sent)}`);
  say(`   laptop → relay: ${counted(sent, 'statement')} in ${took}, none refused`);
}

/** The phone, which has nothing, gets everything from the relay, and reads it. */
export async function pullCountries({ world, relay, ada: { laptop, phone } }: Scene): Promise<void> {
  const { countries, now, say } = world;
  const before = await phone.count();
  check(before === 0, `the phone is not empty: it holds ${counted(before, 'statement')}`);
  const began = now();
  const { received, refused, parked } = await phone.sync(relay.linkUrl);
  const took = duration(now() - began);
  checkWhole({ refused, parked });
  check(received === countries.list.length + OPS, `${counted(received, 'statement')} came`);
  say(`   relay → phone: ${counted(received, 'statement')} in ${took}, each verified by the phone, none refused`);
  const read = await phone.read(COUNTRIES);
  const same = countries.list.filter((country) => isDeepStrictEqual(read.get(country.cca3), country));
  check(same.length === countries.list.length, `${amount(same.length)} of them say what the laptop wrote`);
  const names = same.map(({ name: { common } }) => common).toSorted();
  say(`   all ${amount(same.length)} can be read there, ${names[0]} to ${names.at(-1)}, and say what the laptop wrote`);
  await compareDevices(world, [laptop, phone]);
}

/** One note travels in each direction while both are connected. */
export async function writeLive({ world, ada: { laptop, phone } }: Scene, links: Connected): Promise<void> {
  await Promise.all([links.laptop.current(), links.phone.current()]);
  world.say('   both are connected');
  await carry(world, { from: laptop, to: phone });
  await carry(world, { from: phone, to: laptop });
}

async function carry({ now, say }: World, { from, to }: { readonly from: Device; readonly to: Device }): Promise<void> {
  const arrivals = to.arrivals();
  const began = now();
  const id = await note(from, `Written on the ${from.name}, live`);
  await arrivalOf(id, arrivals);
  say(
    `   the ${from.name} writes a record; ${duration(now() - began)} later the ${to.name} has it, verified and stored`,
  );
}

/** What each device wrote, by id. */
export interface Written {
  readonly laptop: string;
  readonly phone: string;
}

/** The relay dies. Both notice, and go on writing. */
export async function killRelay(
  { world: { say }, relay, ada: { laptop, phone } }: Scene,
  links: Connected,
): Promise<Written> {
  await relay.kill();
  await Promise.all([links.laptop.broken(), links.phone.broken()]);
  say(`   process ${relay.pid} got SIGKILL; both devices noticed`);
  const written = {
    laptop: await note(laptop, 'Written on the laptop, without a relay'),
    phone: await note(phone, 'Written on the phone, without a relay'),
  };
  check((await laptop.digest()) !== (await phone.digest()), 'the digests are the same, although nothing was sent');
  say('   each writes one more record meanwhile; their digests differ now');
  return written;
}

/** The relay starts again on the same store and port. Both connect by themselves, and get what the other wrote. */
export async function comeBack(
  { world, relay, ada: { laptop, phone } }: Scene,
  written: Written,
): Promise<RunningRelay> {
  const { now, say } = world;
  const [onLaptop, onPhone] = [laptop.arrivals(), phone.arrivals()];
  const began = now();
  const again = await world.startRelay(relay.port);
  say(`   process ${again.pid} on port ${again.port}, with the store of process ${relay.pid}`);
  await Promise.all([arrivalOf(written.phone, onLaptop), arrivalOf(written.laptop, onPhone)]);
  say(`   after ${duration(now() - began)} both had connected by themselves, and each had what the other wrote`);
  await compareDevices(world, [laptop, phone]);
  return again;
}

/** Somebody else, who has nothing, gets from the relay alone all that Ada's devices have. */
export async function pullAsStranger({ world, relay, ada }: Scene): Promise<void> {
  const stranger = await world.createStranger(ada.user);
  const { received, refused, parked } = await stranger.sync(relay.linkUrl);
  checkWhole({ refused, parked });
  world.say(
    `   ${stranger.name}, with an empty home, pulls from the relay alone: ${counted(received, 'statement')}, none refused`,
  );
  await compareDevices(world, [ada.laptop, ada.phone, stranger]);
  const read = await stranger.read(COUNTRIES);
  check(read.size === 0, `${stranger.name} reads ${counted(read.size, 'record')}`);
  world.say(`   and reads nothing of it: each record is sealed for Ada’s devices`);
}

async function note(device: Device, text: string): Promise<string> {
  const [id] = await device.write(NOTES, [{ json: { text } }]);
  check(id !== undefined, 'a record that was written has no id');
  return id;
}

async function arrivalOf(id: string, arrivals: AsyncIterable<string>): Promise<void> {
  for await (const each of arrivals) if (each === id) return;
  throw new Error('nothing more arrives, and a record is missing');
}

/** Rejects a sync that left something out. */
function checkWhole({ refused, parked }: { readonly refused: number; readonly parked: number }): void {
  check(refused + parked === 0, `${counted(refused, 'statement')} refused, ${amount(parked)} undecided`);
}
