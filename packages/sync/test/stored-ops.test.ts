import { createMemoryStore } from '@allod/storage';
import { createIntake, findOps, loadOps } from '@allod/sync';
import { expect, test } from 'vitest';
import { createTestJudge, createWriter, digestOf, nextOp, records } from './world.ts';

test('finds the log of each op that is accepted, and of nothing else', async () => {
  const [ann, bob] = await Promise.all([createWriter(1), createWriter(2)]);
  const [note, waiting] = await records(ann, [0, 2]);
  const lacking = (await records(ann, [2, 3], { au: [digestOf(new Uint8Array())] }))[0]!;
  const next = await nextOp(ann, ann.space);
  const store = await createMemoryStore((length) => new Uint8Array(length).fill(1));
  const intake = createIntake({ store, judge: createTestJudge(store) });
  await intake.offer([ann.init, bob.init, note!, lacking, next.offered]);
  const asked = [next.id, note!.id, lacking.id, waiting!.id, bob.space, ann.space];
  expect(await findOps(store, asked)).toEqual([ann.space, undefined, undefined, undefined, bob.space, ann.space]);
  expect(await loadOps(store, ann.space)).toHaveLength(2);
  expect(await findOps(store, [])).toEqual([]);
});
