import { fileURLToPath } from 'node:url';
import { nodeTests } from '@allod/tooling/vitest';

// No file of tests changes what another one sees, so modules are loaded once a worker, not once a file.
export default nodeTests({
  isolate: false,
  globalSetup: fileURLToPath(import.meta.resolve('@allod/tooling/vitest-program')),
});
