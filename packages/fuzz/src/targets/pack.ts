import { isDeepStrictEqual } from 'node:util';
import { createAdmission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { ERROR_CODES } from '@allod/core/errors';
import { statementFromParts, statementIds } from '@allod/core/statement';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { createIntake, exportPack, importPack, loadOps, readPack } from '@allod/sync';
import type { PackReport, PackStep } from '@allod/sync';
import { MAGIC_BYTES } from '../corpus/pack-messages.ts';
import { createPack } from '../corpus/packs.ts';
import { createWidePack } from '../corpus/wide-pack.ts';
import type { Material } from '../corpus/material.ts';
import { NOW } from '../corpus/people.ts';
import { demand } from '../fault.ts';
import { nearPack, withDigest } from '../grammar/pack.ts';
import type { Input } from '../input.ts';
import { ACCEPTED } from '../target.ts';
import type { Target } from '../target.ts';

const CODES = ['E_PACK', 'E_PACK_TRUNCATED'];
const PIECE_BYTES = 997;

/** The reader and the importer of the target. */
export interface PackDecoders {
  readonly read: typeof readPack;
  readonly load: typeof importPack;
}

/** Packs: read and compared with what they say of themselves, then imported into an empty store, every signature verified. (STO-020 to STO-024) */
export async function packTarget(
  { vectors, people }: Material,
  { read = readPack, load = importPack }: Partial<PackDecoders> = {},
): Promise<Target> {
  const made = await Promise.all([
    createPack(people.slice(0, 1), 3),
    createPack(people.slice(1, 2), 1),
    createPack(people.slice(1), 2),
  ]);
  const packs = [...vectors.packs, ...made];
  const decoders = { read, load };
  const genuine = await idsIn(packs);
  return {
    name: 'pack',
    corpus: [...packs, createWidePack()].map((pack) => [pack]),
    grammar: nearPack(made).map((pack) => [pack]),
    mend: ([pack = new Uint8Array()]) => [withDigest(pack)],
    judge: ([pack = new Uint8Array()]: Input) => judge(pack, { decoders, genuine }),
  };
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const stepsOf = (read: typeof readPack, pack: Uint8Array, size: number): Promise<PackStep[]> =>
  collect(read(pieces(pack, size)));

async function collect<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of from) all.push(each);
  return all;
}

/** The ids of all statements in packs, good and bad: a fuzzer cannot sign, so that no other is ever accepted. */
async function idsIn(packs: readonly Uint8Array[]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const pack of packs) {
    const steps = await stepsOf(readPack, pack, pack.length);
    const items = steps.flatMap((step) => (step.kind === 'items' ? step.items : []));
    const statements = items.flatMap(({ parts }) => {
      const read = statementFromParts(parts);
      return read.ok ? [read.value] : [];
    });
    for (const id of await statementIds(statements)) ids.add(id);
  }
  return ids;
}

interface Context {
  readonly decoders: PackDecoders;
  readonly genuine: ReadonlySet<string>;
}

async function judge(pack: Uint8Array, { decoders, genuine }: Context): Promise<string> {
  const steps = await stepsOf(decoders.read, pack, PIECE_BYTES);
  const last = steps.at(-1);
  demand(last?.kind === 'end' || last?.kind === 'fault', 'verdict', 'there is neither end nor fault');
  demand(steps.filter(({ kind }) => kind === 'end' || kind === 'fault').length === 1, 'verdict', 'more than one end');
  if (last.kind === 'fault') assertCode(last.code);
  const whole = await stepsOf(decoders.read, pack, Math.max(1, pack.length));
  demand(isDeepStrictEqual(whole, steps), 'agreement', 'it reads otherwise in one piece');
  if (last.kind === 'end') await assertWhole(pack, decoders.read);
  // What holds no statement leaves nothing to import.
  if (steps.some(({ kind }) => kind === 'items')) await assertImport(pack, { steps, load: decoders.load, genuine });
  return last.kind === 'end' ? ACCEPTED : last.code;
}

function assertCode(code: string): void {
  demand(CODES.includes(code), 'code', `${code} is not a code of packs`);
}

