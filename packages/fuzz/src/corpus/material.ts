import { createPerson } from './people.ts';
import type { Person } from './people.ts';
import { readVectors } from './vectors.ts';
import type { Vectors } from './vectors.ts';

/** What targets take their corpus from. */
export interface Material {
  readonly vectors: Vectors;
  readonly people: readonly Person[];
}

/** The committed vectors below a folder, and values that are freshly made. */
export async function gatherMaterial(vectorsFolder: string): Promise<Material> {
  const people = await Promise.all([createPerson(1, 1), createPerson(2, 2), createPerson(3, 7)]);
  return { vectors: readVectors(vectorsFolder), people };
}
