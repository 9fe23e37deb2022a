import {
  comeBack,
  importCountries,
  killRelay,
  pullAsStranger,
  pullCountries,
  pushCountries,
  writeLive,
} from './acts.ts';
import type { Scene } from './acts.ts';
import { createSteps } from './steps.ts';
import { duration } from './words.ts';
import type { Ada, RunningRelay, World } from './world.ts';

/** What is left when the story is over: a relay that listens, and homes that nobody has open. */
export interface Ending {
  readonly relay: RunningRelay;
  readonly ada: Ada;
}

/** How many steps this story has. */
export const STEPS = 10;

/**
 * Tells the story while it happens. Every figure in it was counted or measured, and what does not hold ends it: it rejects with a
 * `StoryFault` that names the step, also when the world's signal ends it early.
 */
export async function tellStory(world: World): Promise<Ending> {
  const { say, now } = world;
  const step = createSteps(world);
  const began = now();
  const first = await step('A relay starts', () => startRelay(world));
  const ada = await step('Ada gets a laptop and a phone', () => createAda(world));
  const scene: Scene = { world, relay: first, ada };
  await step('The laptop takes in the countries of the world', () => importCountries(scene));
  await step('The laptop brings them to the relay', () => pushCountries(scene));
  await step('The phone starts empty, and gets them from the relay', () => pullCountries(scene));
  const links = { laptop: ada.laptop.connect(first.linkUrl), phone: ada.phone.connect(first.linkUrl) };
  await step('Both stay connected, and write', () => writeLive(scene, links));
  const written = await step('The relay is killed', () => killRelay(scene, links));
  const relay = await step('The relay starts again', () => comeBack(scene, written));
  await step('Nothing is missing in the relay', () => pullAsStranger({ ...scene, relay }));
  await step('The devices are put away', async () => {
    await Promise.all([links.laptop.close(), links.phone.close()]);
    await Promise.all([ada.laptop.close(), ada.phone.close()]);
    say(`   all of it held; it took ${duration(now() - began)}`);
  });
  return { relay, ada };
}

async function startRelay(world: World): Promise<RunningRelay> {
  const relay = await world.startRelay();
  world.say(`   process ${relay.pid} on port ${relay.port} of this machine alone, with an empty store`);
  return relay;
}

async function createAda(world: World): Promise<Ada> {
  const ada = await world.createAda();
  world.say(`   she is the user ${ada.user}`);
  world.say(`   laptop: ${ada.laptop.home}`);
  world.say(`   phone:  ${ada.phone.home}`);
  world.say('   each has a key of its own, without a passphrase; what they write is encrypted for both');
  return ada;
}
