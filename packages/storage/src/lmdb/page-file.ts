import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes before the content of every page: number (8), transaction (8), pad (2), flags (2), lower and upper bound (2 + 2). */
const PAGE_HEADER = 24;
const META_BYTES = 0xa0;
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const BRANCH = 0x01;
const LEAF = 0x02;
const OVERFLOW = 0x04;
const META = 0x08;
/** Flag of a leaf node whose value lies on overflow pages. */
const BIG_VALUE = 0x01;
/** The page number that stands for an empty tree. */
const NO_PAGE = 0xffff_ffff_ffff_ffffn;
/** Deeper than any tree of 2^48 pages; a tree that is deeper has a loop. */
const MAX_DEPTH = 32;
/** Up to 256 MiB (at 4 KiB a page) every leaf is looked at, beyond it only the branches. */
const PAGES_LOOKED_AT_WHOLE = 65_536;

interface Meta {
  readonly pageBytes: number;
  readonly roots: readonly bigint[];
  readonly lastPage: number;
  readonly transaction: bigint;
}

interface Walk {
  readonly fd: number;
  readonly pageBytes: number;
  readonly filePages: number;
  readonly leaves: boolean;
}

/**
 * Whether the database file at `path` has the structure that LMDB relies on. LMDB maps its file into memory and trusts it: a
 * damaged one ends the process instead of being refused. Reads only. Throws what the file system throws.
 */
export function isIntactPageFile(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const bytes = fstatSync(fd).size;
    const meta = newestMeta(fd);
    if (meta === undefined) return false;
    const filePages = Math.floor(bytes / meta.pageBytes);
    const isShort = filePages <= meta.lastPage;
    // A page that was freed by the transaction that made it is never written, so that a file may end before its last page.
    const leaves = isShort || filePages <= PAGES_LOOKED_AT_WHOLE;
    const walk = { fd, pageBytes: meta.pageBytes, filePages, leaves };
    return meta.roots.every((root) => root === NO_PAGE || isIntactTree(walk, root, 0));
  } finally {
    closeSync(fd);
  }
}

function newestMeta(fd: number): Meta | undefined {
  const first = metaAt(fd, 0);
  if (first === undefined) return undefined;
  const second = metaAt(fd, first.pageBytes);
  if (second === undefined || second.pageBytes !== first.pageBytes) return undefined;
  return second.transaction > first.transaction ? second : first;
}

function metaAt(fd: number, offset: number): Meta | undefined {
  const page = Buffer.alloc(META_BYTES);
  if (readSync(fd, page, 0, META_BYTES, offset) < META_BYTES) return undefined;
  const isMeta =
    page.readUInt16LE(18) === META && page.readUInt32LE(24) === MAGIC && page.readUInt32LE(28) === DATA_VERSION;
  const pageBytes = page.readUInt32LE(0x30);
  const isPageSize = pageBytes >= 512 && pageBytes <= 65_536 && (pageBytes & (pageBytes - 1)) === 0;
  if (!isMeta || !isPageSize) return undefined;
  return {
    pageBytes,
    roots: [page.readBigUInt64LE(0x58), page.readBigUInt64LE(0x88)],
    lastPage: Number(page.readBigUInt64LE(0x90)),
    transaction: page.readBigUInt64LE(0x98),
  };
}

function isIntactTree(walk: Walk, number: bigint, depth: number): boolean {
  const page = depth < MAX_DEPTH ? readPage(walk, number) : undefined;
  if (page === undefined) return false;
  const flags = page.readUInt16LE(18) & (BRANCH | LEAF | OVERFLOW | META);
  const nodes = flags === BRANCH || flags === LEAF ? nodesOf(page) : undefined;
  if (nodes === undefined) return false;
  if (flags === LEAF) return nodes.every((node) => isIntactLeafNode(walk, page, node));
  return nodes.every((node) => {
    const child = BigInt(page.readUInt32LE(node)) | (BigInt(page.readUInt16LE(node + 4)) << 32n);
    return isIntactChild(walk, child, depth + 1);
  });
}

function isIntactChild(walk: Walk, number: bigint, depth: number): boolean {
  if (walk.leaves) return isIntactTree(walk, number, depth);
  const header = readBytes(walk, number, PAGE_HEADER);
  if (header === undefined) return false;
  const flags = header.readUInt16LE(18) & (BRANCH | LEAF | OVERFLOW | META);
  return flags === LEAF || isIntactTree(walk, number, depth);
}

/** Offsets of the nodes of a page, or `undefined` when they point out of it. */
function nodesOf(page: Buffer): readonly number[] | undefined {
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  const count = lower / 2;
  if (!Number.isInteger(count) || lower > upper || PAGE_HEADER + upper > page.length) return undefined;
  const nodes = Array.from({ length: count }, (_, i) => PAGE_HEADER + page.readUInt16LE(PAGE_HEADER + 2 * i));
  return nodes.every((node) => node >= PAGE_HEADER + lower && node + 8 <= page.length) ? nodes : undefined;
}

function isIntactLeafNode(walk: Walk, page: Buffer, node: number): boolean {
  const valueBytes = page.readUInt32LE(node);
  const value = node + 8 + page.readUInt16LE(node + 6);
  const isBig = (page.readUInt16LE(node + 4) & BIG_VALUE) !== 0;
  if (value + (isBig ? 8 : valueBytes) > page.length) return false;
  if (!isBig) return true;
  const number = page.readBigUInt64LE(value);
  const header = readBytes(walk, number, PAGE_HEADER);
  if (header === undefined || (header.readUInt16LE(18) & OVERFLOW) === 0) return false;
  return Number(number) * walk.pageBytes + PAGE_HEADER + valueBytes <= walk.filePages * walk.pageBytes;
}

function readPage(walk: Walk, number: bigint): Buffer | undefined {
  return readBytes(walk, number, walk.pageBytes);
}

function readBytes(walk: Walk, number: bigint, length: number): Buffer | undefined {
  if (number < 2n || number >= BigInt(walk.filePages)) return undefined;
  const bytes = Buffer.alloc(length);
  if (readSync(walk.fd, bytes, 0, length, Number(number) * walk.pageBytes) < length) return undefined;
  return bytes.readBigUInt64LE(0) === number ? bytes : undefined;
}
