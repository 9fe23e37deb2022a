// All suites, and the files they make.
import type { SuiteFile } from './lock.ts';
import type { Suite } from './suite.ts';
import { base64urlSuite } from './suites/base64url.ts';
import { decodeSuite } from './suites/decode.ts';
import { ed25519Suite } from './suites/ed25519.ts';
import { idSuite } from './suites/id.ts';
import { idsSuite } from './suites/ids.ts';
import { jsonSuite } from './suites/json.ts';
import { keyDeriveSuite, keyThumbprintSuite } from './suites/keys.ts';
import { signSuite } from './suites/sign.ts';
import { verifySuite } from './suites/verify.ts';
import { writeJson } from './write-json.ts';

const SUITES: (() => Suite)[] = [
  base64urlSuite,
  idsSuite,
  jsonSuite,
  keyDeriveSuite,
  keyThumbprintSuite,
  idSuite,
  decodeSuite,
  verifySuite,
  ed25519Suite,
  signSuite,
];

// Cases are spread over lines; what is inside a case stays on one line each.
const FILE_DEPTH = 3;

/** Builds every suite. */
export function buildTree(): SuiteFile[] {
  return SUITES.map((build) => {
    const suite = build();
    const { command } = suite.head;
    return { path: `${suite.head.suite}.json`, text: writeJson(suite.file(), FILE_DEPTH), command, cases: suite.cases };
  });
}
