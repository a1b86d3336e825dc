// Whoever rewrites a log contradicts a head that the browser saw.
import { describe, expect, test } from 'vitest'
import { see, thinned, type Head, type Memory, type Seen } from '../src/proof/heads'
import { read } from '../src/proof/memory'
import { TestLog } from './tree'

const NOW = '2026-11-22T07:00:00.000Z'
const ORIGIN = 'clinic.example/events'
const leaves = (count: number, from = 0): string[] => Array.from({ length: count }, (_, at) => `leaf ${from + at}`)

const look = async (log: TestLog, memory: Memory | null): Promise<Seen> =>
  see(await log.note(), await log.keys(), memory, log.prove, NOW)

/** What a browser remembers that saw the log at these sizes. */
async function visited(log: TestLog, ...sizes: number[]): Promise<Memory> {
  const all = log.leaves
  let memory: Memory | null = null
  for (const size of sizes) {
    log.leaves = all.slice(0, size)
    const seen = await look(log, memory)
    if (seen.kind !== 'verified') throw new Error(JSON.stringify(seen))
    memory = seen.memory
  }
  log.leaves = all
  return memory!
}

const whatOf = (seen: Seen): string => (seen.kind === 'mismatch' ? seen.what : seen.kind)

describe('A log that only grows', () => {
  test('is verified at each visit, whatever its sizes', async () => {
    const log = new TestLog(ORIGIN, leaves(40))
    const memory = await visited(log, 1, 2, 3, 7, 8, 9, 16, 33, 39, 40)
    expect(memory.heads.map((head) => head.size)).toEqual([1, 2, 3, 7, 8, 9, 16, 33, 39, 40])
  })

  test('is verified too where an older head comes late', async () => {
    const log = new TestLog(ORIGIN, leaves(20))
    const memory = await visited(log, 20)
    const seen = await see(await log.note(13), await log.keys(), memory, log.prove, NOW)
    expect(seen).toMatchObject({ kind: 'verified', memory, head: { size: 20 } })
  })

  test('says since when it was seen', async () => {
    const log = new TestLog(ORIGIN, leaves(9))
    expect(await look(log, null)).toMatchObject({ kind: 'verified', since: null })
    expect(await look(log, await visited(log, 5))).toMatchObject({ kind: 'verified', since: { size: 5 }, head: { size: 9 } })
  })
})

describe('A mismatch', () => {
  test('is a leaf that was rewritten; the first bad one is narrowed down by all heads seen', async () => {
    const log = new TestLog(ORIGIN, leaves(40))
    const memory = await visited(log, 10, 20, 30)
    log.leaves = log.leaves.with(16, 'another')
    expect(await look(log, memory)).toEqual({
      kind: 'mismatch', what: 'The log does not begin any more with the 30 leaves that this browser saw.',
      first: { from: 11, to: 20 },
    })
    log.leaves = leaves(30).with(3, 'another')
    expect(await look(log, memory)).toMatchObject({ kind: 'mismatch', first: { from: 1, to: 10 } })
  })

  test('is a log that ends before what was seen', async () => {
    const log = new TestLog(ORIGIN, leaves(20))
    const memory = await visited(log, 12, 20)
    log.leaves = leaves(15)
    expect(await look(log, memory)).toEqual({
      kind: 'mismatch', what: 'The log has 15 signed leaves; this browser saw 20.', first: { from: 13, to: 20 },
    })
  })

  test('is another database at the same address', async () => {
    const memory = await visited(new TestLog(ORIGIN, leaves(5)), 5)
    expect(whatOf(await look(new TestLog('else.example/events', leaves(9)), memory))).toContain('This is another log')
  })

  test('is the same log by another key', async () => {
    const log = new TestLog(ORIGIN, leaves(5))
    expect(whatOf(await look(new TestLog(ORIGIN, leaves(5)), await visited(log, 5)))).toContain('not signed by the key')
  })

  test('is a head, a signature or a sibling that was altered', async () => {
    const log = new TestLog(ORIGIN, leaves(21))
    const [note, keys, memory] = [await log.note(), await log.keys(), await visited(log, 13)]
    const heard = (altered: string): Promise<Seen> => see(altered, keys, memory, log.prove, NOW)
    expect(whatOf(await heard(note.replace('\n21\n', '\n22\n')))).toContain('signature')
    expect(whatOf(await heard(note.replace(/(.{8})(=*)\n$/, 'AAAAAAAA$2\n')))).toMatch(/signature|is none/)
    expect(whatOf(await heard('no note'))).toContain('is none')
    const lie: typeof log.prove = async (from, to) => {
      const answer = await log.prove(from, to)
      return answer.kind === 'answered'
        ? { ...answer, body: { ...answer.body, proof: answer.body.proof!.toReversed() } } : answer
    }
    expect((await see(note, keys, memory, lie, NOW)).kind).toBe('mismatch')
  })
})

describe('Nothing is called wrong', () => {
  test('where the server does not answer', async () => {
    const log = new TestLog(ORIGIN, leaves(9))
    const memory = await visited(log, 5)
    const silent = async (): Promise<{ kind: 'unreachable' }> => ({ kind: 'unreachable' })
    expect((await see(await log.note(), await log.keys(), memory, silent, NOW)).kind).toBe('unchecked')
  })

  test('where there is no key to verify by', async () =>
    expect((await see(await new TestLog(ORIGIN, leaves(3)).note(), '', null, new TestLog(ORIGIN, []).prove, NOW)).kind)
      .toBe('unchecked'))

  test('where a log began anew: that is told, and left to the reader', async () => {
    const memory = await visited(new TestLog(ORIGIN, leaves(5)), 5)
    const seen = await look(new TestLog(`${ORIGIN}/e1`, leaves(2)), memory)
    expect(seen).toMatchObject({ kind: 'anew', before: memory, head: { size: 2 } })
    expect(whatOf(await look(new TestLog(ORIGIN, leaves(5)), await visited(new TestLog(`${ORIGIN}/e1`, leaves(2)), 2))))
      .toContain('This is another log')
  })
})

test('Of many heads the newest and the oldest stay, the older the fewer', () => {
  const heads: Head[] = Array.from({ length: 500 }, (_, at) => ({ size: at + 1, root: '', seenAt: NOW }))
  const kept = heads.reduce<readonly Head[]>((all, head) => thinned([...all, head]), [])
  const sizes = kept.map((head) => head.size)
  expect(sizes).toHaveLength(16)
  expect([sizes[0], sizes.at(-1)]).toEqual([1, 500])
  expect(sizes.filter((size) => size > 400).length).toBeGreaterThan(5)
  expect(sizes.filter((size) => size <= 250).length).toBeGreaterThan(1)
})

test('What was kept is read again, and what is none counts as nothing', () => {
  const memory: Memory = { origin: ORIGIN, key: 'k', heads: [{ size: 1, root: 'r', seenAt: NOW }] }
  const alarm = { what: 'w', where: null, at: NOW, position: null }
  expect(read(JSON.stringify({ memory, alarm }))).toEqual({ memory, alarm })
  const nothing = { memory: null, alarm: null }
  for (const text of [null, '', '{', '1', '{}', '{"memory":{"origin":1}}', '{"memory":{"origin":"o","key":"k","heads":[]}}']) {
    expect(read(text)).toEqual(nothing)
  }
})
