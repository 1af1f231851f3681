"""The Anthropic SDK: messages, messages streamed, counted tokens."""
import os

from anthropic import Anthropic

client = Anthropic(base_url=os.environ["HOPGUARD"], api_key=os.environ["KEY"])
messages = [{"role": "user", "content": os.environ["TEXT"]}]
print(client.messages.create(model="mirror", max_tokens=500, messages=messages).content[0].text)
with client.messages.stream(model="mirror", max_tokens=500, messages=messages) as stream:
    print("".join(stream.text_stream))
assert client.messages.count_tokens(model="mirror", messages=messages).input_tokens > 0
