import { planOf } from '../../properties/plan.ts';
import { runPlan } from '../../properties/run.ts';
import { shrink, story } from '../../properties/shrink.ts';

/** The shares of all plans that must at least contain something: a property that has become empty fails. */
const FLOORS: Readonly<Record<string, number>> = {
  'concurrent ops': 0.4,
  'concurrent removals': 0.05,
  joins: 0.12,
  majorities: 0.3,
  'signers through teams': 0.1,
  'changes of inner logs': 0.2,
  'dead ops': 0.03,
  'refused ops': 0.12,
  quorum: 0.03,
  guests: 0.12,
  'cut: accepted': 0.15,
  'cut: struck': 0.1,
  'cut: add': 0.03,
  'cut: join': 0.015,
  'cut: remove': 0.1,
  'cut: pol': 0.01,
  'nested: accepted': 0.04,
  'nested: struck': 0.03,
  'device: accepted': 0.06,
  'device: struck': 0.05,
  'handover: accepted': 0.02,
  'handover: struck': 0.02,
  'demoted: struck': 0.02,
  'invite: struck': 0.02,
  'equals: accepted': 0.02,
  'former: accepted': 0.02,
  'promoted: accepted': 0.02,
};

/** Runs the plans of some seeds. The first one that fails is told as the smallest plan that fails in the same way. */
export function missesOf(from: number, count: number): { readonly told: string[]; readonly below: string[] } {
  const counts = new Map<string, number>();
  for (let seed = from; seed < from + count; seed += 1) {
    const plan = planOf(seed);
    const { faults, labels } = runPlan(plan);
    if (faults.length > 0) return { told: [`seed ${seed}`, ...story(runPlan(shrink(plan)))], below: [] };
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const share = (name: string): number => (counts.get(name) ?? 0) / count;
  const below = Object.entries(FLOORS).filter(([name, floor]) => share(name) < floor);
  return { told: [], below: below.map(([name, floor]) => `${name}: ${share(name)} of ${floor}`) };
}
