// The same entries in vis-timeline, in the way its documentation draws many: lanes as groups, nothing stacked.
const DAY_MS = 86_400_000

async function draw() {
  const { steps } = await (await fetch('/api/patients/bench/replay')).json()
  const items = steps.flatMap((step, at) => step.shown.map(({ shown, start, end, headline }) => ({
    id: shown.entry.key, group: shown.entry.kind, content: end ? headline : '', title: headline, step: at,
    start: new Date(start.low * DAY_MS), ...(end ? { end: new Date(end.low * DAY_MS) } : { type: 'point' }),
  })))
  const groups = [...new Set(items.map((item) => item.group))].map((id) => ({ id, content: id }))
  const data = new vis.DataSet(items)
  let last = steps.length
  const seen = new vis.DataView(data, { filter: (item) => item.step <= last })
  const timeline = new vis.Timeline(document.getElementById('timeline'), seen, groups, {
    stack: false, height: '640px', showTooltips: false,
  })
  await new Promise((done) => timeline.on('changed', done))
  const { start, end } = timeline.getWindow()
  const [from, span] = [start.getTime(), end - start]
  const to = (a, b) => timeline.setWindow(new Date(a), new Date(b), { animation: false })
  globalThis.bench = {
    frames: {
      pan: (at) => to(from + span * 0.25 + at * span * 0.002, from + span * 0.5 + at * span * 0.002),
      zoom: (at) => to(from + span * 0.004 * at, from + span - span * 0.004 * at),
      replay: (at) => {
        last = Math.floor((at / 120) * steps.length)
        seen.refresh()
      },
    },
    whole: () => to(from, from + span),
  }
}

void draw()
