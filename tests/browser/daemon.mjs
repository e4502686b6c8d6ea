// The real program on a free port with a data folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.PROGRAM;

async function freePort() {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    return port;
}

/// Starts `supportawards serve` with these words and waits until it is ready. The result has `address`, `folder`,
/// `output()` (what it printed so far), `advance(ms)` (moves its clock), `file(name)` (the text of one in its data folder,
/// empty if there is none) and `stop()` (SIGTERM; gives the exit code).
export async function startDaemon({ words = ['--demo'], environment = {} } = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'supportawards-browser-'));
    const port = await freePort();
    const clock = join(folder, 'clock');
    await writeFile(clock, '0');
    const child = spawn(program, ['serve', ...words, '--port', String(port), '--data', join(folder, 'data')], {
        env: { ...process.env, SUPPORTAWARDS_CLOCK_FILE: clock, ...environment },
    });
    let printed = '';
    child.stdout.on('data', (bytes) => (printed += bytes));
    child.stderr.on('data', (bytes) => (printed += bytes));
    const ended = once(child, 'exit');
    const address = `http://127.0.0.1:${port}`;

    let moved = 0;
    const daemon = {
        address,
        folder,
        output: () => printed,
        async advance(ms) {
            moved += ms;
            await writeFile(`${clock}.part`, String(moved));
            await rename(`${clock}.part`, clock);
        },
        file: (name) => readFile(join(folder, 'data', name), 'utf8').catch(() => ''),
        async stop() {
            child.kill('SIGTERM');
            const [code] = await ended;
            await rm(folder, { recursive: true, force: true });
            return code;
        },
    };
    for (let tries = 0; tries < 600; ++tries) {
        if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}:\n${printed}`);
        const answer = await fetch(`${address}/readyz`).catch(() => null);
        if (answer?.ok) return daemon;
        await new Promise((wake) => setTimeout(wake, 50));
    }
    await daemon.stop();
    throw new Error(`the program was not ready within 30 s:\n${printed}`);
}
