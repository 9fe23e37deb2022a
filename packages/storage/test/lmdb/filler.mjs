// Writes into a folder until there is no room, and prints how each step went.
import { openLmdbFiles } from '../../dist/lmdb/open-files.js';

const files = await openLmdbFiles(process.argv[2]);
if (!files.ok) throw new Error(files.error.code);
const { keyValue, bodyFiles } = files.value;

/** @param {{ok: boolean, error?: {code: string}}} result */
const outcome = (result) => (result.ok ? 'written' : result.error.code);
const dig = Buffer.alloc(32, 7).toString('base64url');
const many = Array.from({ length: 200 }, (_, i) => [Uint8Array.of(2, i), new Uint8Array(3000)]);

const small = outcome(await keyValue.write([[Uint8Array.of(1), Uint8Array.of(1)]]));
const large = outcome(await keyValue.write(many));
const partOfLarge = (await keyValue.range(Uint8Array.of(2), Uint8Array.of(3), { limit: 1 })).length > 0;
const body = outcome(await bodyFiles.put(dig, new Uint8Array(400_000)));
const bodyKept = (await bodyFiles.get(dig)) !== undefined;
const afterwards = outcome(await keyValue.write([[Uint8Array.of(3), Uint8Array.of(3)]]));
const first = (await keyValue.get([Uint8Array.of(1)]))[0] !== undefined;
await keyValue.close();
console.log(JSON.stringify({ small, large, partOfLarge, body, bodyKept, afterwards, first }));
