// A short history with what an auditor meets: an entry put right and withdrawn, one erased, a patient erased.
export async function record(at: string): Promise<void> {
  const post = async (path: string, actor: string, body: object): Promise<void> => {
    const answer = await fetch(at + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-NetTimeline-Actor': actor },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }
  const operation = {
    key: 'operation', kind: 'procedure', name: 'appendectomy', standing: 'performed', occurred: '2019-05-20',
    known: '2019-05-21', by: 'Dr. A',
  }
  const order = { authority: 'data protection officer', legalBasis: 'GDPR Art. 17(1)(b)', reason: 'consent withdrawn' }
  for (const patient of ['audited', 'mixed-up', 'withdrawn']) {
    await post('/api/patients', 'dr.k', { registryKey: patient, sex: 'female', birthYear: 1961 })
    await post(`/api/patients/${patient}/entries`, 'theatre', operation)
  }
  await post('/api/patients/audited/corrections', 'dr.k', {
    correction: 'amend', key: 'put-right', nature: 'transcription', reason: 'the note has the day before',
    replacement: { ...operation, name: 'appendectomy, open', occurred: '2019-05-19' },
  })
  await post('/api/patients/audited/corrections', 'dr.k',
    { correction: 'retract', key: 'taken-back', entry: 'operation', reason: 'of another patient' })
  await post('/api/patients/mixed-up/entries/operation/erasure', 'dpo', { ...order, reason: 'of somebody else' })
  await post('/api/patients/withdrawn/erasure', 'dpo', order)
}
