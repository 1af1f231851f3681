"""LlamaIndex by its OpenAI-like class, completed and streamed."""
import os

from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike

model = OpenAILike(model="mirror", api_base=os.environ["HOPGUARD"] + "/v1", api_key=os.environ["KEY"], is_chat_model=True)
message = ChatMessage(role="user", content=os.environ["TEXT"])
print(model.chat([message]).message.content)
print("".join(piece.delta or "" for piece in model.stream_chat([message])))
