// Going from the form to JSON and back loses nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isObject, numeral, Numeral, readJson, writeJson, type Json } from '../src/entry/json'
import { at, below, put, withoutItem } from '../src/entry/pointer'

const value = (text: string): Json => {
  const read = readJson(text)
  if ('wrong' in read) throw new Error(read.wrong)
  return read.value
}

const reports = ['calcitonin-pannen', 'omori-2020'].flatMap((name) =>
  readFileSync(join(import.meta.dirname, '../../../../tests/case-reports', name, 'input.ndjson'), 'utf8')
    .trim().split('\n'))

describe('JSON', () => {
  test.each(['4.50', '-0.1', '12345678901234567890.123456789', '0', '1e5'])('keeps the digits of %s', (digits) =>
    expect(writeJson(value(digits))).toBe(digits))

  test('keeps the order of members, whatever they are called', () => {
    const text = '{"b": 1, "__proto__": {"x": 2}, "a": 3}'
    expect(JSON.stringify(JSON.parse(writeJson(value(text))))).toBe('{"b":1,"__proto__":{"x":2},"a":3}')
  })

  test('reads every line of both case reports as JSON.parse does, and writes it again', () => {
    for (const line of reports) expect(JSON.parse(writeJson(value(line)))).toEqual(JSON.parse(line))
    expect(reports.length).toBeGreaterThan(150)
  })

  test('knows where each value stands', () => {
    const text = '{ "a": [1, {"b/c": "x"}] }'
    const read = readJson(text)
    const place = 'places' in read ? read.places.get('/a/1/b~1c') : undefined
    expect(text.slice(place?.from, place?.to)).toBe('"x"')
  })

  test.each([
    ['{"a": }', 6, 'A value is expected'], ['{"a": 1', 7, 'A comma or }'], ['{"a": 1} x', 9, 'after the end'],
    ['', 0, 'ends too early'], ['{"a": 1, "a": 2}', 12, 'twice'], ['["x]', 1, 'does not end in a quote'],
    ['{a: 1}', 1, 'in quotes'], ['[1 2]', 3, 'A comma or ]'], ['"\\x"', 4, 'must be escaped'], ['[01]', 2, 'A comma'],
  ])('says what is wrong with %s and where', (text, place, words) =>
    expect(readJson(text)).toEqual({ at: place, wrong: expect.stringContaining(words) }))

  test('takes as a number only what is one', () => {
    expect(numeral(' 4.50 ')).toEqual(new Numeral('4.50'))
    for (const text of ['4,5', '.5', '5.', '1e3', '+1', 'x']) expect(numeral(text)).toBe(text)
  })
})

describe('A change by pointer', () => {
  const entry = value('{"a": {"b": 1}, "list": ["x", "y"], "c": "d"}')

  test('makes the objects on its way', () =>
    expect(writeJson(put(entry, '/e/f', 'g')!)).toBe('{\n  "a": { "b": 1 },\n  "list": ["x", "y"],\n  "c": "d",\n'
      + '  "e": { "f": "g" }\n}'))

  test('takes out what then says nothing, and leaves items in their places', () => {
    expect(writeJson(put(entry, '/a/b', undefined)!)).toBe('{ "list": ["x", "y"], "c": "d" }')
    expect(at(put(entry, '/list/0', undefined), '/list')).toEqual(['', 'y'])
    expect(withoutItem(['x', 'y'], 0)).toEqual(['y'])
    expect(withoutItem(['x'], 0)).toBeUndefined()
  })

  test('to what is there already changes nothing, anywhere in both case reports', () => {
    const each = (of: Json, pointer: string, whole: Json): void => {
      expect(put(whole, pointer, of)).toEqual(whole)
      const members = Array.isArray(of) ? of.map((item, index) => [index, item] as const)
        : isObject(of) ? Object.entries(of) : []
      for (const [name, member] of members) each(member, below(pointer, name), whole)
    }
    for (const line of reports) each(value(line), '', value(line))
  })
})
