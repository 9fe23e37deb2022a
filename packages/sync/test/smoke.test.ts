import { expect, test } from 'vitest';
import { linkPair } from '@allod/transport';
import { accept, certificateOf, createHost, createWriter, held, records } from './world.ts';

test('two peers become equal in both directions', async () => {
  const ann = await createWriter(1);
  const [a, b] = [await createHost(1), await createHost(2)];
  const made = await records(ann, [0, 600]);
  await accept(a, [ann.init, ...made.slice(0, 300)]);
  await accept(b, [ann.init, ...made.slice(200)]);
  const [left, right] = linkPair();
  const session = a.peer.attach(left, 'opened');
  b.peer.attach(right, 'accepted');
  const settled = await session.open(ann.space).settled;
  expect(settled).toMatchObject({ ok: true });
  console.log(settled);
  expect(await held(a, ann.space)).toHaveLength(601);
  expect(await certificateOf(a, ann.space)).toBe(await certificateOf(b, ann.space));
});
