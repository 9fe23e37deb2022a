import { certificate, lanes, orderKey } from '@allod/storage';
import type { Commit, Fold, Store } from '@allod/storage';
import { asAdmitted, asParked, digestOf, madeId, madeRecord } from '@allod/storage/testing';
import { compareBytes } from '@allod/core/bytes';
import type { Admitted, Parked, State } from '@allod/core/verify';
import fc from 'fast-check';

export const SPACES: readonly string[] = [madeId(1), madeId(2)];
const RECORDS = 6;
const DAY = 86_400_000_000;

/** One record of the world in both forms, with its body, its order key and its id. */
interface Known {
  readonly id: string;
  readonly space: string;
  readonly dig: string;
  readonly body: Uint8Array;
  readonly key: Uint8Array;
  readonly admitted: Record<State, Admitted>;
  readonly parked: Parked;
}

/** What a random step does, by numbers of records. */
export type Step =
  | { readonly kind: 'reopen' }
  | {
      readonly kind: 'commit';
      readonly space: number;
      readonly put: readonly number[];
      readonly park: readonly number[];
      readonly held: readonly number[];
      readonly drop: readonly number[];
      readonly bodies: readonly number[];
      readonly dropBodies: readonly number[];
    };

const some = fc.uniqueArray(fc.nat(RECORDS - 1), { maxLength: 3 });

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.constant({ kind: 'reopen' } as const) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('commit' as const),
        space: fc.nat(1),
        put: some,
        park: some,
        held: some,
        drop: some,
        bodies: some,
        dropBodies: some,
      }),
    },
  ),
  { minLength: 1, maxLength: 12 },
);

/** Two spaces with six records each; pairs of records share a body, one of them too large to be kept inline. */
export async function makeWorld(): Promise<Known[][]> {
  return Promise.all(
    SPACES.map(async (space) => Promise.all([...Array(RECORDS).keys()].map((i) => makeKnown(space, i)))),
  );
}

async function makeKnown(space: string, i: number): Promise<Known> {
  const pair = Math.floor(i / 2);
  const body = new Uint8Array(pair === 0 ? 16_385 : 10 * pair).fill(pair);
  const dig = await digestOf(body);
  const claims = { t: i * (DAY / 2), seq: i, dig, len: body.length, del: false };
  const statement = await madeRecord(space, { ...claims, col: i % 3 === 0 ? 'v:a' : 'v:b' });
  const [VALID, HELD] = await Promise.all([asAdmitted(statement, space), asAdmitted(statement, space, 'HELD')]);
  const { id } = VALID.statement;
  const key = orderKey({ typ: 'allod-rec', claims: statement.claims, id });
  return {
    id,
    space,
    dig,
    body,
    key,
    admitted: { VALID, HELD },
    parked: await asParked(statement, space, [madeId(9)]),
  };
}

/** The commit that a step stands for. */
export function commitOf(world: readonly Known[][], step: Extract<Step, { kind: 'commit' }>): Commit {
  const of = world[step.space]!;
  return {
    space: SPACES[step.space]!,
    put: step.put.map((i) => of[i]!.admitted.VALID),
    park: step.park.map((i) => of[i]!.parked),
    state: step.held.map((i) => [of[i]!.id, 'HELD']),
    drop: step.drop.map((i) => of[i]!.id),
    bodies: step.bodies.map((i) => [of[i]!.dig, of[i]!.body]),
    dropBodies: step.dropBodies.map((i) => of[i]!.dig),
  };
}

/** What a store holds, in plain lists. */
export interface Seen {
  readonly items: unknown[];
  readonly bodies: boolean[];
  readonly positions: unknown[];
  readonly order: string[];
  readonly parked: string[];
  readonly due: string[];
  readonly folds: Fold[];
}

