// The mistakes of the designed mutants about epochs of logs that are more than a rule left out.
import { announcedEpochs, type ModelFunction } from '@allod/conformance-model';

/** The epoch that was announced last, whatever came then. */
export const keepTheLast: ModelFunction<'currentEpoch'> = (_model, place) => announcedEpochs(place).at(-1);

/** The log of the owner, of grants, too. */
export const ownEpochs: ModelFunction<'logOfEpochs'> = (_model, claims) => String(claims.get('iss'));
