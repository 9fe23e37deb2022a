// The thread that `startVerifyThread` starts: verifies what it is sent, and answers in the same order.
import { parentPort } from 'node:worker_threads';
import { verifyPacked } from './packed-jobs.ts';
import { findSodium } from './sodium.ts';

const sodium = findSodium();
if (sodium === undefined || parentPort === null)
  throw new Error('this thread needs libsodium, and a thread that asks it');
const port = parentPort;
port.on('message', (packed: Uint8Array<ArrayBuffer>) => {
  verifyPacked(packed, (...job) => sodium.crypto_sign_verify_detached(...job));
  // The memory goes back with the answer: here, nothing would ever be collected.
  port.postMessage(packed, [packed.buffer]);
});
