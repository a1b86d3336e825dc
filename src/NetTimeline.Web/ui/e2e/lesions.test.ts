// Lesions against studies.
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { isDrawn, open, overlapping, server, VIEWS } from './browser'

const REPORTS = ['omori-2020', 'calcitonin-pannen']

const cell = (page: Page, word: string): Locator => page.locator(`[data-cell="${word}"]`)

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['cell'] ?? '')

async function opened(path: string): ReturnType<typeof open> {
  const shown = await open(path)
  await shown.page.locator('[data-cell]').first().waitFor()
  return shown
}

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test.each(REPORTS)('the matrix of %s stands, a card over it', async (patient) => {
    const { page, isQuiet, isAccessible, close } = await open(`/patients/${patient}/lesions`, view)
    await page.getByText('RECIST 1.1').waitFor()
    expect(await overlapping(page, 'thead th:not(.name) span')).toEqual([])
    await isAccessible()
    await cell(page, patient === 'omori-2020' ? 'path-nodules~belongs' : 'pan-calcification~ct-preop').click()
    await page.getByRole('dialog').waitFor()
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })
})

test('Sixteen nodules are fourteen and two, and at least five were matched to none', async () => {
  const { page, isQuiet, close } = await opened('/patients/omori-2020/lesions')
  await page.getByText('16: 14 confirmed rectal-cancer, 2 confirmed mesenteric-net').waitFor()
  const counted = page.getByRole('row', { name: /^path-nodules/ })
  expect(await counted.innerText()).toMatch(/16 in liver.*at least 5, at most 14 matched to none/s)
  expect(await page.getByRole('row', { name: /^path-adenocarcinomas/ }).innerText()).toContain('14 in liver')
  await page.getByRole('row', { name: /^4 more of ct-masses/ }).waitFor()
  const believed = /rectal-cancer\s+suspected.*mesenteric-net\s+confirmed/s
  expect(await cell(page, 'h-s6~belongs').innerText()).toMatch(believed)
  expect(await cell(page, 'h-s4~mri-2').innerText()).toContain('↺')
  expect(await cell(page, 'h-s6~stage-2').innerText()).toContain('taken out')
  isQuiet()
  await close()
})

test('The calcification was seen in retrospect, and what it was held for changed', async () => {
  const { page, isQuiet, close } = await opened('/patients/calcitonin-pannen/lesions')
  await cell(page, 'pan-calcification~ct-preop').click()
  const card = page.getByRole('dialog')
  await card.getByText('told in retrospect').waitFor()
  await card.getByRole('link', { name: 'ct-preop-review' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('pan-calcification~ct-preop')
  const believed = cell(page, 'h1~belongs')
  expect(await believed.locator('a').allInnerTexts())
    .toEqual(['cholangiocarcinoma', 'hepatic-nen', 'pancreatic-net'])
  expect(await believed.locator('.past').count()).toBe(2)
  expect(await cell(page, 'pan-mass~pet-1').innerText()).toContain('looked for, not seen')
  expect(await cell(page, 'pan-mass~upper-endoscopy').innerText()).toContain('nothing said of it')
  isQuiet()
  await close()
})

test('At the first moment there is neither a calcification nor a later belief', async () => {
  const { page, isQuiet, close } = await opened('/patients/calcitonin-pannen/lesions?known=entry:hepatectomy')
  await page.getByRole('row', { name: /^h1/ }).waitFor()
  const said = await page.locator('main').innerText()
  for (const later of ['pan-calcification', 'pan-mass', 'pancreatic-net', 'hepatic-nen', 'ct-detection']) {
    expect(said).not.toContain(later)
  }
  isQuiet()
  await close()
})

interface Quantity { value?: number; unit?: string }
interface Item { lesion?: string; presence: string; sizes?: { size: Quantity }[] }
interface Entry { kind: string; key: string; study?: string; lesions?: Item[] }

test.each(REPORTS)('Every size that is stated of %s stands in its cell, and no other', async (patient) => {
  const answer = await fetch(`${server()}/api/patients/${patient}/timeline`)
  const { entries } = await answer.json() as { entries: { entry: Entry }[] }
  const stated = entries.map((each) => each.entry).filter((entry) => entry.kind === 'imaging-reading')
    .flatMap((entry) => (entry.lesions ?? []).filter((item) => item.sizes?.length)
      .map((item) => ({ at: `${item.lesion}~${entry.study}`, size: item.sizes![0]!.size })))
    .map(({ at, size }) => `${at} ${size.value} ${size.unit}`)
  const { page, close } = await opened(`/patients/${patient}/lesions`)
  const shown = await page.locator('td.size').evaluateAll((cells) =>
    cells.map((each) => `${(each as HTMLElement).dataset['cell']} ${each.querySelector('.text')?.textContent}`))
  expect(shown.sort()).toEqual(stated.sort())
  await close()
})

test('Sums of targets and responses are the API’s and lead to their explanation', async () => {
  const { page, isQuiet, close } = await opened('/patients/omori-2020/lesions')
  await page.getByText('RECIST 1.1').waitFor()
  expect(await cell(page, 'sum mesenteric-net~ct-1').innerText()).toBe('39 mm')
  expect(await cell(page, 'sum mesenteric-net~ct-2').innerText()).toBe('47 mm')
  expect(await cell(page, 'response mesenteric-net~net-imaging-apr').innerText()).toBe('SD')
  await cell(page, 'response mesenteric-net~ct-2').getByText('PD').click()
  await page.getByText('Sum 47 mm, nadir 39 mm, baseline 39 mm.').waitFor()
  isQuiet()
  await close()
})

test('One tab stop; arrows, Enter and Escape do the rest', async () => {
  const { page, isQuiet, close } = await opened('/patients/omori-2020/lesions')
  expect(await page.locator('[data-cell][tabindex="0"]').count()).toBe(1)
  await page.locator('[data-cell][tabindex="0"]').focus()
  expect(await focused(page)).toBe('rectal-tumour~belongs')
  await page.keyboard.press('ArrowRight')
  expect(await focused(page)).toBe('rectal-tumour~ct-1')
  await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toBe('anastomotic-tumour~ct-1')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('24 mm, seen, with its size').waitFor()
  expect(new URL(page.url()).searchParams.get('cell')).toBe('rectal-tumour~ct-1')
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('rectal-tumour~ct-1')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'omori-2020' }).waitFor()
  await expect.poll(() => new URL(page.url()).pathname).toBe('/patients/omori-2020/measures/lesion-state')
  isQuiet()
  await close()
})
