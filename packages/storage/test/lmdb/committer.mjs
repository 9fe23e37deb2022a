// Commits numbered batches for ever, three at a time, and prints the number of each one that is reported as committed.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLmdbStore } from '@allod/storage/lmdb';
import { asAdmitted, digestOf, madeId, madeRecord } from '@allod/storage/testing';

const [folder, seed] = [process.argv[2], Number(process.argv[3])];
const opened = await openLmdbStore({ folder, random: (length) => new Uint8Array(randomBytes(length)) });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;
const space = madeId(1);

let state = seed;
/** An integer from 0 up to, not including, `below`: xorshift, so that a run can be had again. */
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

/** One batch: up to five records, the first with a body, and a value that names them all. */
async function madeBatch(batch) {
  const body = new Uint8Array(10_000 + random(20_000)).fill(batch);
  const dig = await digestOf(body);
  const day = () => random(3) * 86_400_000_000;
  const made = [await madeRecord(space, { t: day() + batch, dig, len: body.length, del: false })];
  for (let i = random(5); i > 0; i--) made.push(await madeRecord(space, { t: day() + batch, seq: i, tag: `${i}` }));
  const put = await Promise.all(made.map((statement) => asAdmitted(statement, space)));
  const about = { dig, ids: put.map(({ statement }) => statement.id) };
  const name = `batch/${String(batch).padStart(8, '0')}`;
  return { space, put, bodies: [[dig, body]], meta: [[name, Buffer.from(JSON.stringify(about))]] };
}

let next = 1;
for await (const { name } of store.scan({ by: 'meta', prefix: 'batch/' })) next = Number(name.slice(6)) + 1;
for (; ; next += 3) {
  const batches = await Promise.all([0, 1, 2].map((i) => madeBatch(next + i)));
  const commits = batches.map(async (batch, i) => {
    const done = await store.commit(batch);
    if (!done.ok) throw new Error(done.error.code);
    writeSync(1, `${next + i}\n`);
  });
  await Promise.all(commits);
}
