// Who did what and why, and who was shown it.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDrawn, open as openAt, overlapping, VIEWS, type Opened, type View } from './browser'
import { record } from './recorded'
import { start, type Demo } from './server'

let demo: Demo

beforeAll(async () => {
  demo = await start()
  await record(demo.url)
}, 120_000)

afterAll(() => demo.end())

const open = (path: string, view?: View, prepare?: (page: Page) => Promise<void>): Promise<Opened> =>
  openAt(path, view, prepare, demo.url)

const rows = (page: Page): Locator => page.getByRole('grid').locator('tbody tr:not(.gap)')
const card = (page: Page): Locator => page.getByRole('complementary')
const lineOf = async (patient: string, change: string): Promise<number> => {
  const answer = await fetch(`${demo.url}/api/ledger/log?patient=${patient}&change=${change}`)
  return ((await answer.json()) as { lines: { position: number }[] }).lines[0]!.position
}

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test('the change log stands, with a line open', async () => {
    const line = await lineOf('audited', 'amendment')
    const { page, isQuiet, isAccessible, close } = await open(`/audit?line=${line}`, view)
    await page.getByText('members unchanged').waitFor()
    await page.getByText(/complete: \d+ of \d+/).waitFor()
    expect(await overlapping(page, 'aside h2, aside tbody th, aside td, aside dd, aside button')).toEqual([])
    expect(await overlapping(page, 'main h1, main header a, main .filters > *')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })

  test.each(['/patients/audited/log', '/patients/audited/access', '/audit/access'])('%s stands', async (path) => {
    const { page, isQuiet, isAccessible, close } = await open(path, view)
    await page.getByText(/complete: \d+/).waitFor()
    expect(await overlapping(page, 'main th, main td, main .filters > *, main .bar > *')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })
})

test('Every act on every record is there, and the page counts them itself', async () => {
  const all = (await (await fetch(`${demo.url}/api/ledger/log?limit=1000`)).json()) as { lines: { position: number }[] }
  const { page, isQuiet, close } = await open('/audit')
  await page.getByText(`complete: ${all.lines.length} of ${all.lines.length}`).waitFor()
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(all.lines.length + 1))
  isQuiet()
  await close()
})

test('Filters narrow the log down, stand in the address, and are taken away again', async () => {
  const { page, isQuiet, close } = await open('/audit')
  await page.getByLabel('Who', { exact: true }).fill('dr.k')
  await page.keyboard.press('Tab')
  await page.getByText('complete: 4 lines fit').waitFor()
  await page.getByLabel('Kind of change').selectOption('amendment')
  await page.getByText('complete: 1 line fits').waitFor()
  expect(page.url()).toBe(`${demo.url}/audit?actor=dr.k&change=amendment`)
  await page.reload()
  await page.getByText('complete: 1 line fits').waitFor()
  expect(await rows(page).first().innerText()).toContain('the note has the day before')
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByText(/complete: \d+ of \d+/).waitFor()
  await page.getByLabel('Late by more than').fill('365')
  await page.keyboard.press('Enter')
  await page.getByText('Nothing fits').waitFor()
  await page.getByLabel('Late by more than').fill('soon')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('backdatedDays').waitFor()
  isQuiet(/400/)
  await close()
})

test('A line opens to before and after with its reason, and to all that was done to the entry', async () => {
  const { page, isQuiet, close } = await open('/patients/audited/log?entry=operation')
  await page.getByText('complete: 3 lines fit').waitFor()
  await rows(page).nth(1).click()
  await card(page).getByText('the note has the day before').waitFor()
  const occurred = card(page).getByRole('row', { name: 'occurred' })
  expect((await occurred.getByRole('cell').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')))
    .toEqual(['–2019-05-20', '+2019-05-19'])
  await card(page).getByText('5 members unchanged').click()
  await card(page).getByRole('cell', { name: 'Dr. A' }).waitFor()
  const acts = card(page).getByRole('navigation').getByRole('listitem')
  expect(await acts.count()).toBe(3)
  await acts.nth(2).getByRole('link').click()
  await card(page).getByText('of another patient').first().waitFor()
  await card(page).getByText('does not say any more').waitFor()
  isQuiet()
  await close()
})

test('What was erased says who erased it and by what right, and nothing of what it was', async () => {
  const { page, isQuiet, close } = await open('/patients/mixed-up/log')
  await rows(page).filter({ hasText: /ERASED/ }).click()
  await card(page).getByText('GDPR Art. 17(1)(b)').waitFor()
  await card(page).getByText('of somebody else').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('appendectomy')
  isQuiet()
  await close()
})

test('An erased patient is said to be, where his log was', async () => {
  for (const path of ['/patients/withdrawn/log', '/patients/withdrawn/access']) {
    const { page, close } = await open(path)
    await page.getByText('It was erased').waitFor()
    await page.getByText(/erased at .* by dpo/).waitFor()
    expect(await page.getByRole('grid').count()).toBe(0)
    await close()
  }
})

test('Whoever looks is recorded, and reads it the next time', async () => {
  const { page, isQuiet, close } = await open('/patients/audited/log')
  await page.getByText(/complete: \d/).waitFor()
  await page.getByRole('link', { name: 'Who looked' }).click()
  await rows(page).filter({ hasText: 'Change log' }).first().waitFor()
  await page.getByLabel('Who', { exact: true }).fill('nobody')
  await page.keyboard.press('Tab')
  await page.getByText('Nothing fits').waitFor()
  isQuiet()
  await close()
})

test('The report and the bundle are had from the patient’s log', async () => {
  const { page, close } = await open('/patients/audited/log')
  const bundle = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save the proof bundle' }).click()
  expect((await bundle).suggestedFilename()).toBe('audited-audit.zip')
  const report = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save it' }).click()
  expect((await report).suggestedFilename()).toBe('audited-audit.html')
  await close()
})

test('What is recorded meanwhile is said to be there, and shown when it is asked for', async () => {
  const { page, isQuiet, close } = await open('/patients/growing/log', undefined, async () => {
    await fetch(`${demo.url}/api/patients`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ registryKey: 'growing' }),
    })
  })
  await page.getByText('complete: 1 of 1').waitFor()
  let entries = 0
  // Until the feed is followed a change is not heard of.
  await expect.poll(async () => {
    await fetch(`${demo.url}/api/patients/growing/entries`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ key: `n-${++entries}`, kind: 'procedure', name: 'biopsy', standing: 'performed' }),
    })
    return page.getByText('More was recorded since').count()
  }, { timeout: 15_000, interval: 1000 }).toBe(1)
  await page.getByText('More was recorded since').click()
  await page.getByText(/complete: (\d+) of \1/).waitFor()
  await rows(page).filter({ hasText: 'n-1' }).first().waitFor()
  isQuiet()
  await close()
})

test('Keys alone lead to a line, down the log and back', async () => {
  const { page, isQuiet, close } = await open('/audit?patient=audited')
  await page.getByText('complete: 4 lines fit').waitFor()
  await rows(page).first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await card(page).getByText('the note has the day before').waitFor()
  await page.keyboard.press(']')
  await card(page).getByRole('heading', { name: 'Procedure recorded operation' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => card(page).count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Procedure recorded')
  isQuiet()
  await close()
})

test('The timeline leads from an entry to its changes', async () => {
  const { page, isQuiet, close } = await open('/patients/omori-2020?sel=h-s6')
  await page.getByRole('link', { name: 'Its changes' }).click()
  await page.getByText('complete: 2 lines fit').waitFor()
  expect(page.url()).toBe(`${demo.url}/patients/omori-2020/log?entry=h-s6`)
  isQuiet()
  await close()
})
