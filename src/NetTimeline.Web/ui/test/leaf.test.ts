// What a receipt of the server holds: an entry, what opens it, and content whose numbers keep their digits.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromBase64 } from '../src/proof/bytes'
import { canonical, memberOf, readMarked } from '../src/proof/canonical'
import { microseconds, opens, readEntry } from '../src/proof/entry'

const answers = JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')) as {
  line: { id: string; version: number; recordedAt: string }; receipt: string
}
const receipt = JSON.parse(answers.receipt) as { entry: string; opening: { payloadNonce: string; envelopeNonce: string } }

describe('An entry', () => {
  const bytes = fromBase64(receipt.entry)!

  test('says of which event it is, as the how-manieth of its stream, and when it was recorded', () => {
    const entry = readEntry(bytes)!
    expect([entry.event, entry.version, entry.recordedAtUs])
      .toEqual([answers.line.id, answers.line.version, microseconds(answers.line.recordedAt)])
  })

  test('is not read where nobody writes it so', () => {
    const altered = (at: number, to: number): boolean => readEntry(Uint8Array.from(bytes.with(at, to))) === null
    expect([altered(0, 0), altered(4, 0), altered(4, 7), altered(5, 1), altered(7, 1)]).toEqual(Array(5).fill(true))
    expect(readEntry(bytes.slice(1))).toBeNull()
  })

  test('is opened by what was recorded, and by nothing else', async () => {
    const [entry, opening] = [readEntry(bytes)!, memberOf(readMarked(answers.receipt), 'opening')]
    const content = (part: 'envelope' | 'payload'): string => canonical(memberOf(opening, part)!)
    const { payloadNonce, envelopeNonce } = receipt.opening
    expect(await opens(entry, 'payload', payloadNonce, content('payload'))).toBe(true)
    expect(await opens(entry, 'envelope', envelopeNonce, content('envelope'))).toBe(true)
    expect(await opens(entry, 'envelope', payloadNonce, content('envelope'))).toBe(false)
    expect(await opens(entry, 'payload', payloadNonce, content('payload').replace(/\d/, 'x'))).toBe(false)
    expect(await opens(entry, 'payload', 'AAAA', content('payload'))).toBe(false)
  })
})

describe('Canonical JSON', () => {
  const spelled = (json: string): string => canonical(readMarked(json)!)

  test('sorts names, drops white space and keeps the digits of numbers', () =>
    expect(spelled('{ "b": 1.10, "a": [ -0.50, 12345678901234567890.10, true, null ], "": {} }'))
      .toBe('{"":{},"a":[-0.50,12345678901234567890.10,true,null],"b":1.10}'))

  test('takes a text for a text, whatever it looks like', () => {
    expect(spelled('["1.10", "n1", "s", "a\\"1\\\\", "\\u00e4\\u0041/\\/"]')).toBe('["1.10","n1","s","a\\"1\\\\","äA//"]')
    expect(spelled('{"n1": "2", "1": 2}')).toBe('{"1":2,"n1":"2"}')
  })

  test('sorts by UTF-16 code units, as RFC 8785 does', () =>
    expect(spelled('{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}'))
      .toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'))

  test('is not made of what is no JSON', () =>
    expect(['{', '{a:1}', '"', '1 2'].map((text) => readMarked(text))).toEqual(Array(4).fill(undefined)))
})

test('A moment is read to the microsecond', () => {
  expect(microseconds('1970-01-01T00:00:01.5Z')).toBe(1_500_000n)
  expect(microseconds('2026-11-22T06:55:30Z')).toBe(BigInt(Date.UTC(2026, 10, 22, 6, 55, 30)) * 1000n)
  expect([microseconds('2026-11-22'), microseconds('2026-11-22T06:55:30.1234567Z')]).toEqual([null, null])
})
