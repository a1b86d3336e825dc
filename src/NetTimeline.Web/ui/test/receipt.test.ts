// A receipt that a server gave, and what is noticed when it is altered.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../src/proof/bytes'
import { parseKeys, parseNote, verifyNote } from '../src/proof/note'
import { checkReceipt, type Claim } from '../src/proof/receipt'

const answers = JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')) as
  { line: Claim; receipt: string; keys: string }
const { line, receipt } = answers

async function whatOf(text: string, claim: Claim = line): Promise<string> {
  const found = await checkReceipt(text, claim)
  return found.kind === 'mismatch' ? found.what : found.kind
}

type Receipt = { entry: string; proof: string[]; index: number; checkpoint: string; opening?: object | undefined }
const altered = (change: (receipt: Receipt) => Partial<Receipt>): string => {
  const whole = JSON.parse(receipt) as Receipt
  return JSON.stringify({ ...whole, ...change(whole) })
}

/** One bit of it is another. */
function bent(base64: string, at: number): string {
  const bytes = fromBase64(base64)!
  bytes[at]! ^= 1
  return toBase64(bytes)
}

test('A receipt leads from its content to the root that is signed', async () => {
  const found = await checkReceipt(receipt, line)
  expect(found).toMatchObject({ kind: 'included', siblings: 8, content: 'as recorded' })
  if (found.kind !== 'included') return
  expect(await verifyNote(parseNote(found.checkpoint)!, await parseKeys(answers.keys))).toBe('signed')
})

test('Without its content it says that nothing of it was checked', async () =>
  expect(await checkReceipt(altered(() => ({ opening: undefined })), line)).toMatchObject({ content: null }))

test('What was erased is said to be, and nothing more', async () =>
  expect(await checkReceipt(altered(() => ({ opening: { erased: true } })), line)).toMatchObject({ content: 'erased' }))

describe('A mismatch is', () => {
  test('another leaf', async () => {
    expect(await whatOf(altered(({ entry }) => ({ entry: bent(entry, 100) })))).toContain('does not lead')
    expect(await whatOf(altered(({ entry }) => ({ entry: bent(entry, 0) })))).toContain('cannot be read')
  })

  test.each([0, 3, 7])('another sibling, the one at %i', async (at) =>
    expect(await whatOf(altered(({ proof }) => ({ proof: proof.with(at, bent(proof[at]!, 5)) })))).toContain('does not lead'))

  test('another head', async () => {
    const forged = altered(({ checkpoint }) => ({ checkpoint: checkpoint.replace(/\n([\w+/]{43}=)\n/, (_, root: string) =>
      `\n${bent(root, 3)}\n`) }))
    expect(await whatOf(forged)).toContain('does not lead')
  })

  test('another signature, which whoever verifies the head notices', async () => {
    const note = (JSON.parse(receipt) as Receipt).checkpoint
    const [dash, name, signature] = note.split('\n').at(-2)!.split(' ')
    const forged = note.replace(`${dash} ${name} ${signature}`, `${dash} ${name} ${bent(signature!, 40)}`)
    expect(await verifyNote(parseNote(forged)!, await parseKeys(answers.keys))).toBe('forged')
  })

  test('what the page shows and the log has not: another event, version, time or place', async () => {
    expect(await whatOf(receipt, { ...line, id: line.id.replace(/.$/, 'x') })).toContain('another event')
    expect(await whatOf(receipt, { ...line, version: line.version + 1 })).toContain(`as version ${line.version}`)
    expect(await whatOf(receipt, { ...line, recordedAt: '2026-11-22T06:51:54.757368Z' })).toContain('another time')
    expect(await whatOf(receipt, { ...line, position: line.position + 1 })).toContain('another place')
    expect(await whatOf(altered(({ index }) => ({ index: index + 1 })), { ...line, index: line.index + 1 }))
      .toContain('does not lead')
  })

  test('content that is not what was recorded, be it by a digit', async () => {
    expect(await whatOf(receipt.replace('"albumin"', '"Albumin"'))).toContain('content is not')
    expect(await whatOf(receipt.replace('"actor":"demo"', '"actor":"somebody"'))).toContain('Who, when and why')
    expect(await whatOf(receipt.replace(/("value":\d+)\.(\d)/, '$1.$20'))).toContain('content is not')
  })

  test('what is no receipt', async () => expect(await whatOf('{')).toContain('cannot be read'))
})
