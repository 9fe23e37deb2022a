import { nodeTests } from '@allod/tooling/vitest';

// The mutator itself starts three processes and takes as long as all other tests of this package: the first leg is enough for it.
const once = process.env.ALLOD_LEG === undefined ? [] : ['test/run-mutator.test.ts'];

export default nodeTests({ exclude: once });
