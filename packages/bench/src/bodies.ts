import { createHash } from 'node:crypto';
import { collectionKey, epochKeys, filledLength, keyBytes, openBodies, sealBodies } from '@allod/core/open';
import type { CollectionKey, SealJob } from '@allod/core/open';
import type { Contender, MakeContender, Setup } from './contender.ts';
import { valueOf } from './corpus.ts';
import { floorOpen, floorSeal } from './floor-bodies.ts';
import type { FloorBody, FloorSetup } from './floor-bodies.ts';
import { payload } from './payload.ts';
import { contenderOf } from './work.ts';

/** Sizes of a content in bytes, by their names in rows. */
export const SIZE_BY_NAME = { '200': 200, '1k': 1_000, '64k': 65_536, '1m': 1_000_000 } as const;
/** The name of a size. */
export type SizeName = keyof typeof SIZE_BY_NAME;

const COLLECTION = 'v:com.example.bench';
/** From this size on, contents are no JSON: a picture and the like. */
const LARGE_BYTES = 10_000;
const IMAGE = 'image/png';
/** What stands before a content that is no JSON, beside its media type. */
const FRAME_BYTES = 6;

interface Scene {
  readonly key: CollectionKey;
  readonly jobs: readonly SealJob[];
  readonly isText: boolean;
}

function numbered(n: number): Uint8Array {
  return new Uint8Array(createHash('sha256').update(String(n)).digest());
}

/** As many contents of a size as records are wanted, each for a record of its own. */
async function sceneOf(bytes: number, records: number): Promise<Scene> {
  const keys = await epochKeys(numbered(0));
  const key = collectionKey(keys, COLLECTION);
  const isText = bytes < LARGE_BYTES;
  const secret = numbered(-1);
  const jobs = Array.from({ length: records }, (_, n): SealJob => ({
    slot: { iss: keys.eid, col: COLLECTION, kid: keys.eid, seq: n + 1, tag: `note-${n}` },
    content: isText ? new TextEncoder().encode(JSON.stringify(payload(n, bytes))) : new Uint8Array(bytes).fill(n),
    ...(!isText && { cty: IMAGE }),
    to: key,
    random: numbered(n),
    secret,
  }));
  return { key, jobs, isText };
}

function oursSeal(bytes: number): MakeContender {
  return async ({ records, batch }) => {
    const { jobs } = await sceneOf(bytes, records);
    return contenderOf({
      ready: () => undefined,
      async work() {
        let sealed = 0;
        for (let at = 0; at < records; at += batch) sealed += (await sealBodies(jobs.slice(at, at + batch))).length;
        return sealed === records;
      },
    });
  };
}

function oursOpen(bytes: number): MakeContender {
  return async ({ records, batch }) => {
    const { key, jobs } = await sceneOf(bytes, records);
    const bodies = await sealBodies(jobs);
    const opening = bodies.map((body, n) => ({ body, slot: jobs[n]!.slot, key }));
    return contenderOf({
      ready: () => undefined,
      async work() {
        let length = 0;
        for (let at = 0; at < records; at += batch)
          for (const opened of await openBodies(opening.slice(at, at + batch)))
            length += valueOf(opened).content.length;
        return length === records * bytes;
      },
    });
  };
}

interface FloorScene {
  readonly setup: FloorSetup;
  readonly bodies: readonly FloorBody[];
  readonly isText: boolean;
}

/** The same for the floor: the plaintexts are filled up already. */
async function floorScene(bytes: number, { records }: Setup, isEncoded: boolean): Promise<FloorScene> {
  const { key, jobs, isText } = await sceneOf(bytes, records);
  const bodies = jobs.map(({ slot, content, random }): FloorBody => {
    const { iss, col, kid, seq, tag = '' } = slot;
    const framed = content.length + (isText ? 0 : FRAME_BYTES + IMAGE.length);
    const plaintext = Buffer.alloc(filledLength(framed), ' ');
    plaintext.set(content);
    return {
      slot: Buffer.from(['allod1/slot', iss, col, kid, seq, tag].join('\0')),
      tag: Buffer.from(tag),
      plaintext,
      random: Buffer.from(random),
    };
  });
  return { setup: { key: Buffer.from(keyBytes(key)), isEncoded }, bodies, isText };
}

function floorOfSealing(bytes: number, isEncoded: boolean): MakeContender {
  return async (given): Promise<Contender> => {
    const { setup, bodies } = await floorScene(bytes, given, isEncoded);
    const work = (): boolean => bodies.every((body) => floorSeal(body, setup).mark.length === 16);
    return contenderOf({ ready: () => undefined, work });
  };
}

function floorOfOpening(bytes: number, isEncoded: boolean): MakeContender {
  return async (given): Promise<Contender> => {
    const { setup, bodies, isText } = await floorScene(bytes, given, isEncoded);
    const sealed = bodies.map((body) => floorSeal(body, setup));
    const isRight = (plaintext: Buffer): boolean =>
      isText ? typeof JSON.parse(plaintext.toString()) === 'object' : plaintext.length >= bytes;
    const work = (): boolean => sealed.every((body) => isRight(floorOpen(body, setup)));
    return contenderOf({ ready: () => undefined, work });
  };
}

/** Who seals and opens contents of one size: ours, the floor, and the floor without base64url. */
export type BodyContender = `${'ours' | 'floor' | 'bare'}-${'seal' | 'open'}-${SizeName}`;

/** Who seals and opens contents of each size. */
export const BODY_CONTENDERS: Readonly<Record<BodyContender, MakeContender>> = Object.fromEntries(
  Object.entries(SIZE_BY_NAME).flatMap(([name, bytes]) => [
    [`ours-seal-${name}`, oursSeal(bytes)],
    [`ours-open-${name}`, oursOpen(bytes)],
    [`floor-seal-${name}`, floorOfSealing(bytes, true)],
    [`floor-open-${name}`, floorOfOpening(bytes, true)],
    [`bare-seal-${name}`, floorOfSealing(bytes, false)],
    [`bare-open-${name}`, floorOfOpening(bytes, false)],
  ]),
) as Record<BodyContender, MakeContender>;
