import { isId } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { verifyStatements } from '@allod/core/verify';
import type { Admitted, Parked, PublicKey, Verdict, Verified, VerifyCode, VerifyJob } from '@allod/core/verify';
import type { X25519Jwk } from '../claims.ts';
import { epochIds } from '../epochs/epoch-id.ts';
import { findWeakEpoch } from '../epochs/weak-key.ts';
import type { Op } from '../log/op.ts';
import { createTrial, principalLogsIn } from '../log/principal-logs.ts';
import type { PrincipalLogs } from '../log/principal-logs.ts';
import { namesOf, opOf } from './abstract-op.ts';
import { findAuthorityFault } from './authority-faults.ts';
import { findDeviceFault } from './device-faults.ts';
import { isKnownTo } from './heads.ts';
import { KeyBook } from './key-book.ts';
import { findKindFault } from './kind-faults.ts';
import { findNameFault } from './name-faults.ts';
import { planJudgement } from './plan.ts';
import { shownKeys } from './shown-keys.ts';
import type { ShownKeys } from './shown-keys.ts';

/** Refused ops that are remembered. */
const MAX_REFUSED = 16_384;

/** An op that was offered. Of one op there may be several copies: they differ in their signatures, and nobody knows yet which one is right. */
interface Case {
  readonly op: Op;
  readonly shown: ShownKeys;
  readonly copies: Copy[];
  /** The op with the one-time key that signed it, once its invite is judged: one object, for it is judged once. */
  whole?: Op;
  /** Step 8, once it was taken: what it holds against the op, if anything. */
  judged?: { readonly fault: ProtocolError | undefined };
}

interface Copy {
  /** Its place among what was offered. */
  readonly at: number;
  readonly statement: Statement;
  /** Whether its signatures hold, under the keys that were found. */
  checked?: Result<Verified, VerifyCode>;
}

/** What was refused, and in which log, if anybody can say. */
export interface Refused {
  readonly log?: string;
  readonly error: ProtocolError;
}

/** The accepted ops and those that were refused, and how further ones are judged. */
export class Court {
  readonly principals: PrincipalLogs;
  readonly keys: KeyBook = new KeyBook();
  readonly opById: Map<string, Op> = new Map();
  readonly refusedById: Map<string, Refused> = new Map();

  constructor(principals: PrincipalLogs = principalLogsIn(createTrial())) {
    this.principals = principals;
  }

  noteRefused(id: string, refused: Refused): void {
    this.refusedById.set(id, refused);
    if (this.refusedById.size > MAX_REFUSED) this.refusedById.delete(this.refusedById.keys().next().value!);
  }

  /** Steps 7 to 9 for ops of which none is an `init` under another log than `only`. The caller sees to it that no other call is under way. */
  async judge(statements: readonly Statement[], only: string | undefined): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    const cases = await openCases(statements, { only, verdicts });
    const names = new Map([...cases].map(([id, { op }]) => [id, namesOf(op)]));
    const plan = planJudgement(names, (id) => this.#isJudged(id));
    const ready = plan.ready.map((id) => cases.get(id)!);
    for (const each of ready) if (namesOf(each.op).every((id) => this.#isJudged(id))) this.#takeStepEight(each);
    await this.#checkSignatures(ready.filter(({ judged }) => judged?.fault === undefined));
    for (const each of ready) this.#decide(each, verdicts);
    for (const [id, lacks] of plan.lacks) park(cases.get(id)!, { lacks, verdicts });
    return verdicts;
  }

  #isJudged(id: string): boolean {
    return this.opById.has(id) || this.refusedById.has(id);
  }

  /** Signatures are checked in one go; those of ops that stand on others of the offer before anybody knows whether they may be. */
  async #checkSignatures(cases: readonly Case[]): Promise<void> {
    const shownHere = new Map<string, PublicKey>();
    for (const { shown } of cases)
      for (const key of [shown.sig, shown.key, ...shown.devices.values()])
        if (key !== undefined) shownHere.set(key.kid, key);
    const jobs: { readonly copy: Copy; readonly job: VerifyJob }[] = [];
    for (const { op, shown, copies } of cases) {
      const keys = op.signers.map(({ kid }) => ownKey(shown, kid) ?? shownHere.get(kid) ?? this.keys.anyKey(kid));
      if (!keys.every((key) => key !== undefined)) continue;
      for (const copy of copies) jobs.push({ copy, job: { statement: copy.statement, keys } });
    }
    const checked = await verifyStatements(jobs.map(({ job }) => job));
    for (const [i, { copy }] of jobs.entries()) copy.checked = checked[i]!;
  }

  #decide(each: Case, verdicts: Verdict[]): void {
    const { op, copies } = each;
    const lacks = namesOf(op).filter((id) => !this.#isJudged(id));
    if (lacks.length > 0) return park(each, { lacks, verdicts });
    const fault = this.#takeStepEight(each);
    if (fault !== undefined) {
      this.noteRefused(op.id, { log: op.log, error: fault });
      for (const { at } of copies) verdicts[at] = { verdict: 'refused', error: fault };
      return;
    }
    const areKnown = this.#areKeysKnown(each);
    for (const { at, checked } of copies) verdicts[at] = areKnown ? verdictOf(op, checked) : UNKNOWN_KEY;
    if (copies.some(({ at }) => verdicts[at]!.verdict === 'admitted')) this.#accept(each);
  }

