import { expect, test } from 'vitest'
import { aheadOf } from '../src/api/clock.svelte'

const SAID = 'Sun, 22 Nov 2026 07:00:00 GMT'
const at = Date.parse(SAID)

test('A clock is as far off as question and answer leave no doubt', () => {
  expect(aheadOf(SAID, at - 200, at + 300)).toBe(0)
  // The date is cut to the second before.
  expect(aheadOf(SAID, at + 900, at + 950)).toBe(0)
  expect(aheadOf(SAID, at + 300_999, at + 301_200)).toBe(300_000)
  expect(aheadOf(SAID, at - 90_100, at - 90_000)).toBe(-90_000)
  // A slow answer proves nothing.
  expect(aheadOf(SAID, at - 50_000, at + 50_000)).toBe(0)
})

test('An answer without a date says nothing of clocks', () => {
  expect(aheadOf(null, at, at)).toBeNull()
  expect(aheadOf('yesterday', at, at)).toBeNull()
})