/** Looks at everything in a store. */
export async function look(store: Store, world: readonly Known[][]): Promise<Seen> {
  const all = world.flat();
  const found = await store.items(all.map(({ id }) => id));
  const bodies = await Promise.all(all.map(async ({ dig }) => (await store.body(dig)) !== undefined));
  const positions: unknown[] = [];
  const order: string[] = [];
  const folds: Fold[] = [];
  for (const space of SPACES) {
    for await (const { id, pos } of store.scan({ by: 'pos', space })) positions.push([id, pos]);
    for await (const { id } of store.scan({ by: 'key', space })) order.push(id);
    folds.push(...(await store.fold(space, [{ certificate: true }])));
  }
  const parked: string[] = [];
  for await (const { id } of store.scan({ by: 'parked', waitsFor: madeId(9) })) parked.push(id);
  const due: string[] = [];
  for await (const { id } of store.scan({ by: 'due', until: Number.MAX_SAFE_INTEGER - 1 })) due.push(id);
  const items = found.map((each) => each && [each.space, each.pos ?? null, each.state ?? 'parked']);
  return { items, bodies, positions, order, parked: parked.toSorted(), due: due.toSorted(), folds };
}

interface HeldItem {
  readonly known: Known;
  readonly pos: number | null;
  state: State | 'parked';
}

/** The store again, as plainly as it can be said. */
export class Oracle {
  readonly #world: readonly Known[][];
  readonly #items: Map<string, HeldItem> = new Map();
  readonly #bodies: Set<string> = new Set();
  readonly #next = [1, 1];

  constructor(world: readonly Known[][]) {
    this.#world = world;
  }

  commit(step: Extract<Step, { kind: 'commit' }>): void {
    const of = this.#world[step.space]!;
    for (const known of step.put.map((i) => of[i]!)) {
      const isKnown = (this.#items.get(known.id)?.pos ?? null) !== null;
      if (!isKnown) this.#items.set(known.id, { known, pos: this.#next[step.space]!++, state: 'VALID' });
    }
    for (const known of step.park.map((i) => of[i]!))
      if (!this.#items.has(known.id)) this.#items.set(known.id, { known, pos: null, state: 'parked' });
    for (const item of step.held.map((i) => this.#items.get(of[i]!.id)))
      if (item !== undefined && item.pos !== null) item.state = 'HELD';
    for (const { id } of step.drop.map((i) => of[i]!)) {
      this.#items.delete(id);
      this.#forgetBodies();
    }
    for (const { dig } of step.bodies.map((i) => of[i]!)) this.#bodies.add(dig);
    this.#forgetBodies();
    for (const { dig } of step.dropBodies.map((i) => of[i]!)) this.#bodies.delete(dig);
  }

  async look(): Promise<Seen> {
    const all = this.#world.flat();
    const sets = this.#world.map((of) => of.filter(({ id }) => (this.#items.get(id)?.pos ?? null) !== null));
    const posOf = ({ id }: Known): number => this.#items.get(id)!.pos!;
    const inState = (state: HeldItem['state']): string[] =>
      [...this.#items.values()].flatMap((item) => (item.state === state ? [item.known.id] : [])).toSorted();
    const sorted = sets.map((of) => of.toSorted((a, b) => compareBytes(a.key, b.key)));
    return {
      items: all.map(({ id, space }) => {
        const item = this.#items.get(id);
        return item && [space, item.pos, item.state];
      }),
      bodies: all.map(({ dig }) => this.#bodies.has(dig)),
      positions: sets.flatMap((of) => of.toSorted((a, b) => posOf(a) - posOf(b)).map((each) => [each.id, posOf(each)])),
      order: sorted.flat().map(({ id }) => id),
      parked: inState('parked'),
      due: inState('HELD'),
      folds: await Promise.all(sorted.map(foldOf)),
    };
  }

  #forgetBodies(): void {
    const referred = new Set([...this.#items.values()].map(({ known }) => known.dig));
    for (const dig of this.#bodies) if (!referred.has(dig)) this.#bodies.delete(dig);
  }
}

async function foldOf(of: readonly Known[]): Promise<Fold> {
  const keys = of.map(({ key }) => key);
  return { count: of.length, lanes: lanes(keys.map((key) => key.subarray(16))), certificate: certificate(keys) };
}