  /** What holds once for an op holds for ever, and so does what is against it. */
  #takeStepEight(each: Case): ProtocolError | undefined {
    const known = (): ProtocolError | undefined => this.refusedById.get(each.op.id)?.error;
    each.judged ??= { fault: this.opById.has(each.op.id) ? undefined : (known() ?? this.#findFault(each)) };
    return each.judged.fault;
  }

  #findFault(each: Case): ProtocolError | undefined {
    const { op, shown, copies } = each;
    const { statement } = copies[0]!;
    const fault = findDeviceFault(statement, op, shown) ?? findWeakEpoch(statement) ?? findNameFault(op, this);
    if (fault !== undefined) return fault;
    const isUser = op.k === 'init' ? undefined : this.opById.get(op.log)!.kind === 'user';
    const ofKind = isUser === undefined ? undefined : findKindFault(statement, isUser);
    return ofKind ?? findAuthorityFault(this.principals, this.#wholeOf(each));
  }

  /** A join is told by which one-time key it was signed. */
  #wholeOf(each: Case): Op {
    each.whole ??= this.#withKey(each.op);
    return each.whole;
  }

  #withKey(op: Op): Op {
    const key = op.k === 'join' ? this.keys.inviteKey(op.ref) : undefined;
    return key !== undefined && op.signers.some(({ kid, by }) => kid === key.kid && by.length === 0)
      ? { ...op, key: key.kid }
      : op;
  }

  /** Whether the key of each signer stands where a verifier looks for it. (PRN-024) */
  #areKeysKnown({ op, shown }: Case): boolean {
    const invite = this.keys.inviteKey(op.k === 'join' ? op.ref : undefined);
    const isKnown = isKnownTo(this.principals, op);
    return op.signers.every(
      ({ kid, by }) =>
        ownKey(shown, kid) !== undefined ||
        (by.length === 0 && invite?.kid === kid) ||
        this.keys.deviceKey(by.at(-1) ?? op.log, kid, isKnown) !== undefined,
    );
  }

  #accept(each: Case): void {
    const { op, shown } = each;
    if (this.opById.has(op.id)) return;
    const whole = this.#wholeOf(each);
    this.principals.enter(whole);
    this.opById.set(op.id, whole);
    this.keys.note(whole, shown);
  }
}

/** The ops that were offered, by id. What needs newer software, and an `init` of another log, has its verdict at once. */
async function openCases(
  statements: readonly Statement[],
  { only, verdicts }: { readonly only: string | undefined; readonly verdicts: Verdict[] },
): Promise<Map<string, Case>> {
  const ids = await statementIds(statements);
  const known = statements.filter(({ upgrade }) => upgrade === undefined);
  const [shown, eids] = [await shownKeys(known), await eidsOf(known)];
  const cases = new Map<string, Case>();
  let next = 0;
  for (const [at, statement] of statements.entries()) {
    const id = ids[at]!;
    if (statement.upgrade !== undefined) {
      verdicts[at] = parked(statement, { id, log: logClaim(statement) ?? id, why: statement.upgrade, waitsFor: [] });
      continue;
    }
    const keys = shown[next++]!;
    const same = cases.get(id);
    if (statement.claims.k === 'init' && only !== undefined && id !== only)
      verdicts[at] = { verdict: 'refused', error: refuse('E_ID', 'PRN-003').error };
    else if (same !== undefined) same.copies.push({ at, statement });
    else {
      const op = opOf(statement, { id, key: keys.key?.kid, eid: eids.get(statement) });
      cases.set(id, { op, shown: keys, copies: [{ at, statement }] });
    }
  }
  return cases;
}

/** The epochs that ops announce. */
async function eidsOf(statements: readonly Statement[]): Promise<ReadonlyMap<Statement, string>> {
  const epochs = statements.filter(({ claims }) => claims.k === 'epoch');
  if (epochs.length === 0) return NO_EPOCHS;
  const ids = await epochIds(epochs.map(({ claims }) => claims.pub as unknown as X25519Jwk));
  return new Map(epochs.map((statement, i) => [statement, ids[i]!]));
}

const NO_EPOCHS: ReadonlyMap<Statement, string> = new Map();

/** The log that an op of whatever version says it stands in. */
function logClaim({ claims: { k, log } }: Statement): string | undefined {
  return k !== 'init' && typeof log === 'string' && isId(log) ? log : undefined;
}

function ownKey({ sig, keys, devices }: ShownKeys, kid: string): PublicKey | undefined {
  return [sig, ...keys, ...devices.values()].find((key) => key?.kid === kid);
}

const UNKNOWN_KEY: Verdict = { verdict: 'refused', error: refuse('E_SIG', 'STM-017').error };

function verdictOf({ log }: Op, checked: Copy['checked']): Verdict {
  if (checked === undefined) return UNKNOWN_KEY;
  if (!checked.ok) return { verdict: 'refused', error: checked.error };
  const admitted = { statement: checked.value, space: log, state: 'VALID' } as unknown as Admitted;
  return { verdict: 'admitted', admitted };
}

function park(
  { op: { id, log }, copies }: Case,
  { lacks, verdicts }: { readonly lacks: readonly string[]; readonly verdicts: Verdict[] },
): void {
  const why = refuse('E_PENDING_AUTH', 'PRN-019').error;
  for (const { at, statement } of copies) verdicts[at] = parked(statement, { id, log, why, waitsFor: lacks });
}

function parked(
  statement: Statement,
  { id, log, why, waitsFor }: Pick<Parked, 'id' | 'why' | 'waitsFor'> & { readonly log: string },
): Verdict {
  return { verdict: 'parked', parked: { statement, id, space: log, why, waitsFor } as unknown as Parked };
}
