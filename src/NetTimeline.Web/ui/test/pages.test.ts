import { expect, test } from 'vitest'
import type { Outcome } from '../src/api/client'
import { Pages, type Page } from '../src/api/pages.svelte'

const answered = (rows: number[], next: number | null): Outcome<Page<number>> =>
  ({ kind: 'answered', status: 200, body: { rows, next }, text: '', tag: null, replayed: false })

const settled = (): Promise<void> => new Promise((done) => setTimeout(done))

test('Pages hang together, and empty ones are passed over', async () => {
  const pages = new Pages<number>()
  const turns: (number | null)[] = []
  const answers = [answered([9, 8], 8), answered([], 5), answered([3], null)]
  pages.ask(async (after) => (turns.push(after), answers[turns.length - 1]!))
  await settled()
  expect([pages.rows, pages.whole]).toEqual([[9, 8], false])
  pages.more()
  await settled()
  expect([pages.rows, pages.whole, turns]).toEqual([[9, 8, 3], true, [null, 8, 5]])
})

test('A failure keeps what is there and is not called the whole', async () => {
  const pages = new Pages<number>()
  let gone = false
  pages.ask(async () => (gone ? { kind: 'unreachable' } : answered([1], 1)))
  await settled()
  gone = true
  pages.more()
  await settled()
  expect([pages.rows, pages.whole, pages.failure?.kind]).toEqual([[1], false, 'unreachable'])
  gone = false
  pages.again()
  await settled()
  expect([pages.rows, pages.failure]).toEqual([[1, 1], null])
})

test('Whoever answers empty pages for ever is not asked for ever', async () => {
  const pages = new Pages<number>()
  let turns = 0
  pages.ask(async () => answered([], ++turns))
  await settled()
  expect([turns, pages.next, pages.busy]).toEqual([20, 20, false])
})