/** Every proper beginning of a pack is truncated, and nothing comes after its end. (STO-021, STO-022) */
async function assertWhole(pack: Uint8Array, read: typeof readPack): Promise<void> {
  const lastOf = async (bytes: Uint8Array): Promise<string> => {
    const step = (await stepsOf(read, bytes, bytes.length)).at(-1);
    if (step?.kind === 'fault') assertCode(step.code);
    return step?.kind === 'fault' ? step.code : 'no fault';
  };
  for (const cut of [pack.length - 1, pack.length >> 1, MAGIC_BYTES - 1]) {
    const code = await lastOf(pack.subarray(0, cut));
    demand(code === 'E_PACK_TRUNCATED', 'prefix', `its first ${cut} bytes: ${code}`);
  }
  const more = await lastOf(new Uint8Array([...pack, 0]));
  demand(more === 'E_PACK', 'prefix', `one byte more: ${more}`);
}

async function assertImport(
  pack: Uint8Array,
  {
    steps,
    load,
    genuine,
  }: { readonly steps: readonly PackStep[]; readonly load: typeof importPack } & Pick<Context, 'genuine'>,
): Promise<void> {
  const store = await createMemoryStore((length) => new Uint8Array(length).fill(1));
  const admission = createAdmission({ bodies: BODY_RULE, now: () => NOW, loadOps: (space) => loadOps(store, space) });
  const report = await load(pieces(pack, PIECE_BYTES), { store, intake: createIntake({ store, judge: admission }) });
  const last = steps.at(-1)!;
  const code = last.kind === 'fault' ? last.code : undefined;
  // An item of another space ends an import, and is nothing to a reader that only compares.
  demand(
    report.fault?.code === code || report.fault?.code === 'E_PACK',
    'agreement',
    `the import ends with ${report.fault?.code}`,
  );
  assertCounts(report, steps);
  await assertGenuine(store, report, genuine);
  if (report.accepted > 0 && report.fault === undefined) await assertSecondPack(store, report);
  await store.close();
}

function assertCounts({ items, accepted, refused, parked }: PackReport, steps: readonly PackStep[]): void {
  const read = steps.reduce((sum, step) => sum + (step.kind === 'items' ? step.items.length : 0), 0);
  demand(
    items <= read && accepted + parked.length <= items,
    'value',
    `${accepted} accepted, ${parked.length} parked of ${items}`,
  );
  for (const { index, code } of [...refused, ...parked]) {
    demand(index >= 0 && index < items, 'value', `an item ${index} of ${items}`);
    demand((ERROR_CODES as readonly string[]).includes(code), 'code', `${code} is not registered`);
  }
}

async function assertGenuine(store: Store, { per, accepted }: PackReport, genuine: ReadonlySet<string>): Promise<void> {
  const held = await Promise.all(per.map(({ space }) => collect(store.scan({ by: 'key', space }))));
  const ids = held.flatMap((rows) => rows.map(({ id }) => id));
  for (const id of ids) demand(genuine.has(id), 'forged', `${id} was accepted, and nobody signed it`);
  demand(ids.length <= accepted, 'value', `${ids.length} are held, ${accepted} were accepted`);
  for (const [i, { n }] of per.entries())
    demand(n === held[i]!.length, 'value', `${n} in the report, ${held[i]!.length} held`);
}

/** A pack of what was imported says the same of it. */
async function assertSecondPack(store: Store, { per }: PackReport): Promise<void> {
  const second = Buffer.concat(await collect(exportPack(store, { spaces: per.map(({ space }) => space), made: NOW })));
  const end = (await stepsOf(readPack, new Uint8Array(second), PIECE_BYTES)).at(-1);
  demand(end?.kind === 'end', 'inverse', 'a pack of what was imported is refused');
  const stated = end.per.map(([, n, ce]) => [n, Buffer.from(ce).toString('hex')]);
  const reported = per.map(({ n, certificate }) => [n, Buffer.from(certificate).toString('hex')]);
  demand(isDeepStrictEqual(stated, reported), 'inverse', 'a pack of what was imported says something else of it');
}
