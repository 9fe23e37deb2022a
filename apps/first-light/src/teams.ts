import type { Stage } from './homes.ts';
import { switchOn } from './homes.ts';
import { removeBob } from './removal-acts.ts';
import { createSteps } from './steps.ts';
import {
  backUp,
  beginTeam,
  comeBackAsThief,
  comeBackByKit,
  joinByLink,
  judge,
  losePhone,
  restoreBackup,
  tellAndSleep,
} from './team-acts.ts';
import { duration } from './words.ts';

/** How many steps this story has. */
export const TEAM_STEPS = 9;

/**
 * Tells what Ada and Bob do with a team, while it happens, after a story of `before` steps that left Ada's laptop, and all it has at the relay. Rejects with
 * a `StoryFault` that names the step when anything does not hold.
 */
export async function tellTeams(stage: Stage, before: number): Promise<void> {
  const { say, now } = stage;
  const step = createSteps(stage, before);
  const began = now();
  const ada = await step('Ada begins a team, and invites Bob by link while she is offline', async () => {
    backUp(stage);
    const laptop = await switchOn(stage, 'laptop');
    return { laptop, begun: await beginTeam(stage, laptop.client) };
  });
  const { begun } = ada;
  await step('The relay hears of it, and her laptop is switched off', () => tellAndSleep(stage, ada.laptop));
  const bob = await step('Bob joins, while nobody else of the team is there', () => joinByLink(stage, begun));
  await step('Bob’s phone is lost', () => losePhone(stage, bob));
  await step('Whoever found it tries to come back', () => comeBackAsThief(stage, begun, bob));
  await step('Ada’s laptop is on again, and judges by itself', () => judge(stage, begun, bob));
  await step('Ada’s laptop breaks, and is restored from an old backup', () => restoreBackup(stage, begun));
  await step('Bob loses his laptop too, and comes back by his kit', async () => {
    await comeBackByKit(stage, begun, bob);
  });
  await step('Bob is removed, and reads nothing that follows', async () => {
    await removeBob(stage, begun, bob);
    say(`   all of it held; it took ${duration(now() - began)}`);
  });
}
