// JSON as it was written: numbers keep every digit (4.50 is not 4.5), members their order, and each value knows where
// in the text it stands. JSON.parse knows none of this.

/** A number, in the digits it was written in. */
export class Numeral {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Json = null | boolean | string | Numeral | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [name: string]: Json
}

/** From one character of the text to another, which is not included. */
export interface Place {
  readonly from: number
  readonly to: number
}

export interface ReadJson {
  readonly value: Json
  /** By JSON pointer. */
  readonly places: ReadonlyMap<string, Place>
}

export interface NotJson {
  readonly wrong: string
  readonly at: number
}

export function readJson(text: string): ReadJson | NotJson {
  const reader = new Reader(text)
  try {
    return { value: reader.whole(), places: reader.places }
  } catch (error) {
    if (error instanceof Wrong) return { wrong: error.message, at: reader.at }
    throw error
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Numeral)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** A number where the text is one as JSON has it; else the text, of which the API then says what is wrong. */
export function numeral(text: string): Numeral | string {
  const digits = text.trim()
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(digits) ? new Numeral(digits) : text
}

const LINE_MAX = 88

/** What is short stands in one line. */
export function writeJson(value: Json, indent = ''): string {
  const short = oneLine(value)
  if (short.length + indent.length <= LINE_MAX && !isNested(value)) return short
  const inner = `${indent}  `
  if (isList(value)) {
    return `[\n${value.map((each) => inner + writeJson(each, inner)).join(',\n')}\n${indent}]`
  }
  if (!isObject(value)) return short
  const members = Object.entries(value).map(([name, each]) =>
    `${inner}${JSON.stringify(name)}: ${writeJson(each, inner)}`)
  return `{\n${members.join(',\n')}\n${indent}}`
}

function oneLine(value: Json): string {
  if (value instanceof Numeral) return value.text
  if (isList(value)) return `[${value.map(oneLine).join(', ')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${oneLine(each)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** The outermost object of an entry is easier to read when each member has its line. */
function isNested(value: Json): boolean {
  return isObject(value) && Object.keys(value).length > 3
}

class Wrong extends Error {}

class Reader {
  at = 0
  readonly places = new Map<string, Place>()
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  whole(): Json {
    const value = this.#value('')
    if (this.at < this.#text.length) throw new Wrong('Something stands after the end.')
    return value
  }

  #value(pointer: string): Json {
    this.#space()
    const from = this.at
    const value = this.#one(pointer)
    this.places.set(pointer, { from, to: this.at })
    this.#space()
    return value
  }

  #one(pointer: string): Json {
    switch (this.#text[this.at]) {
      case '{':
        return this.#object(pointer)
      case '[':
        return this.#list(pointer)
      case '"':
        return this.#string()
      case undefined:
        throw new Wrong('The text ends too early.')
    }
    const word = this.#take(/true|false|null/y)
    if (word) return word === 'null' ? null : word === 'true'
    const digits = this.#take(/-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y)
    if (digits) return new Numeral(digits)
    throw new Wrong('A value is expected here: an object, a list, a text in quotes, a number, true, false or null.')
  }

  #object(pointer: string): JsonObject {
    const members: [string, Json][] = []
    const names = new Set<string>()
    this.at++
    this.#space()
    while (!this.#skip('}')) {
      if (members.length > 0) this.#must(',', 'A comma or } is expected here.')
      this.#space()
      const name = this.#text[this.at] === '"' ? this.#string() : null
      if (name === null) throw new Wrong('The name of a member is expected here, in quotes.')
      if (names.has(name)) throw new Wrong(`The member ${name} stands here twice.`)
      names.add(name)
      this.#space()
      this.#must(':', 'A colon is expected here.')
      members.push([name, this.#value(`${pointer}/${escaped(name)}`)])
    }
    return Object.fromEntries(members)
  }

  #list(pointer: string): readonly Json[] {
    const items: Json[] = []
    this.at++
    this.#space()
    while (!this.#skip(']')) {
      if (items.length > 0) this.#must(',', 'A comma or ] is expected here.')
      items.push(this.#value(`${pointer}/${items.length}`))
    }
    return items
  }

  #string(): string {
    const token = this.#take(/"(?:[^"\\\u0000-\u001f]|\\.)*"/y)
    try {
      if (token) return JSON.parse(token) as string
    } catch {
      // An escape that there is not.
    }
    throw new Wrong('This text does not end in a quote, or holds what must be escaped.')
  }

  #space(): void {
    this.#take(/[ \t\r\n]*/y)
  }

  #skip(sign: string): boolean {
    const found = this.#text[this.at] === sign
    if (found) this.at++
    return found
  }

  #must(sign: string, sentence: string): void {
    if (!this.#skip(sign)) throw new Wrong(sentence)
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)?.[0]
    if (found) this.at += found.length
    return found
  }
}

/** A name as a part of a JSON pointer, RFC 6901. */
export function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
