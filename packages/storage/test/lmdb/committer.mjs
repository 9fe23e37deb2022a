// Writes numbered batches into a folder for ever and prints the number of each one that is reported as written.
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLmdbFiles } from '../../dist/lmdb/open-files.js';

const [folder, seed] = [process.argv[2], Number(process.argv[3])];
const files = await openLmdbFiles(folder);
if (!files.ok) throw new Error(files.error.code);
const { keyValue, bodyFiles } = files.value;

let state = seed;
/** An integer from 0 up to, not including, `below`: xorshift, so that a run can be had again. */
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

function key(table, batch, row) {
  const bytes = Buffer.alloc(9, table);
  bytes.writeUInt32BE(batch, 1);
  bytes.writeUInt32BE(row, 5);
  return bytes;
}

const [last] = await keyValue.range(Buffer.from('b'), Buffer.from('c'), { limit: 1, reverse: true });
for (let batch = last === undefined ? 1 : Buffer.from(last[0]).readUInt32BE(1) + 1; ; batch++) {
  const body = Buffer.alloc(20_000 + random(20_000), batch & 255);
  const dig = createHash('sha256').update(body).digest();
  const stored = await bodyFiles.put(dig.toString('base64url'), body);
  if (!stored.ok) throw new Error(stored.error.code);
  const count = random(40);
  const rows = Array.from({ length: count }, (_, row) => [key('r', batch, row), Buffer.alloc(random(600), row)]);
  const head = Buffer.alloc(36);
  head.writeUInt32BE(count);
  dig.copy(head, 4);
  const written = await keyValue.write([[key('b', batch, 0), head], ...rows]);
  if (!written.ok) throw new Error(written.error.code);
  writeSync(1, `${batch}\n`);
}
