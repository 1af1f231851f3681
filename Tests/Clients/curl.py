"""curl, a request to each API, streamed and whole."""
import json
import os
import subprocess

text = os.environ["TEXT"]
for path, body in (
    ("/v1/chat/completions", {"messages": [{"role": "user", "content": text}]}),
    ("/v1/messages", {"max_tokens": 500, "messages": [{"role": "user", "content": text}]}),
    ("/v1/responses", {"input": text}),
    ("/api/chat", {"messages": [{"role": "user", "content": text}], "stream": False}),
    ("/api/generate", {"prompt": text, "stream": False}),
):
    answer = subprocess.run(
        ["curl", "-sSf", os.environ["HOPGUARD"] + path, "-H", "authorization: Bearer " + os.environ["KEY"], "-H", "content-type: application/json",
         "-d", json.dumps({"model": "mirror", **body})], capture_output=True, text=True, check=True)
    print(answer.stdout)
