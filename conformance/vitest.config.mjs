import { nodeTests } from '@allod/tooling/vitest';

// The tests of the runner start processes: on a busy machine that takes longer than the default allows.
export default nodeTests({ testTimeout: 60_000 });
