import { createPrompt } from './prompt.ts';
import type { Asking } from './prompt.ts';

/** Asks a person to type a word. Whether it was that word; the end of the input, and an interrupt, mean no. */
export async function confirm(question: string, word: string, asking: Asking): Promise<boolean> {
  const prompt = createPrompt(asking);
  try {
    const answer = await prompt.ask(`${question} Type "${word}" to go on: `);
    return answer?.trim() === word;
  } finally {
    prompt.end();
  }
}
