// Notes are read and verified as the published vectors and the formats of C2SP say.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromBase64, hex, type Bytes } from '../src/proof/bytes'
import { parseCheckpoint, parseKey, parseKeys, parseNote, rawOf, verifyNote } from '../src/proof/note'

const vectors = join(import.meta.dirname, '../../../../tests/reference-values/ledger')
const read = <T>(name: string): T => JSON.parse(readFileSync(join(vectors, name), 'utf8')) as T

const published = read<{
  ecdsa: { name: string; key: string; note: string; accepted: boolean }[]
  keys: { name: string; key: string; accepted: boolean }[]
  ed25519NotVerified: { key: string; note: string }[]
}>('notes.json')

async function isAccepted(note: string, key: string): Promise<boolean> {
  const [parsed, known] = [parseNote(note), await parseKey(key)]
  return parsed !== null && known !== null && await verifyNote(parsed, [known]) === 'signed'
}

test.each(published.ecdsa)('A note of a log out there, $name, verifies as published', async ({ key, note, accepted }) =>
  expect(await isAccepted(note, key)).toBe(accepted))

test.each(published.keys)('A key is read as published: $name', async ({ key, accepted }) => {
  // Keys of other kinds are keys, and nothing can be verified by them here.
  const isEcdsa = fromBase64(key.split('+').slice(2).join('+'))?.[0] === 2
  expect(await parseKey(key) !== null).toBe(accepted && isEcdsa)
})

test('Whatever is signed by keys of other kinds alone is signed by nobody who is known', async () => {
  const [example] = published.ed25519NotVerified
  expect(await parseKey(example!.key)).toBeNull()
  expect(await verifyNote(parseNote(example!.note)!, [])).toBe('by-nobody-known')
})

describe('A note that was altered', () => {
  const { key, note } = published.ecdsa[0]!

  test('in its text is forged, also where another signs beside', async () => {
    const altered = note.replace('798034', '798035')
    expect(await verifyNote(parseNote(altered)!, [(await parseKey(key))!])).toBe('forged')
    const beside = `${altered}${note.split('\n').at(-2)!.replace('rekor.sigstore.dev', 'somebody.else')}\n`
    expect(await verifyNote(parseNote(beside)!, [(await parseKey(key))!])).toBe('forged')
  })

  test('in its form is no note', () => {
    for (const altered of [note.trimEnd(), note.replace('\n\n', '\n'), note.replace('— ', '- '), `${note} `,
      note.replace('\n\n', '\t\n\n'), note.replace(/.\n$/, '\n')]) expect(parseNote(altered), altered).toBeNull()
  })
})

test('Checkpoints are read as published, but for roots that are none here', () => {
  const { log } = read<{ log: string[] }>('checkpoints.json')
  expect(log.map((note) => parseCheckpoint(parseNote(note)!.text)?.size)).toEqual(log.map((_, size) => size))
})

test('A checkpoint has one spelling', () => {
  const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
  expect(parseCheckpoint(`o\n0\n${root}\n`)).not.toBeNull()
  expect(parseCheckpoint(`o\n0\n${root}\nmore\n`)).not.toBeNull()
  for (const wrong of [`o\n00\n${root}\n`, `o\n-1\n${root}\n`, `o\n1e3\n${root}\n`, `o\n0\n${root}`, `\n0\n${root}\n`,
    `o\n0\n${root.replace('U=', 'V=')}\n`, `o\n0\nAAAA\n`, `o\n0\n${root}\n\n`]) expect(parseCheckpoint(wrong)).toBeNull()
})

test('Of the lines of keys those that verify are taken', async () => {
  const [ecdsa, other] = [published.ecdsa[0]!.key, published.ed25519NotVerified[0]!.key]
  expect((await parseKeys(`0 7 ${ecdsa}\n7 - ${other}\n`)).map((key) => key.name)).toEqual(['rekor.sigstore.dev'])
})

describe('A signature in DER', () => {
  const raw = (text: string): string | null => {
    const found = rawOf(Uint8Array.from(Buffer.from(text, 'hex')) as Bytes)
    return found && hex(found)
  }

  test('comes out at full length', () => {
    expect(raw('3006020101020102')).toBe(`${'00'.repeat(31)}01${'00'.repeat(31)}02`)
    expect(raw('300702020080020102')).toBe(`${'00'.repeat(31)}80${'00'.repeat(31)}02`)
  })

  test('is refused in any other spelling', () => {
    for (const wrong of ['', '30', '3006020101', '300602010102010200', '3007020200010201 02'.replace(' ', ''),
      '3006020181020102', '3006030101020102', '3005020102 00'.replace(' ', ''), `3026022100${'ff'.repeat(33)}020102`]) {
      expect(raw(wrong), wrong).toBeNull()
    }
  })
})
