// Every run of the properties tries the same cases: a failure that only one run in a hundred shows would look like a flake.
import fc from 'fast-check';

// A browser has no environment to ask.
const seed = Number(globalThis.process?.env.ALLOD_SEED ?? 20261121);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
