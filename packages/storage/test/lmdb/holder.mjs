// Opens the folder that it is given, says how that went, and holds on until its input ends.
import { openLmdbFiles } from '../../dist/lmdb/open-files.js';

const files = await openLmdbFiles(process.argv[2]);
console.log(files.ok ? 'opened' : files.error.code);
process.stdin.resume();
process.stdin.on('end', () => void (files.ok && files.value.keyValue.close()));
