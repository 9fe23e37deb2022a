/** Text of a page in which everything that is not written here has been escaped. */
export interface Html {
  readonly html: string;
}

const ENTITY_BY_CHARACTER: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values are escaped, but for those that are pieces of a page already, or lists of such. */
export function markup(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const pieces = values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
    return 'html' in value ? value.html : value.map((each) => each.html).join('');
  });
  return { html: texts.map((text, i) => text + (pieces[i] ?? '')).join('') };
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITY_BY_CHARACTER[character]!);
}
