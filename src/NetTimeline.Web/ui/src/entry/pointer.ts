// Reading and changing a JSON value by pointer (RFC 6901), pure: what is changed is made anew, the rest is shared.
import { escaped, isList, isObject, type Json, type JsonObject } from './json'

export function at(value: Json | undefined, pointer: string): Json | undefined {
  return parts(pointer).reduce<Json | undefined>(member, value)
}

/**
 * With another value at a pointer. Undefined takes it out, and with it any object that held nothing else: an empty
 * object says nothing. Items of a list stay in their places.
 */
export function put(value: Json | undefined, pointer: string, to: Json | undefined): Json | undefined {
  return changed(value, parts(pointer), to)
}

/** Under a pointer, of an object's member or a list's item. */
export function below(pointer: string, name: string | number): string {
  return `${pointer}/${typeof name === 'number' ? name : escaped(name)}`
}

/** A list without one of its items; none at all where it was the last. */
export function withoutItem(list: readonly Json[], index: number): readonly Json[] | undefined {
  return list.length === 1 ? undefined : list.filter((_, each) => each !== index)
}

function changed(value: Json | undefined, path: readonly string[], to: Json | undefined): Json | undefined {
  const [name, ...rest] = path
  if (name === undefined) return to
  const next = changed(member(value, name), rest, to)
  if (isList(value)) return value.map((each, index) => (String(index) === name ? (next ?? '') : each))
  const object = isObject(value) ? value : {}
  return next === undefined ? without(object, name) : { ...object, [name]: next }
}

function without(object: JsonObject, name: string): JsonObject | undefined {
  const left = Object.entries(object).filter(([each]) => each !== name)
  return left.length === 0 ? undefined : Object.fromEntries(left)
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (isList(value)) return value[Number(name)]
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function parts(pointer: string): string[] {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
