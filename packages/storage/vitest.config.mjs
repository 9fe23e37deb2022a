import { nodeTests } from '@allod/tooling/vitest';

// 200 deaths of a process take minutes where others share the cores. The bound is for a hang.
export default nodeTests({ testTimeout: 1_800_000 });
