// The program: `node dist/principals/main.js [--from seed] [--count plans] [--steps n] [--shape name]`. It prints what the plans
// had in them, or the first plan on which the engine and the model differ.
import { parseArgs } from 'node:util';
import { agreeOn } from './agree.ts';
import { makePlan } from './plan.ts';
import { SHAPES } from './writer.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '1000' },
    steps: { type: 'string' },
    shape: { type: 'string' },
  },
});
const shape = SHAPES.find((name) => name === values.shape);
const steps = values.steps === undefined ? undefined : Number(values.steps);
const options = { ...(shape === undefined ? {} : { shape }), ...(steps === undefined ? {} : { steps }) };
const result = agreeOn({ from: Number(values.from), count: Number(values.count), options });
process.stdout.write(`${JSON.stringify(result, undefined, 1)}\n`);
if ('seed' in result) {
  for (const op of makePlan(result.seed, options)) process.stdout.write(`${JSON.stringify(op)}\n`);
  process.exitCode = 1;
}
