#!/usr/bin/env node
import { findRoot } from '../runner/workspace.ts';
import { main } from './main.ts';

process.exitCode = await main({ root: findRoot(), print: (line) => void process.stdout.write(`${line}\n`) });
