"""The Ollama SDK: chat, generate, both streamed, embeddings, and the list of models."""
import os

from ollama import Client

client = Client(host=os.environ["HOPGUARD"], headers={"authorization": "Bearer " + os.environ["KEY"]})
text = os.environ["TEXT"]
messages = [{"role": "user", "content": text}]
print(client.chat(model="mirror", messages=messages).message.content)
print("".join(piece.message.content for piece in client.chat(model="mirror", messages=messages, stream=True)))
print(client.generate(model="mirror", prompt=text).response)
print("".join(piece.response for piece in client.generate(model="mirror", prompt=text, stream=True)))
assert client.embed(model="mirror", input=text).embeddings
assert "mirror" in [model.model for model in client.list().models]
