// The two published histories, told by the slider; and that the page shows what the API says, at every step.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../src/timeline/facts'
import { earlierOf, everythingOf, layoutOf, type Layout } from '../src/timeline/layout'
import { Story, type Replay, type View } from '../src/timeline/story'
import { isDrawn, open, overlapping, server, VIEWS } from './browser'

const CALCITONIN = '/patients/calcitonin-pannen'
const OMORI = '/patients/omori-2020'

async function asked<T>(path: string): Promise<T> {
  return (await (await fetch(server() + path)).json()) as T
}

function liver(page: Page): Promise<string> {
  return page.locator('[data-organ=liver]').innerText()
}

async function drawn(page: Page): Promise<void> {
  await page.getByRole('application').locator('svg').waitFor()
}

/** What a part of the page tells in turn, while the slider goes from the first step to the last. */
async function told(page: Page, part: string): Promise<string[]> {
  return page.getByRole('slider').evaluate(async (slider: HTMLInputElement, selector) => {
    const found: string[] = []
    for (let step = 0; step <= Number(slider.max); step++) {
      slider.value = String(step)
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise(requestAnimationFrame)
      const now = document.querySelector<HTMLElement>(selector)!.innerText.replace(/\s+/g, ' ').trim()
      if (found.at(-1) !== now) found.push(now)
    }
    return found
  }, part)
}

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test.each([
    CALCITONIN, OMORI, `${OMORI}?known=entry:flr-d19&group=on&blind=on`, `${CALCITONIN}?cmp=entry:ct-preop`,
  ])('%s can be read by everybody', async (path) => {
    const { page, isQuiet, isAccessible, close } = await open(path, view)
    await drawn(page)
    expect(await overlapping(page, '.canvas text:not(.count)')).toEqual([])
    expect(await overlapping(page, '.known button, .known label, .known .moment, .held p, .held li')).toEqual([])
    await isDrawn(page)
    await isAccessible()
    isQuiet()
    await close()
  })
})

test('The slider tells of the bile duct, then of the liver, then of the pancreas', async () => {
  const { page, isQuiet, close } = await open(CALCITONIN)
  await drawn(page)
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()))
  const beliefs = await told(page, '.believed')
  expect(asked).toEqual([])
  expect(beliefs[0]).toBe('No diagnosis yet')
  const at = (words: RegExp): number => beliefs.findIndex((each) => words.test(each))
  const [bileDuct, ofLiver, pancreas] = [at(/^intrahepatic cholangiocarcinomas$/),
    at(/neuroendocrine tumours \(G1\) of the liver$/), at(/the liver tumours its metastases$/)]
  expect(bileDuct).toBe(1)
  expect(ofLiver).toBeGreaterThan(bileDuct)
  expect(pancreas).toBeGreaterThan(ofLiver)
  expect(beliefs.at(-1)).toBe('calcitonin-producing pancreatic neuroendocrine neoplasm with liver metastases')
  isQuiet()
  await close()
})

test('The slider tells of 10, 11 and 16 nodules, and that 2 of the 16 are of another tumour', async () => {
  const { page, isQuiet, close } = await open(`${OMORI}?known=entry:ct-masses`)
  await drawn(page)
  const nodules = await told(page, '.held ul')
  const livers = nodules.flatMap((each) => /liver (\d+)/.exec(each)?.[1] ?? [])
  expect([...new Set(livers)]).toEqual(['6', '10', '11', '16'])
  expect((await liver(page)).replace(/\s+/g, ' ').trim())
    .toBe('liver 16 14 confirmed rectal cancer + 2 confirmed NET of the ileal mesentery')
  isQuiet()
  await close()
})

test.each(['calcitonin-pannen', 'omori-2020'])('Every step of %s shows what its timeline shows', async (patient) => {
  const replay = await asked<Replay>(`/api/patients/${patient}/replay`)
  const story = new Story(replay)
  const everything = everythingOf(story)
  const layout = layoutOf(everything, story.whole, {
    collapse: true, closedLanes: new Set(), grouped: false, filter: '', earlier: earlierOf(story, everything),
  })
  for (const [index, step] of replay.steps.entries()) {
    const [timeline, alone] = await Promise.all([
      asked<{ entries: object[]; possiblyKnown: object[]; diagnoses: object[] }>(
        `/api/patients/${patient}/timeline?${step.ask}`),
      asked<Replay>(`/api/patients/${patient}/replay?one=true${step.ask && `&${step.ask}`}`),
    ])
    const view = story.view(index)
    const byKey = (entries: object[]): object[] => (entries as { entry: { key: string } }[])
      .toSorted((a, b) => a.entry.key.localeCompare(b.entry.key))
    const shown = (possibly: boolean): object[] => byKey([...view.entries.values()]
      .filter((each) => (each.possibly ?? false) === possibly).map((each) => each.shown))
    expect(shown(false)).toEqual(byKey(timeline.entries))
    expect(shown(true)).toEqual(byKey(timeline.possiblyKnown))
    expect(view.beliefs.diagnoses).toEqual(timeline.diagnoses)
    // Asked for by itself, the moment cannot know what came after it.
    expect(places(layout, view)).toEqual(places(layout, new Story(alone).view(0)))
  }
})

/** Where each fact is drawn, by what the view states of it. */
function places(layout: Layout, view: View): object[] {
  return [...factsOf(layout, view, null).byKey.values()].map(({ item: { key }, at, from, to, state, plan }) =>
    ({ key, at, from, to, state, plan })).sort((a, b) => a.key.localeCompare(b.key))
}

