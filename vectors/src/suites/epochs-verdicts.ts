// One body as a case: the op or the record stands, and its body is taken, or refused with a code that is written by hand.
import { quickModel } from '../quick-model.ts';
import { resolveKeys } from '../statement.ts';
import { Suite, type SuiteHead } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { EPOCH_NOTES, type EpochFlag } from './epochs-notes.ts';

/** What follows for the body: nothing, or why it is refused. */
export type Refusal = readonly [code: string, requirement: string];

/** A body, and what is said of it. */
export interface BodyVerdict {
  readonly flag: EpochFlag;
  readonly input: ValueObject;
  readonly requirements: readonly string[];
  readonly refused?: Refusal;
}

/** A suite of bodies. */
export class BodySuite extends Suite {
  constructor(head: Pick<SuiteHead, 'suite' | 'command' | 'description'>) {
    super({ ...head, profile: 'secrecy', notes: { ...EPOCH_NOTES } }, resolveKeys('public'));
  }

  /** Adds a case. A body that is refused is taken where the rule that it cites is off. */
  judged(slug: string, title: string, { flag, input, requirements, refused }: BodyVerdict): void {
    const { command } = this.head;
    const [code, requirement] = refused ?? [];
    const found = codeOf(quickModel().handle(command, input));
    if (found !== code) throw new RangeError(`${slug}: ${code ?? 'the body'} is wanted, and the model says ${found}`);
    if (requirement !== undefined) {
      const without = codeOf(quickModel({ skip: new Set([requirement]) }).handle(command, input));
      if (without === code) throw new RangeError(`${slug}: ${code} comes without ${requirement}, too`);
    }
    const isEdge = refused !== undefined || flag === 'AcceptedOddity';
    this.accepts(slug, code === undefined ? title : `${title}: ${code}`, {
      ...(isEdge ? { kind: 'edge' } : {}),
      requirements: requirement === undefined ? requirements : [requirement],
      flags: [flag],
      input,
    });
  }
}

function codeOf(outcome: object): string | undefined {
  const { ok } = outcome as { ok?: ValueObject };
  if (ok === undefined) return JSON.stringify(outcome);
  return (ok['bodyError'] as { code: string } | undefined)?.code;
}
