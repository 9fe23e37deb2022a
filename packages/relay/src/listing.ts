import { createHash } from 'node:crypto';
import { encodeBase64url } from '@allod/core/bytes';
import { isRecord, RECORD_RULE, statementFromParts } from '@allod/core/statement';
import type { StatementParts, StatementType } from '@allod/core/statement';
import type { Store, Stored } from '@allod/storage';
import type { Answer } from './answer.ts';
import { markup } from './html.ts';
import type { Html } from './html.ts';
import { listSpaces } from './spaces.ts';

/** Bounds of one page. */
const MAX_SPACES = 500;
const MAX_ITEMS = 500;

const STYLE = 'body{font-family:sans-serif;margin:2em}td,th{text-align:left;padding:0 1em 0 0}code{font-size:smaller}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** What a page tells of one statement: nothing of what it says but who says it. */
interface Line {
  readonly pos: number;
  readonly id: string;
  readonly typ: StatementType | 'unreadable';
  /** Of headers, claims and signatures, in bytes. */
  readonly size: number;
  readonly author: string;
}

/** A page that lists what a store holds: count and certificate of each space, and its newest statements, 500 in all. */
export async function listingAnswer(store: Store): Promise<Answer> {
  const spaces = await listSpaces(store, MAX_SPACES);
  const sections: Html[] = [];
  let left = MAX_ITEMS;
  for (const space of spaces) {
    const [fold] = await store.fold(space, [{ certificate: true }]);
    const { count, certificate } = fold!;
    const lines = await newest(store, { space, count, most: left });
    left -= lines.length;
    sections.push(section({ space, count, certificate: encodeBase64url(certificate!) }, lines));
  }
  const page = markup`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Allod relay</title>
<style>${{ html: STYLE }}</style>
<h1>Allod relay</h1>
<p>Spaces: ${spaces.length}. This relay shows neither claims nor tags nor bodies.</p>
${sections}</html>
`;
  const headers = { 'Content-Security-Policy': POLICY };
  return { status: 200, type: 'text/html; charset=utf-8', body: page.html, headers };
}

/** The newest statements of a space, newest first. */
async function newest(
  store: Store,
  { space, count, most }: { readonly space: string; readonly count: number; readonly most: number },
): Promise<Line[]> {
  if (most === 0) return [];
  const rows: { readonly id: string; readonly pos: number }[] = [];
  // Positions have no holes but for what was given up, so that this begins at most that much too early.
  for await (const row of store.scan({ by: 'pos', space, after: Math.max(0, count - most) })) {
    rows.push(row);
    if (rows.length > most) rows.shift();
  }
  const stored = await store.items(rows.map(({ id }) => id));
  return rows.flatMap(({ pos }, i) => (stored[i] === undefined ? [] : [lineOf(pos, stored[i])])).toReversed();
}

function lineOf(pos: number, { id, space, parts }: Stored): Line {
  const read = statementFromParts(parts, { rules: { 'allod-rec': RECORD_RULE } });
  if (!read.ok) return { pos, id, typ: 'unreadable', size: sizeOf(parts), author: '' };
  const author = isRecord(read.value) ? (read.value.claims.act ?? read.value.claims.iss) : space;
  return { pos, id, typ: read.value.header.typ, size: sizeOf(parts), author };
}

function sizeOf({ headerBytes, claimsBytes, signature, further = [] }: StatementParts): number {
  const signers = [{ headerBytes, signature }, ...further];
  return signers.reduce((sum, each) => sum + each.headerBytes.length + each.signature.length, claimsBytes.length);
}

function section(
  { space, count, certificate }: { readonly space: string; readonly count: number; readonly certificate: string },
  lines: readonly Line[],
): Html {
  const rows = lines.map(
    ({ pos, id, typ, size, author }) =>
      markup`<tr><td>${pos}<td><code>${id}</code><td>${typ}<td>${size}<td><code>${author}</code></tr>\n`,
  );
  return markup`<h2><code>${space}</code></h2>
<p>Statements: ${count}. Certificate: <code>${certificate}</code>. Shown: the newest ${lines.length}.</p>
<table>
<tr><th>Position<th>Id<th>Type<th>Bytes<th>Author</tr>
${rows}</table>
`;
}