test.each([CALCITONIN, OMORI])('The table of %s lists the entries of the API, and no others', async (path) => {
  const { page, close } = await open(`${path}?show=table`)
  const count = async (): Promise<number> =>
    Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1
  const id = path.slice('/patients/'.length)
  await page.getByRole('grid').waitFor()
  for (const key of ['', ...(path === OMORI ? ['lar', 'flr-d19'] : ['hepatectomy', 'ct-detection'])]) {
    const ask = key && `?known=entry:${key}`
    const { entries } = await asked<{ entries: object[] }>(`/api/patients/${id}/timeline${ask}`)
    if (key) await page.goto(`${server()}${path}${ask}&show=table`)
    await page.getByRole('grid').waitFor()
    expect(await count()).toBe(entries.length)
  }
  await close()
})

test('Everything is reached by keys alone', async () => {
  const { page, isQuiet, close } = await open(CALCITONIN)
  await drawn(page)
  await page.getByRole('application').focus()
  const said = (): Promise<string> => page.locator('#timeline-told').innerText()
  await page.keyboard.press('Home')
  expect(await said()).not.toBe('')
  for (const key of ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft', 'End']) await page.keyboard.press(key)
  const card = page.locator('aside article h2')
  while ((await card.count()) === 0) await page.keyboard.press('ArrowLeft')
  const selected = await said()
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).searchParams.getAll('pin')).toHaveLength(1)
  expect(selected).toContain(await card.first().innerText())
  await page.keyboard.press('Escape')
  expect(new URL(page.url()).searchParams.has('pin')).toBe(false)
  await page.keyboard.press('[')
  await page.keyboard.press('{')
  expect(new URL(page.url()).searchParams.get('known')).toMatch(/^entry:/)
  await page.keyboard.press('c')
  await page.getByText('· new').first().waitFor({ state: 'attached' })
  await page.keyboard.press('b')
  await page.keyboard.press('v')
  await page.getByRole('grid').waitFor()
  isQuiet()
  await close()
})

test('Blind, nothing on the page tells of what came later', async () => {
  const { page, close } = await open(`${CALCITONIN}?known=entry:biopsy-pathology&blind=on`)
  await drawn(page)
  const text = (await page.locator('main').innerText()).toLowerCase()
  for (const later of ['80', 'pancrea', 'hepatectomy-pathology', 'neuroendocrine', 'trisectionectomy']) {
    // The plan to operate was known with the decision, which came after the biopsy.
    expect(text).not.toContain(later)
  }
  await close()
})

test('A moment between two steps is shown as it was asked for', async () => {
  const { page, isQuiet, close } = await open(`${OMORI}?known=entry:stage-1~P18D`)
  await drawn(page)
  expect((await liver(page)).replace(/\s+/g, ' ')).toContain('liver 10')
  isQuiet()
  await close()
})

test('Blind, one step tells no name that only comes later, in words or in the ribbon', async () => {
  const { page, close } = await open(`${CALCITONIN}?known=entry:remnant-volume&blind=on&show=table`)
  await page.getByRole('grid').waitFor()
  expect(await page.locator('main').innerText()).not.toMatch(/not after hepatectomy(?!-)|possibly known/)
  await close()
})

test('What is searched for hides, and says so', async () => {
  const { page, isQuiet, close } = await open(`${CALCITONIN}?find=zzzz&sel=hepatectomy&pin=nobody`)
  await page.getByText('does not fit what is searched for').waitFor()
  await page.getByText('This patient has no entry “nobody”.').waitFor()
  isQuiet()
  await close()
})

test('A zoom goes with the address, and back leads to what was chosen before', async () => {
  const { page, isQuiet, close } = await open(`${CALCITONIN}?from=3&to=9`)
  await drawn(page)
  const all = page.getByRole('button', { name: 'all', exact: true })
  expect(await all.isEnabled()).toBe(true)
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.goBack()
  await drawn(page)
  await page.getByLabel('What days are counted from').focus()
  await page.getByLabel('What days are counted from').selectOption({ index: 3 })
  await page.waitForURL((url) => !url.searchParams.has('from') && url.searchParams.has('zero'))
  await page.waitForFunction(() => [...document.querySelectorAll('button')].some((each) =>
    each.textContent === 'all' && each.disabled))
  isQuiet()
  await close()
})

test('What cannot be compared with is said', async () => {
  const { page, close } = await open(`${CALCITONIN}?cmp=zzz`)
  await page.getByText('Compare is off').waitFor()
  await close()
})

test('An imprecise date says what it rests on', async () => {
  const { page, isQuiet, close } = await open(`${CALCITONIN}?sel=ct-detection`)
  const card = page.getByRole('article')
  await card.getByText('6.25 to under 6.75 years').waitFor()
  await card.getByRole('button', { name: 'Why these dates' }).click()
  await card.getByText('No earlier:').waitFor()
  isQuiet()
  await close()
})

test('A figure is taken along with its legend and what it is of', async () => {
  const { page, isQuiet, close } = await open(`${OMORI}?known=entry:flr-d19`)
  await drawn(page)
  await page.getByText('Export').click()
  const waited = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Figure, SVG' }).click()
  const stream = await (await waited).createReadStream()
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  // A page of its own, since ours makes documents of no text.
  const elsewhere = await page.context().newPage()
  const found = await elsewhere.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml')
    return {
      faults: svg.querySelectorAll('parsererror').length,
      texts: [...svg.querySelectorAll('text')].map((each) => each.textContent),
      classes: svg.querySelectorAll('[class]').length,
    }
  }, Buffer.concat(parts).toString('utf8'))
  expect(found.faults + found.classes).toBe(0)
  expect(found.texts).toEqual(expect.arrayContaining(['Lesions', 'rectal cancer', 'NET of the ileal mesentery']))
  expect(found.texts.at(-1)).toMatch(/^omori-2020, as known with flr-d19, version \d+, log position \d+, tree /)
  isQuiet()
  await close()
})
