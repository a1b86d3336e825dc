import { expect, test } from 'vitest'
import { moved, onScreen } from '../src/ui/window'

test('Only rows near the screen are drawn', () => {
  expect(onScreen(5000, 40, 200, 800)).toEqual({ first: 0, end: 23 })
  expect(onScreen(5000, 40, -100_000, 800)).toEqual({ first: 2492, end: 2528 })
  expect(onScreen(3, 40, 200, 800)).toEqual({ first: 0, end: 3 })
  expect(onScreen(3, 40, -9000, 800)).toEqual({ first: 3, end: 3 })
})

test('Keys stay within the rows', () => {
  expect(moved('ArrowUp', 0, 9, 5)).toBe(0)
  expect(moved('PageDown', 6, 9, 5)).toBe(8)
  expect(moved('End', 0, 9, 5)).toBe(8)
  expect(moved('x', 0, 9, 5)).toBeNull()
})
