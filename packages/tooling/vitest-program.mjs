// Set up before tests that start the program of their package: it is what the built modules give, whoever built them.
import { programFaults, writeProgram } from './src/bundle.mjs';

/** @param {{ config: { root: string } }} project */
export async function setup({ config: { root } }) {
  if ((await programFaults(root)).length > 0) await writeProgram(root);
}
