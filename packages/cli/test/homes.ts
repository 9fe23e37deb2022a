import { createHomes, openClient } from '@allod/client';
import type { Client } from '@allod/client';

/** The collection of {@link makeHome}. */
export const NOTES = 'v:com.example.notes';

/** Homes of the devices of one user. */
export async function makeHomes(folders: readonly string[]): Promise<void> {
  const made = await createHomes({ homes: folders.map((folder) => ({ folder })), name: 'Ada' });
  if (!made.ok) throw new Error(made.error.code);
}

/** A home with a note for each title. Gives the ids of the notes. */
export async function makeHome(folder: string, { notes = [] }: { notes?: readonly string[] } = {}): Promise<string[]> {
  await makeHomes([folder]);
  return inHome(folder, async ({ records }) => {
    const bodies = notes.map((title) => ({ json: { title } }));
    const added = await records.addAll(NOTES, bodies);
    if (!added.ok) throw new Error(added.error.code);
    return added.value.map(({ id }) => id);
  });
}

/** Titles of the records of a home, oldest first. */
export function titlesIn(folder: string): Promise<unknown[]> {
  return inHome(folder, async ({ records }) => {
    const titles: unknown[] = [];
    for await (const { json } of records.list()) titles.unshift((json as { title?: unknown }).title);
    return titles;
  });
}

/** The pack of a home. */
export function packOf(folder: string): Promise<Buffer> {
  return inHome(folder, async ({ packs }) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of packs.export()) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
}

async function inHome<T>(folder: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClient({ home: folder });
  if (!client.ok) throw new Error(client.error.code);
  try {
    return await use(client.value);
  } finally {
    await client.value.close();
  }
}
