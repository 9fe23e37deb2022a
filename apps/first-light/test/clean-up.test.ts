import { expect, test } from 'vitest';
import { createCleanUp } from '../src/clean-up.ts';

/** More than anything here takes, for nothing here waits. */
const HANGS_MS = 300_000;

test('what was begun last is undone first, and all of it also when some fails', async () => {
  const undone: number[] = [];
  const fault = new Error('it is stuck');
  const cleanUp = createCleanUp(HANGS_MS);
  cleanUp.add(() => void undone.push(1));
  cleanUp.add(() => Promise.reject(fault));
  cleanUp.add(async () => void undone.push(3));
  expect(await cleanUp.run()).toEqual([fault]);
  expect(undone).toEqual([3, 1]);
});

test('what is begun while all is being undone is undone too', async () => {
  const undone: string[] = [];
  const cleanUp = createCleanUp(HANGS_MS);
  cleanUp.add(() => cleanUp.add(() => void undone.push('late')));
  await cleanUp.run();
  expect(undone).toEqual(['late']);
});

test('a second call waits for the first, and undoes nothing twice', async () => {
  let count = 0;
  const cleanUp = createCleanUp(HANGS_MS);
  cleanUp.add(async () => void count++);
  await Promise.all([cleanUp.run(), cleanUp.run()]);
  expect(count).toBe(1);
});

test('what hangs is given up, and the rest is undone', async () => {
  const undone: string[] = [];
  const cleanUp = createCleanUp(1);
  cleanUp.add(() => void undone.push('first'));
  cleanUp.add(() => new Promise(() => undefined));
  expect(await cleanUp.run()).toEqual([new Error('something does not end within 0.001 s')]);
  expect(undone).toEqual(['first']);
});
