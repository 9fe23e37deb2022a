// The one spelling of our JSON files: a line for each member, cases spread over lines, their values on one line each.
import { isObject, type Value } from './value.ts';

/** The text of a JSON file; objects and lists are spread over lines down to `depth`. */
export function writeJson(value: Value, depth: number): string {
  return `${write(value, depth, '')}\n`;
}

function write(value: Value, depth: number, indent: string): string {
  const inner = `${indent}  `;
  if (depth === 0 || typeof value !== 'object' || value === null) return oneLine(value);
  const items = Array.isArray(value)
    ? value.map((item) => write(item, depth - 1, inner))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${write(member, depth - 1, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

function oneLine(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
