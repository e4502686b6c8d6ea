// Opens COUNT connections to a TLS server that begin a request and never end it, some bytes at a time, and one whose
// header goes on as fast as it is taken:  slow_headers.mjs PORT COUNT
// Says when all are open, and "all closed" when the server has closed each of them.
import tls from 'node:tls';

const port = Number(process.argv[2]);
const count = Number(process.argv[3]);
const open = new Set();
let begun = 0;

function connect(go) {
    const socket = tls.connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false }, () => {
        socket.write('GET /nominate HTTP/1.1\r\nHost: localhost\r\n');
        go(socket);
        if (++begun === count + 1) console.log(`${open.size} connections with endless headers are open`);
    });
    open.add(socket);
    socket.on('error', () => {});
    socket.resume();
    socket.on('close', () => {
        open.delete(socket);
        if (open.size === 0 && begun > count) {
            console.log('all closed');
            process.exit(0);
        }
    });
}

for (let i = 0; i < count; ++i)
    connect((socket) => {
        const drip = setInterval(() => socket.write('X'), 500);
        socket.on('close', () => clearInterval(drip));
    });
connect((socket) => {
    const more = () => {
        while (!socket.destroyed && socket.write('X-Endless: and on it goes\r\n'));
        socket.once('drain', more);
    };
    more();
});
