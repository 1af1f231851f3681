"""Writes a llama model of two layers with random weights whose tokens are single bytes: a real server loads it, and it talks rubbish.

    tiny_model.py FILE
"""
from __future__ import annotations

import sys

import gguf
import numpy as np

WIDTH, INNER, HEADS, LAYERS, CONTEXT = 64, 128, 4, 2, 16_384


def main() -> None:
    dice = np.random.default_rng(7)
    writer = gguf.GGUFWriter(sys.argv[1], "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL] + [gguf.TokenType.BYTE] * 256
    # Letters, digits and marks as tokens of their own too: what a grammar can spell.
    for code in range(0x20, 0x7F):
        tokens.append("\u2581" if code == 0x20 else chr(code))
        kinds.append(gguf.TokenType.NORMAL)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template("{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: ")

    def tensor(name: str, *shape: int) -> None:
        writer.add_tensor(name, dice.normal(0, 0.3, shape).astype(np.float32))

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(WIDTH, np.float32))

    tensor("token_embd.weight", len(tokens), WIDTH)
    ones("output_norm.weight")
    tensor("output.weight", len(tokens), WIDTH)
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        ones(block + "attn_norm.weight")
        ones(block + "ffn_norm.weight")
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensor(f"{block}{name}.weight", WIDTH, WIDTH)
        tensor(block + "ffn_gate.weight", INNER, WIDTH)
        tensor(block + "ffn_up.weight", INNER, WIDTH)
        tensor(block + "ffn_down.weight", WIDTH, INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
