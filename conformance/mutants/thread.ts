// What runs in a thread of its own: a hand, which does what it is told, one order after the other.
import { parentPort, workerData } from 'node:worker_threads';
import { HarnessError } from '../runner/harness-error.ts';
import { gather } from './gather.ts';
import { createHand } from './hand.ts';
import type { Order, Reply } from './hire.ts';

const { root } = workerData as { readonly root: string };
const hand = createHand(gather(root));

async function follow(order: Order): Promise<Reply> {
  try {
    if (order.do === 'control') return { findings: await hand.control(order.suite) };
    if (order.do === 'trial') return { findings: await hand.trial(order.mutant) };
    await hand.learn(order.control);
    return {};
  } catch (error) {
    // An error that is thrown to another thread loses its class there.
    if (error instanceof HarnessError) return { harness: error.message };
    throw error;
  }
}

parentPort?.on('message', (order: Order) => {
  void follow(order).then((reply) => parentPort?.postMessage(reply, []));
});
