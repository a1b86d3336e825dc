// What an entry can say, taken from the API's description while the page is built, so that the forms are never older
// than the API. The whole description is forty times as large.
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import type { Book, Member, Type } from '../src/entry/book.ts'

const NAME = 'virtual:entry-schemas'
const source = new URL('../../../../docs/api/openapi.json', import.meta.url)
const ROOTS = ['Enrolment', 'AmendEntry', 'RedateEntry', 'RetractEntry']

export function entrySchemas(): Plugin {
  return {
    name: NAME,
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null
      this.addWatchFile(source.pathname)
      return `export const book = ${JSON.stringify(bookOf(readFileSync(source, 'utf8')))}`
    },
  }
}

interface Node {
  readonly $ref?: string
  readonly type?: string
  readonly pattern?: string
  readonly description?: string
  readonly const?: string
  readonly enum?: readonly string[]
  readonly items?: Node
  readonly oneOf?: readonly Node[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
}

/** Kinds of entry, and the members of every record that they, and corrections, are made of. */
function bookOf(text: string): Book {
  const schemas = (JSON.parse(text) as { components: { schemas: Record<string, Node> } }).components.schemas
  const kinds = Object.fromEntries((schemas['Entry']?.oneOf ?? []).map((each) => {
    const name = nameOf(each)
    return [schemas[name]?.properties?.['kind']?.const ?? name, name]
  }))
  const records: Record<string, Member[]> = {}
  const wanted = [...ROOTS, ...Object.values(kinds)]
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (records[name]) continue
    const node = schemas[name]
    const object = node?.properties ? node : node?.oneOf?.find((each) => each.properties)
    records[name] = membersOf(object)
    wanted.push(...Object.values(object?.properties ?? {}).flatMap(referred).filter((each) => each !== 'Entry'))
  }
  return { kinds, records }
}

function membersOf(node: Node | undefined): Member[] {
  return Object.entries(node?.properties ?? {}).map(([name, of]) =>
    ({ name, type: typeOf(of), ...(node?.required?.includes(name) ? { must: true } : {}) }))
}

function typeOf(node: Node): Type {
  if (node.$ref) return { is: 'record', name: nameOf(node) }
  if (node.items) return { is: 'list', of: typeOf(node.items) }
  if (node.enum) return { is: 'word', of: node.enum }
  if (node.const) return { is: 'fixed' }
  if (node.pattern) return { is: 'key' }
  if (node.type === 'number' || node.type === 'integer') return { is: 'number' }
  if (node.type === 'boolean') return { is: 'truth' }
  if (node.description?.startsWith('A length of time')) return { is: 'length' }
  return { is: 'text' }
}

function referred(node: Node): string[] {
  return node.$ref ? [nameOf(node)] : node.items ? referred(node.items) : []
}

function nameOf(node: Node): string {
  return node.$ref?.split('/').at(-1) ?? ''
}
