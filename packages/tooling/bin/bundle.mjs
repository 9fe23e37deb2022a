#!/usr/bin/env node
// Makes the program of the package in whose folder it is started: `allod-bundle`, after the compiler.
import { writeProgram } from '../src/bundle.mjs';

await writeProgram(process.cwd());
