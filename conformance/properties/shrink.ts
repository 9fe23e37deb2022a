// Makes a plan that fails smaller while it fails, and tells it as a story.
import type { AuthorityRule, Op } from '@allod/conformance-model/authority';
import type { Plan } from './plan.ts';
import { type Run, runPlan } from './run.ts';

/** Drops steps, and then sets numbers to 0, as long as some fault of the same kind remains. */
export function shrink(plan: Plan, off?: ReadonlySet<AuthorityRule>): Plan {
  const kindOf = (fault: string): string => fault.split(':').slice(0, 2).join(':');
  const wanted = new Set(runPlan(plan, off).faults.map(kindOf));
  const fails = (each: Plan): boolean => runPlan(each, off).faults.some((fault) => wanted.has(kindOf(fault)));
  let smallest = plan;
  for (let before = ''; before !== JSON.stringify(smallest);) {
    before = JSON.stringify(smallest);
    for (const candidate of smaller(smallest))
      if (isSmaller(candidate, smallest) && fails(candidate)) smallest = candidate;
  }
  return smallest;
}

const isSmaller = (a: Plan, b: Plan): boolean => JSON.stringify(a).length < JSON.stringify(b).length;

function* smaller(plan: Plan): Generator<Plan> {
  for (const part of ['steps', 'attack'] as const) {
    const list = plan[part];
    for (let at = list.length - 1; at >= (part === 'attack' ? 1 : 0); at -= 1)
      yield { ...plan, [part]: list.toSpliced(at, 1) };
    for (const [at, step] of list.entries())
      for (const [nth] of step.entries()) yield { ...plan, [part]: list.with(at, step.with(nth, 0)) };
  }
  yield { ...plan, shape: 0 };
  yield { ...plan, order: [0] };
}

/** The ops of a run after its founding, a line each. */
export function story({ ops, faults }: Pick<Run, 'ops' | 'faults'>): string[] {
  return [...ops.filter(({ k }) => k !== 'init').map(lineOf), ...faults];
}

function lineOf({ id, k, log, par, signers, ref, x = {}, ...more }: Op): string {
  const by = signers.map((each) => [...each.by, each.kid].join('>')).join(' ');
  const news = Object.entries(x).filter(([name, heads]) => heads.join() !== name);
  const { t, ...rest } = more;
  const on = JSON.stringify({ ...rest, ...(ref === undefined ? {} : { ref }), ...(t === 1 ? { attack: true } : {}) });
  return `${id}: ${k} in ${log} after ${par.join(' ')} by ${by} ${on}${news.length > 0 ? ` x ${JSON.stringify(Object.fromEntries(news))}` : ''}`;
}
