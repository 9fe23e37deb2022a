import { nodeTests } from './vitest.mjs';

// No file of tests changes what another one sees, so modules are loaded once a worker, not once a file.
export default nodeTests({ isolate: false });
