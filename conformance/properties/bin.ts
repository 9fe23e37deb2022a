// The program: `npm run soak -- random --from 1 --plans 1000` or `npm run soak -- exhaustive --scope ops=3,…`.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FIRST_SCOPE } from './scope.ts';
import { soakRandom, soakScope } from './soak.ts';

const file = fileURLToPath(new URL('../../../reports/soak.json', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '1' },
    plans: { type: 'string', default: '1000' },
    scope: { type: 'string', default: FIRST_SCOPE },
    part: { type: 'string', default: '1/1' },
    seconds: { type: 'string', default: '120' },
  },
});

function numberOf(name: 'from' | 'plans' | 'seconds'): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new RangeError(`--${name} is a number from 1 on: ${values[name]}`);
  return number;
}

const around = { file, say, clock: () => performance.now() / 1000, seconds: numberOf('seconds') };
const [mode] = positionals;
if (mode === 'random')
  process.exitCode = soakRandom({ from: numberOf('from'), plans: numberOf('plans') }, around) > 0 ? 1 : 0;
else if (mode === 'exhaustive') process.exitCode = soakScope(values, around) > 0 ? 1 : 0;
else {
  say(
    'soak random --from SEED --plans N [--seconds S], or soak exhaustive --scope ops=3,principals=3,levels=20.30.40[,kinds=…] [--part 1/2] [--seconds S]',
  );
  process.exitCode = 2;
}
