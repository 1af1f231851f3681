"""LiteLLM, which speaks each of the three APIs."""
import os

import litellm

base, key = os.environ["HOPGUARD"], os.environ["KEY"]
messages = [{"role": "user", "content": os.environ["TEXT"]}]
for model, url in (("openai/mirror", base + "/v1"), ("anthropic/mirror", base), ("ollama_chat/mirror", base)):
    print(litellm.completion(model=model, api_base=url, api_key=key, messages=messages).choices[0].message.content)
    pieces = litellm.completion(model=model, api_base=url, api_key=key, messages=messages, stream=True)
    print("".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices))
