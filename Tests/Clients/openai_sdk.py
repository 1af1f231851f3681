"""The OpenAI SDK: chat, chat streamed, responses, completions, and the list of models."""
import os

from openai import OpenAI

client = OpenAI(base_url=os.environ["HOPGUARD"] + "/v1", api_key=os.environ["KEY"])
text = os.environ["TEXT"]
messages = [{"role": "user", "content": text}]
print(client.chat.completions.create(model="mirror", messages=messages).choices[0].message.content)
print("".join(piece.choices[0].delta.content or "" for piece in client.chat.completions.create(model="mirror", messages=messages, stream=True) if piece.choices))
print(client.responses.create(model="mirror", input=text).output_text)
with client.responses.stream(model="mirror", input=text) as stream:
    print(stream.get_final_response().output_text)
print(client.completions.create(model="mirror", prompt=text).choices[0].text)
assert "mirror" in [model.id for model in client.models.list()]
