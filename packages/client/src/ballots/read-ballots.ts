import { stateOf } from '@allod/collections';
import { BALLOTS, readBallot } from '@allod/principals/ballots';
import type { Ballot, Proposal, Signature, Vote, Withdrawal } from '@allod/principals/ballots';
import type { ClientContext } from '../context.ts';
import type { OpenedBody, StoredBody } from '../records/opener.ts';
import { bodyOf, recordOf } from '../records/view.ts';
import type { FoundRecord } from '../records/view.ts';
import { collectionRange } from '../spaces.ts';

/** A record of a ballot, and who signed it. */
export interface BallotRecord<B extends Ballot = Ballot> {
  readonly id: string;
  readonly kid: string;
  /** The teams between, and the user. */
  readonly by: readonly string[];
  readonly t: number;
  /** Heads of the team's log that it goes by. */
  readonly au: readonly string[];
  readonly says: B;
}

/** The records of one proposal. */
export interface BallotRecords {
  readonly proposal: BallotRecord<Proposal>;
  readonly votes: readonly BallotRecord<Vote>[];
  readonly withdrawals: readonly BallotRecord<Withdrawal>[];
  readonly signatures: readonly BallotRecord<Signature>[];
}

/** The proposals of a team with what was said about them, newest first. What is no ballot is left out. (PRN-100 to PRN-103) */
export async function readBallots(context: ClientContext, team: string): Promise<BallotRecords[]> {
  if (!context.directory.collections(team).includes(BALLOTS)) return [];
  const records = await readRecords(context, team);
  const saidOn = new Map<string, BallotRecord[]>();
  for (const record of records) {
    if (record.says.k === 'proposal') continue;
    const others = saidOn.get(record.says.on) ?? [];
    saidOn.set(record.says.on, [...others, record]);
  }
  const proposals = records.filter((record) => isOf(record, 'proposal'));
  return proposals
    .toSorted((a, b) => b.t - a.t || (a.id < b.id ? -1 : 1))
    .map((proposal) => {
      const said = saidOn.get(proposal.id) ?? [];
      return {
        proposal,
        votes: said.filter((record) => isOf(record, 'vote')),
        withdrawals: said.filter((record) => isOf(record, 'withdrawal')),
        signatures: said.filter((record) => isOf(record, 'signature')),
      };
    });
}

function isOf<K extends Ballot['k']>(
  record: BallotRecord,
  k: K,
): record is BallotRecord<Extract<Ballot, { readonly k: K }>> {
  return record.says.k === k;
}

/** All records that are read, the oldest first. */
async function readRecords({ store, now, open }: ClientContext, team: string): Promise<BallotRecord[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'key', space: team, range: collectionRange(BALLOTS) })) ids.push(id);
  const found: { readonly record: FoundRecord; readonly body: StoredBody }[] = [];
  for (const stored of await store.items(ids)) {
    const record = recordOf(stored);
    const claims = record?.statement.claims;
    if (claims?.col !== BALLOTS || stateOf(claims, now()) !== 'VALID') continue;
    const body = await bodyOf(store, record);
    if (body !== undefined) found.push({ record: record!, body });
  }
  const opened = await open(found.map(({ body }) => body));
  return found.flatMap(({ record }, i) => ballotOf(record, opened[i]!));
}

function ballotOf({ id, statement: { header, claims } }: FoundRecord, body: OpenedBody): BallotRecord[] {
  const says = body.ok ? readBallot(body.content) : undefined;
  if (says?.ok !== true) return [];
  const { iss, act = iss, via = [], t, au } = claims;
  return [{ id, kid: header.kid, by: [...via, act], t, au, says: says.value }];
}
