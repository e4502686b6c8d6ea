// Jetstream in small: what the PDS's own firehose says, as JSON over WebSocket. There is no Jetstream server in npm.
// Serves /subscribe?wantedCollections=…&cursor=… as version 1 does: a cursor in microseconds, inclusive.
import { WebSocketServer } from 'ws'
import { Firehose } from '@atproto/sync'

function asEvent(event) {
  const { did } = event
  // The real one stamps each event when it passes; ours must be the same after a restart of nothing.
  const time_us = Math.max(Date.parse(event.time), 1) * 1000 + (event.seq % 1000)
  if (event.event === 'identity') return { did, time_us, kind: 'identity', identity: { did, seq: event.seq, time: event.time } }
  if (event.event === 'account') {
    const { active, status, seq, time } = event
    return { did, time_us, kind: 'account', account: { active, did, seq, time, ...(status && { status }) } }
  }
  if (!['create', 'update', 'delete'].includes(event.event)) return null
  const { rev, collection, rkey } = event
  const commit = { rev, operation: event.event, collection, rkey }
  if (event.event !== 'delete') Object.assign(commit, { record: event.record, cid: event.cid.toString() })
  return { did, time_us, kind: 'commit', commit }
}

export async function startJetstream(pds, port) {
  const past = []
  const clients = new Set()
  const firehose = new Firehose({
    service: pds.url.replace('http', 'ws'),
    idResolver: pds.ctx.idResolver,
    unauthenticatedCommits: true,
    unauthenticatedHandles: true,
    onError: (error) => console.error('firehose:', error.message, error.cause),
    handleEvent: (raw) => {
      const event = asEvent(raw)
      if (!event) return
      past.push(event)
      for (const client of clients) client.give(event)
    },
  })
  firehose.start()

  const server = new WebSocketServer({ port })
  server.on('connection', (socket, request) => {
    const { searchParams } = new URL(request.url, 'ws://localhost')
    const collections = searchParams.getAll('wantedCollections')
    const client = {
      give(event) {
        if (event.commit && collections.length && !collections.includes(event.commit.collection)) return
        socket.send(JSON.stringify(event))
      },
    }
    const cursor = Number(searchParams.get('cursor') ?? Infinity)
    for (const event of past) if (event.time_us >= cursor) client.give(event)
    clients.add(client)
    socket.on('close', () => clients.delete(client))
  })
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `ws://127.0.0.1:${port}`,
    async close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
      await firehose.destroy()
    },
  }
}
