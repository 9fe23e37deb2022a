// Frames are tested twice: with Node's own DEFLATE, and with what `#inflate` means where the condition `node` does not hold.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeTests } from '@allod/tooling/vitest';

const { imports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const web = { '#inflate': fileURLToPath(new URL(imports['#inflate'].default, import.meta.url)) };

export default nodeTests({
  projects: [
    nodeTests({ name: 'node' }),
    nodeTests({ name: 'web', include: ['test/frames/**/*.test.ts'], alias: web }),
  ],
});
