// The page for operators.
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { isDrawn, open, overlapping, server, VIEWS } from './browser'

const healthy = (page: Page): Locator => page.locator('article', { hasText: '✓healthy' })

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test('operators see how everything stands', async () => {
    const { page, isQuiet, isAccessible, close } = await open('/operations', view)
    await page.getByText('it could record and answer now', { exact: false }).waitFor()
    await page.getByRole('link', { name: 'patient index' }).waitFor()
    await page.getByText('what was recorded', { exact: true }).waitFor()
    await expect.poll(() => healthy(page).count()).toBe(3)
    expect(await overlapping(page, 'main h2, main td, main th, main article')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })
})

test('The numbers are those of the API', async () => {
  const { page, close } = await open('/operations')
  const answer = await (await fetch(`${server()}/api/projections`)).json() as { projections: { name: string; position: number }[] }
  for (const projection of answer.projections) {
    const row = page.getByRole('row', { name: projection.name.replaceAll('_', ' ') })
    await row.waitFor()
    expect((await row.innerText()).replaceAll('\u202f', '')).toContain(String(projection.position))
  }
  await close()
})

test('A pause is asked for only once it is confirmed, and shows', async () => {
  const { page, isQuiet, close } = await open('/operations')
  const row = page.getByRole('row', { name: 'measure values' })
  await row.getByRole('button', { name: 'Pause…' }).click()
  await page.getByRole('dialog').getByText('answers grow old').waitFor()
  await page.keyboard.press('Escape')
  await row.getByText('following').waitFor()
  await row.getByRole('button', { name: 'Pause…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
  await row.getByText('paused').waitFor()
  await row.getByRole('button', { name: 'Resume…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
  await row.getByText('following').waitFor()
  isQuiet()
  await close()
})

test('A server that is gone leaves nothing on the page that would look well', async () => {
  const { page, close } = await open('/operations')
  await page.getByRole('link', { name: 'patient index' }).waitFor()
  await expect.poll(() => healthy(page).count()).toBe(3)
  await page.route('**/health/**', (route) => route.abort())
  await page.route('**/api/**', (route) => route.abort())
  await page.getByText('The server does not answer').first().waitFor()
  await page.getByText('n/r').first().waitFor()
  expect(await healthy(page).count()).toBe(0)
  await page.getByText('server away').waitFor({ timeout: 15_000 })
  await close()
})
