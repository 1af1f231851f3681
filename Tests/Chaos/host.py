"""A host that speaks OpenAI's API, as a process of its own so that it can be killed and stopped. Writes every body it was sent to a file.

Usage: host.py PORT FILE
"""

import asyncio
import json
import random
import sys

PORT, RECORD = int(sys.argv[1]), open(sys.argv[2], "ab", buffering=0)


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


async def answer(path, body, writer):
    if path.endswith("/models"):
        data = json.dumps({"object": "list", "data": [{"id": "chaos", "object": "model"}]}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(data) + data)
        return
    request = json.loads(body)
    RECORD.write(body.replace(b"\n", b" ") + b"\n")
    # What the model says is what it read: the client then sees whether its text came back restored.
    said = request["messages"][-1]["content"]
    await asyncio.sleep(random.expovariate(1 / 0.02))
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    if not request.get("stream"):
        choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
        data = json.dumps({"id": "x", "object": "chat.completion", "model": "chaos", "choices": [choice], "usage": usage}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(data) + data)
        return
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    pieces = [said[i : i + 7] for i in range(0, len(said), 7)]
    for piece in pieces:
        event = {"id": "x", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": piece}}]}
        writer.write(chunk(b"data: " + json.dumps(event).encode() + b"\n\n"))
        await writer.drain()
        await asyncio.sleep(0.005)
    writer.write(chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n")


async def serve(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = 0
            for line in head.split("\r\n")[1:]:
                name, _, value = line.partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            body = await reader.readexactly(length)
            await answer(head.split(" ")[1].split("?")[0], body, writer)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", PORT, backlog=512)
    async with server:
        await server.serve_forever()


asyncio.run(main())
