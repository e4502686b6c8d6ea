// The real AT Protocol servers on 127.0.0.1: a directory of DIDs (in memory), a PDS (SQLite) and the Bluesky app view.
//
//   SUPPORTAWARDS_TEST_POSTGRESQL=postgresql://user@host:port node network.mjs NAME…
//
// Makes an account NAME.test for each name and prints one line of JSON when all of it answers:
//   {"pds": "http://localhost:…", "jetstream": "ws://127.0.0.1:…",
//    "accounts": {"NAME": {"did", "handle", "password", "expired"}}}
// `password` is an app password, `expired` an access token that the PDS signed for an hour that is over.
// Ends on SIGTERM, SIGINT, or when standard input does, and removes its files.
import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Server, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startJetstream } from './jetstream.mjs'

const names = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'supportawards-bluesky-'))
process.env.TMPDIR = folder // The PDS makes its folders there.
process.env.LOG_ENABLED = 'false'
process.env.NODE_ENV = 'development'

const cleanups = [() => rmSync(folder, { recursive: true, force: true })]
let ending = false
async function end(status) {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(status || 1), 10_000).unref()
  for (const cleanup of cleanups.reverse()) {
    try {
      await cleanup()
    } catch (error) {
      console.error('while ending:', error)
    }
  }
  process.exit(status)
}
process.on('SIGTERM', () => end(0))
process.on('SIGINT', () => end(0))
process.stdin.on('end', () => end(0)).resume()

// The servers name no address when they listen, which means every interface of the machine.
const listenAnywhere = Server.prototype.listen
Server.prototype.listen = function (where, ...more) {
  if (typeof where !== 'object' && Number.isInteger(Number(where))) where = { port: Number(where), host: '127.0.0.1' }
  return listenAnywhere.call(this, where, ...more.filter((one) => typeof one === 'function'))
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** A token as the PDS makes them, an hour too old. */
function expiredToken(secret, did, audience) {
  const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const hour = 3600
  const now = Math.floor(Date.now() / 1000)
  const unsigned = [
    encoded({ alg: 'HS256', typ: 'at+jwt' }),
    encoded({ scope: 'com.atproto.access', sub: did, aud: audience, iat: now - 3 * hour, exp: now - hour, jti: randomUUID() }),
  ].join('.')
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`
}

async function call(pds, method, body, token) {
  const response = await fetch(`${pds}/xrpc/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method}: ${response.status} ${await response.text()}`)
  return response.json()
}

async function start() {
  const { JWT_SECRET, TestBsky, TestPds, TestPlc, mockNetworkUtilities } = (await import('@atproto/dev-env')).default
  const plc = await TestPlc.create({ port: await freePort() })
  cleanups.push(() => plc.close())
  const [pdsPort, viewPort] = [await freePort(), await freePort()]
  const view = await TestBsky.create({
    port: viewPort,
    publicUrl: `http://localhost:${viewPort}`,
    plcUrl: plc.url,
    pdsPort,
    repoProvider: `ws://localhost:${pdsPort}`,
    dbPostgresUrl: `${process.env.SUPPORTAWARDS_TEST_POSTGRESQL}/postgres`,
    dbPostgresSchema: 'appview',
  })
  cleanups.push(() => view.close())
  const pds = await TestPds.create({
    port: pdsPort,
    hostname: 'localhost',
    didPlcUrl: plc.url,
    bskyAppViewUrl: view.url,
    bskyAppViewDid: view.ctx.cfg.serverDid,
    enableDidDocWithSession: true,
  })
  cleanups.push(() => pds.close())
  mockNetworkUtilities(pds, view) // Handles in .test are looked up at this PDS.

  const accounts = {}
  for (const name of names) {
    const handle = `${name}.test`
    const password = randomUUID()
    const made = await call(pds.url, 'com.atproto.server.createAccount', { handle, password, email: `${name}@example.test` })
    const app = await call(pds.url, 'com.atproto.server.createAppPassword', { name: 'connector' }, made.accessJwt)
    const expired = expiredToken(JWT_SECRET, made.did, pds.ctx.cfg.service.did)
    accounts[name] = { did: made.did, handle, password: app.password, expired }
  }
  const jetstream = await startJetstream(pds, await freePort())
  cleanups.push(() => jetstream.close())
  console.log(JSON.stringify({ pds: pds.url, jetstream: jetstream.url, accounts }))
}

start().catch((error) => {
  console.error(error)
  end(1)
})
