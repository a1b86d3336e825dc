// The one spelling of a JSON text that is hashed: RFC 8785, but numbers keep the digits that were stated.
// JSON.parse would make 1.10 the same as 1.1, so numbers are read as texts; a mark tells texts and numbers apart.
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g
const [TEXT, NUMBER] = ['s', 'n']

/** A JSON value whose texts and numbers are both marked texts. */
export type Marked = null | boolean | string | readonly Marked[] | { readonly [name: string]: Marked }

/** Null for what is no JSON. */
export function readMarked(json: string): Marked | undefined {
  const marked = json.replace(TOKEN, (token) =>
    (token.startsWith('"') ? `"${TEXT}${token.slice(1)}` : `"${NUMBER}${token}"`))
  try {
    return JSON.parse(marked) as Marked
  } catch {
    return undefined
  }
}

/** A member of an object, by its name. */
export function memberOf(value: Marked | undefined, name: string): Marked | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return (value as { readonly [name: string]: Marked })[TEXT + name]
}

export function canonical(value: Marked): string {
  if (typeof value === 'string') return value[0] === NUMBER ? value.slice(1) : JSON.stringify(value.slice(1))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  // By UTF-16 code units, which is how JavaScript compares; the mark before each name changes no order.
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, each]) => `${JSON.stringify(name.slice(1))}:${canonical(each)}`).join(',')}}`
}
