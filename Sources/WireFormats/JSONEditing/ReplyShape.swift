/// What a value in an answer is, by where it stands.
enum ReplyShape: UInt8, CaseIterable {
    /// No schema names it: strings and names are restored.
    case free
    /// A text that is there as a whole.
    case text
    /// A text that is itself JSON.
    case json
    /// Passed as it is, with all below: ids, enum values, signatures, embeddings, log-probability tokens.
    case opaque

    case chat
    case completions
    case responses
    case messages
    case ollama
    case embeddings

    case choices
    case choice
    case chatMessage
    case chatDelta
    case chatPart
    case toolCall
    case toolFunction
    case usage
    case finishReason
    case index
    case contentIndex
    case toolIndex
    case outputIndex
    case sequence
    case eventType
    case done
    case error

    case content
    case reasoningContent
    case reasoning
    case refusal
    case arguments
    case callArguments
    case toolInput
    case functionCall
    case completionText

    case responseItem
    case responsePart
    case responseResult
    case eventDelta
    case responseObject

    case block
    case blockDelta
    case blockText
    case blockThinking
    case blockJSON
    case blockSummary
    case blockType
    case blockData

    case ollamaMessage
    case ollamaThinking
}

extension Grammar {
    /// The named positions of the answers of every API, whole and streamed.
    static let reply: Grammar = {
        typealias Table = [String: ReplyShape]
        let tables: [(ReplyShape, Table)] = [
            (
                .chat,
                [
                    "id": .opaque, "object": .opaque, "created": .opaque, "model": .opaque, "choices": .choices, "usage": .usage,
                    "service_tier": .opaque, "system_fingerprint": .opaque, "error": .error, "provider": .opaque, "obfuscation": .opaque,
                    "type": .opaque, "timings": .opaque,
                ]
            ),
            (
                .completions,
                [
                    "id": .opaque, "object": .opaque, "created": .opaque, "model": .opaque, "choices": .choices, "usage": .usage,
                    "system_fingerprint": .opaque, "error": .error, "provider": .opaque, "service_tier": .opaque,
                ]
            ),
            (
                .choices,
                [
                    "index": .index, "delta": .chatDelta, "message": .chatMessage, "text": .completionText, "logprobs": .opaque,
                    "finish_reason": .finishReason, "native_finish_reason": .opaque, "content_filter_results": .opaque,
                ]
            ),
            (
                .chatDelta,
                [
                    "role": .opaque, "content": .content, "reasoning_content": .reasoningContent, "reasoning": .reasoning,
                    "refusal": .refusal, "tool_calls": .toolCall, "function_call": .functionCall, "tool_call_id": .opaque,
                    "reasoning_details": .chatPart, "name": .opaque,
                ]
            ),
            (
                .chatMessage,
                [
                    "role": .opaque, "content": .chatPart, "reasoning_content": .text, "reasoning": .text, "refusal": .text,
                    "tool_calls": .toolCall, "function_call": .functionCall, "audio": .chatPart, "reasoning_details": .chatPart,
                ]
            ),
            (.content, ["type": .opaque, "text": .content, "thinking": .reasoning]),
            (.reasoning, ["type": .opaque, "text": .reasoning]),
            (
                .chatPart,
                [
                    "type": .opaque, "id": .opaque, "data": .opaque, "signature": .opaque, "format": .opaque, "transcript": .text,
                    "text": .text, "image_url": .opaque, "expires_at": .opaque,
                ]
            ),
            (
                .toolCall,
                [
                    "index": .toolIndex, "id": .opaque, "type": .opaque, "function": .toolFunction, "extra_content": .opaque,
                    "custom": .toolFunction,
                ]
            ),
            (.toolFunction, ["name": .text, "arguments": .arguments, "input": .toolInput]),
            (.functionCall, ["name": .text, "arguments": .callArguments]),
            (
                .responses,
                [
                    "type": .eventType, "sequence_number": .sequence, "response": .responseObject, "item": .responseItem,
                    "part": .responsePart, "delta": .eventDelta, "text": .text, "arguments": .json, "refusal": .text, "code": .text,
                    "input": .text, "item_id": .opaque, "output_index": .outputIndex, "content_index": .contentIndex,
                    "summary_index": .contentIndex, "annotation_index": .opaque, "logprobs": .opaque, "obfuscation": .opaque,
                    "partial_image_b64": .opaque, "error": .error, "id": .opaque, "object": .opaque, "model": .opaque,
                    "status": .opaque, "output": .responseItem, "usage": .usage, "previous_response_id": .opaque,
                    "service_tier": .opaque, "truncation": .opaque, "tool_choice": .free, "prompt": .free, "created_at": .opaque,
                    "annotation": .responsePart,
                ]
            ),
            (
                .responseObject,
                [
                    "id": .opaque, "object": .opaque, "model": .opaque, "status": .opaque, "output": .responseItem, "usage": .usage,
                    "previous_response_id": .opaque, "service_tier": .opaque, "truncation": .opaque, "created_at": .opaque,
                ]
            ),
            (
                .responseItem,
                [
                    "id": .opaque, "type": .opaque, "status": .opaque, "role": .opaque, "call_id": .opaque, "content": .responsePart,
                    "summary": .responsePart, "arguments": .json, "encrypted_content": .opaque, "result": .responseResult,
                    "container_id": .opaque, "phase": .opaque,
                ]
            ),
            (
                .responsePart,
                [
                    "type": .opaque, "text": .text, "refusal": .text, "logprobs": .opaque, "annotations": .responsePart,
                    "file_id": .opaque, "container_id": .opaque, "data": .opaque, "image_url": .opaque,
                ]
            ),
            (
                .messages,
                [
                    "type": .eventType, "id": .opaque, "role": .opaque, "model": .opaque, "content": .block, "message": .messages,
                    "index": .index, "content_block": .block, "delta": .blockDelta, "usage": .usage, "stop_reason": .opaque,
                    "stop_sequence": .text, "error": .error, "request_id": .opaque, "container": .opaque,
                ]
            ),
            (
                .block,
                [
                    "type": .blockType, "text": .blockText, "thinking": .blockThinking, "signature": .opaque, "data": .blockData,
                    "id": .opaque, "tool_use_id": .opaque, "name": .text, "input": .free, "content": .block,
                    "encrypted_content": .opaque, "encrypted_index": .opaque, "encrypted_stdout": .opaque, "citations": .block,
                    "source": .block, "media_type": .opaque, "file_id": .opaque,
                ]
            ),
            (
                .blockDelta,
                [
                    "type": .blockType, "text": .blockText, "thinking": .blockThinking, "partial_json": .blockJSON,
                    "signature": .opaque, "citation": .block, "content": .blockSummary, "stop_reason": .opaque, "stop_sequence": .text,
                    "encrypted_content": .opaque,
                ]
            ),
            (
                .ollama,
                [
                    "model": .opaque, "created_at": .opaque, "message": .ollamaMessage, "response": .content, "thinking": .ollamaThinking,
                    "done": .done, "done_reason": .opaque, "context": .opaque, "embedding": .opaque, "embeddings": .opaque,
                    "error": .error, "logprobs": .opaque, "tensors": .opaque, "model_info": .opaque, "details": .opaque,
                    "capabilities": .opaque, "modified_at": .opaque, "remote_model": .opaque, "remote_host": .opaque,
                ]
            ),
            (
                .ollamaMessage,
                [
                    "role": .opaque, "content": .content, "thinking": .ollamaThinking, "images": .opaque, "tool_calls": .free,
                    "logprobs": .opaque,
                ]
            ),
            (
                .embeddings,
                [
                    "object": .opaque, "data": .opaque, "embeddings": .opaque, "embedding": .opaque, "model": .opaque, "usage": .usage,
                    "error": .error, "id": .opaque,
                ]
            ),
            (.error, ["type": .opaque, "code": .opaque]),
        ]
        return Grammar(
            shapeCount: ReplyShape.allCases.count,
            tables.map { (shape: $0.0.rawValue, names: $0.1.mapValues(\.rawValue)) })
    }()
}
