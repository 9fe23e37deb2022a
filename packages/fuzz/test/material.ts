import { fileURLToPath } from 'node:url';
import { gatherMaterial } from '../src/corpus/material.ts';
import type { Material } from '../src/corpus/material.ts';

/** The folder of the committed vectors. */
export const VECTORS: string = fileURLToPath(new URL('../../../vectors', import.meta.url));

export const material: Material = await gatherMaterial(VECTORS);
