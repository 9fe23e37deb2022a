import { join } from 'node:path';
import { runHere, wordsIn } from './here.ts';
import type { GivenHere } from './here.ts';
import { document } from './program.ts';
import type { Ran } from './program.ts';
import type { World } from './world.ts';

/** Somebody who types lines, each of which is one call of the program; words in quotation marks are one. */
export type Act = (line: string, given?: Omit<GivenHere, 'home'>) => Promise<Ran>;

/** Whoever has a home in the folder of a world. `URL` in a line is its relay. */
export function actor(world: World, home: string): Act {
  return (line, given = {}) => {
    const args = wordsIn(line).map((word) => (word === 'URL' ? world.url : word));
    return runHere(args, { home: join(world.folder, home), ...given });
  };
}

/** Ada, her phone, and Bob. */
export interface Scene {
  readonly world: World;
  readonly ada: Act;
  readonly bob: Act;
  readonly phone: Act;
}

/** A world of its own, with those who are in it. */
export async function sceneOf(shared: Promise<World>): Promise<Scene> {
  const world = await (await shared).copy();
  return { world, ada: actor(world, 'ada'), bob: actor(world, 'bob'), phone: actor(world, 'phone') };
}

/** What a run says of its failure. */
export function errorOf(ran: Ran): { readonly code: string; readonly message: string; readonly hint: string } {
  return document(ran)['error'] as never;
}
