// One history as a case: which epochs are fresh and which one is current is written by hand, by names, and compared with what
// the model says.
import { quickModel } from '../quick-model.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { canonical, type ValueObject } from '../value.ts';
import { epochNamed } from './epoch-keys.ts';
import { EPOCH_NOTES, type EpochFlag } from './epochs-notes.ts';
import type { Plan } from './log-plan.ts';
import { inputOf } from './log-scenario.ts';

/** A history, and what follows. */
export interface EpochScenario {
  readonly plan: Plan;
  readonly flag: EpochFlag;
  readonly requirements?: readonly string[];
  /** The log that is asked for; absent: the team. */
  readonly log?: string;
  /** The heads that are gone by, by name; absent: all. */
  readonly au?: readonly string[];
  /** Epochs by the ops that announced them first. */
  readonly fresh: readonly string[];
  /** Absent where only one is fresh, which is current then. */
  readonly current?: string;
  /** Ops of the log that are refused. */
  readonly refused?: readonly string[];
  /** No epoch is current, although some are fresh. */
  readonly isNoneCurrent?: boolean;
}

const model = quickModel();

/** A suite of histories with epochs. */
export class EpochSuite extends Suite {
  constructor(suite: string, description: string) {
    super(
      { suite, command: 'log.epochs', profile: 'secrecy', description, notes: { ...EPOCH_NOTES } },
      resolveKeys('public'),
    );
  }

  /** Adds a case. */
  scenario(slug: string, title: string, given: EpochScenario): void {
    const { plan, flag, log = 'team', au, fresh, requirements = ['SEC-014'] } = given;
    const heads = au === undefined ? {} : { au: au.map((name) => plan.id(name)) };
    const input = { ...inputOf({ plan, log }), ...heads };
    const eidOf = (name: string): string => epochNamed(log, name).eid;
    const current = given.isNoneCurrent === true ? undefined : (given.current ?? fresh[0]);
    const wanted: ValueObject = {
      fresh: fresh.map(eidOf).toSorted(),
      ...(current === undefined ? {} : { current: eidOf(current) }),
    };
    const said = model.handle('log.epochs', input);
    if (!('ok' in said) || canonical(said.ok as ValueObject) !== canonical(wanted)) {
      const names = plan.namesIn(log).map((name) => [eidOf(name), name] as const);
      const readable = (value: object): string =>
        names.reduce((text, [eid, name]) => text.replaceAll(eid, name), JSON.stringify(value));
      throw new RangeError(`${slug}: ${readable({ ok: wanted })} is wanted, and the model says ${readable(said)}`);
    }
    checkJudged(slug, given);
    const isOdd = flag === 'AcceptedOddity' || flag === 'Storm';
    this.accepts(slug, title, { ...(isOdd ? { kind: 'edge' } : {}), requirements, flags: [flag], input });
  }
}

/** All ops of all logs are accepted, but those that are meant to be refused. */
function checkJudged(slug: string, { plan, log = 'team', refused = [] }: EpochScenario): void {
  const said = model.handle('log.resolve', inputOf({ plan, log }));
  const ok = 'ok' in said ? (said.ok as Record<string, object>) : {};
  const wrong = [...Object.keys(ok['refused'] ?? { log }), ...Object.keys(ok['parked'] ?? {})];
  const wanted = refused.map((name) => plan.id(name));
  if (wrong.toSorted().join() !== wanted.toSorted().join()) throw new RangeError(`${slug}: ${JSON.stringify(said)}`);
}

/** The claims of an op that announces the epoch of another op again. */
export function again(log: string, name: string): { claims: ValueObject } {
  return { claims: { pub: epochNamed(log, name).pub } };
}
