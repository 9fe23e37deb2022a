// Opens the folder that it is given, says how that went, and holds on until its input ends.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openLmdbFiles } from '../../dist/lmdb/open-files.js';

const files = await openLmdbFiles(process.argv[2]);
// Whatever can be collected is collected before it says so: a hold must not hang on luck.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
for (let turn = 0; turn < 3; turn++) {
  collect();
  await new Promise((resolve) => setImmediate(resolve));
}
console.log(files.ok ? 'opened' : files.error.code);
process.stdin.resume();
process.stdin.on('end', () => void (files.ok && files.value.keyValue.close()));
