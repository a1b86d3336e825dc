// What the measures say, and how each number is explained.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { STATUSES, valueText, type Measure } from '../src/measures/value'
import { isDrawn, open, overlapping, server, VIEWS } from './browser'

const REPORTS = ['omori-2020', 'calcitonin-pannen']

async function said(patient: string): Promise<Measure[]> {
  const answer = await fetch(`${server()}/api/patients/${patient}/measures`)
  return ((await answer.json()) as { measures: Measure[] }).measures
}

const DETECTION = '/patients/calcitonin-pannen/measures/hepatectomy-to-primary-detection'

const bare = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

const focused = async (page: Page): Promise<string> =>
  bare(await page.evaluate(() => document.activeElement?.textContent))

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test('all values stand in their groups', async () => {
    const { page, isQuiet, isAccessible, close } = await open('/patients/calcitonin-pannen/measures', view)
    await page.getByText('221 values').waitFor()
    expect(await overlapping(page, 'main th, main td, main h1, main nav a')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })

  test('the time from the hepatectomy to the primary is explained', async () => {
    const { page, isQuiet, isAccessible, close } = await open(DETECTION, view)
    await page.getByText('moved by').waitFor()
    await page.locator('p.rule', { hasText: 'Of tumours whose primary is established' }).waitFor()
    expect(await overlapping(page, 'svg text')).toEqual([])
    expect(await overlapping(page, 'main h2, main dt, main dd, main td, main th')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })
})

test.each(REPORTS)('Every number of %s is the API’s and leads to its explanation', async (patient) => {
  const measures = await said(patient)
  const all = measures.filter((measure) => measure.values.length > 8).map((measure) => `all=${measure.name}`)
  const { page, isQuiet, close } = await open(`/patients/${patient}/measures?${all.join('&')}`)
  await page.locator('a.value').first().waitFor()
  const shown = await page.locator('tr:has(a.value)').evaluateAll((rows) => rows.map((row) => [
    row.querySelector('a.value')?.getAttribute('href')?.split('?')[0],
    row.querySelector('a.value')?.textContent, row.querySelector('.status')?.textContent,
  ]))
  const expected = measures.flatMap((measure) => measure.values.map((value) => [
    `/patients/${patient}/measures/${measure.name}`, valueText(value),
    `${STATUSES[value.status].glyph} ${STATUSES[value.status].words}`,
  ]))
  const lines = (rows: typeof shown): string[] => rows.map((row) => row.map(bare).join(' | ')).sort()
  expect(lines(shown)).toEqual(lines(expected))
  isQuiet()
  await close()
})

test('Six and a half years are read with their bounds, their evidence and their rule', async () => {
  const { page, isQuiet, close } = await open('/patients/calcitonin-pannen/measures')
  await page.getByLabel('Filter the values').fill('hepatectomy primary detection 6.5')
  await page.getByText('1 of 221 values').waitFor()
  await page.locator('a.value').click()
  await page.getByRole('heading', { name: 'From the first liver resection to the detection' }).waitFor()
  expect(bare(await page.getByTestId('value').innerText())).toBe('6.5 [6.25, 6.75) years')
  await page.getByText('at least 6.25 and less than 6.75 years').waitFor()
  const used = page.locator('section', { hasText: 'Rests on' }).locator('dd')
  const keys = used.locator('a')
  expect(await keys.allInnerTexts()).toEqual(['hepatectomy', 'ct-detection-reading', 'ct-detection'])
  await page.getByText('ct-detection is less than 6.75 years after hepatectomy').waitFor()
  const unused = page.locator('section', { hasText: 'Considered and not used' })
  await unused.getByText('standing is planned').waitFor()
  expect(await keys.first().getAttribute('href')).toBe('/patients/calcitonin-pannen?sel=hepatectomy')
  isQuiet()
  await close()
})

test('The nodules of the liver are followed from six to sixteen, one moment after the other', async () => {
  const { page, isQuiet, close } = await open('/patients/omori-2020/measures/foci-identified?instance=:liver')
  const moments = page.locator('ol.moments li')
  await moments.first().waitFor()
  expect((await moments.locator('.is').allInnerTexts())).toEqual(['6 foci', '10 foci', '11 foci', '16 foci'])
  const step = page.locator('.step')
  expect(await step.getByRole('row', { name: 'value' }).innerText()).toMatch(/11\s+16/)
  await page.keyboard.press('[')
  await step.getByText('3 of 4').waitFor()
  expect(await step.getByRole('row', { name: 'value' }).innerText()).toMatch(/10\s+11/)
  expect(new URL(page.url()).searchParams.get('step')).toBe('3')
  await page.getByRole('link', { name: 'explained as of then' }).click()
  await expect.poll(async () => bare(await page.getByTestId('value').innerText())).toBe('11 foci')
  await expect.poll(() => moments.count()).toBe(3)
  isQuiet()
  await close()
})

test('Before the primary is known nothing of it shows', async () => {
  const then = '?known=entry:follow-up-decision'
  const { page, isQuiet, close } = await open(`/patients/calcitonin-pannen/measures${then}`)
  await page.locator('a.value').first().waitFor()
  expect(await page.locator('main').innerText()).not.toContain('pancreatic-net')
  await page.goto(server() + DETECTION + then)
  await page.getByText('There is no such value at this moment').waitFor()
  isQuiet()
  await close()
})

test('Keys alone lead from the filter to a number, to its explanation and through its history', async () => {
  const { page, isQuiet, close } = await open('/patients/omori-2020/measures')
  await page.locator('a.value').first().waitFor()
  await page.getByLabel('Filter the values').focus()
  await page.keyboard.type('foci-identified')
  await page.getByText('4 of 440 values').waitFor()
  const atValue = async (): Promise<boolean> => /^1 focus/.test(await focused(page))
  for (let tabs = 0; tabs < 12 && !(await atValue()); tabs++) await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toMatch(/^16/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Foci ever identified' }).waitFor()
  expect(new URL(page.url()).searchParams.get('instance')).toBe(':liver')
  isQuiet()
  await close()
})

test('Groups that were closed stay closed for whoever gets the address', async () => {
  const { page, isQuiet, close } = await open('/patients/calcitonin-pannen/measures')
  await page.getByRole('button', { name: 'Survival and recurrence' }).click()
  expect(new URL(page.url()).searchParams.get('closed')).toBe('survival')
  await page.reload()
  await page.getByRole('button', { name: 'Survival and recurrence', expanded: false }).waitFor()
  expect(await page.getByText('Disease-free interval').count()).toBe(0)
  isQuiet()
  await close()
})

test('While an earlier moment is asked for, nothing that was known later stands under it', async () => {
  const { page, close } = await open('/patients/calcitonin-pannen/measures')
  await page.getByText('6.5').first().waitFor()
  await page.route('**/api/patients/**', (route) => route.abort())
  await page.evaluate(() => {
    history.pushState(null, '', '?known=entry:biopsy')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await page.getByText('The server does not answer').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('6.5')
  await close()
})

test('Failures have words: no such patient, no such measure, no server', async () => {
  const { page, close } = await open('/patients/nobody/measures')
  await page.getByRole('alert').waitFor()
  await page.goto(`${server()}/patients/omori-2020/measures/no-such-measure`)
  await page.getByRole('alert').first().waitFor()
  await page.route('**/api/**', (route) => route.abort())
  await page.goto(`${server()}/patients/omori-2020/measures`)
  await page.getByText('The server does not answer').waitFor()
  await close()
})
