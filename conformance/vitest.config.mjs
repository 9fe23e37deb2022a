import { nodeTests } from '@allod/tooling/vitest';

/**
 * The runner is what people start, on the Node that they have. These files do not start it: they play random plans on the model, and
 * hold the memo of the mutants against trials without it. The model is a tool of the workshop.
 */
const ofTheModel = ['test/properties/plans-*.test.ts', 'test/mutants/mutants.test.ts'];

// No file of tests changes what another one sees, so modules are loaded once a worker, not once a file.
export default nodeTests({ isolate: false }, ofTheModel);
