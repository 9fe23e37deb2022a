// The process of one contender: made once, then it does what it is asked, one thing after the other.
import { CONTENDERS } from './contenders.ts';
import type { Asked, Told, WorkerOrder } from './conversation.ts';
import { Profiler } from './profiler.ts';

const { name, setup } = JSON.parse(process.argv[2] ?? '') as WorkerOrder;
const profiler = new Profiler();
const tell = (told: Told): void => void process.send?.(told);
const contender = await CONTENDERS[name](setup);

async function answer(asked: Asked): Promise<void> {
  switch (asked.do) {
    case 'round':
      return tell({ round: await contender.round() });
    case 'profile':
      await profiler.start();
      return tell({ did: asked.do });
    case 'write':
      await profiler.write(asked.file);
      return tell({ did: asked.do });
    case 'stop':
      await contender.close();
      return process.disconnect();
  }
}

process.on('message', (asked: Asked) => {
  answer(asked).catch((fault: unknown) => {
    tell({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  });
});
// Whoever asked is gone: nobody would stop this process.
process.on('disconnect', () => process.exit());
tell({ ready: contender.facts ?? {} });
