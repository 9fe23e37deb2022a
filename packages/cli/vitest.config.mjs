import { fileURLToPath } from 'node:url';
import { nodeTests } from '@allod/tooling/vitest';

export default nodeTests({ globalSetup: fileURLToPath(import.meta.resolve('@allod/tooling/vitest-program')) });
