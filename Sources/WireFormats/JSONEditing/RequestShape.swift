/// What a value in a request body is, by where it stands.
enum RequestShape: UInt8, CaseIterable {
    /// No schema names it: strings, keys and long numbers are examined.
    case free
    /// Text of whoever's turn it is.
    case text
    /// Text of the system; of the user.
    case systemText
    case userText
    /// Ids and enum values: examined, never rewritten.
    case structural
    /// Known numbers and switches; a string in their place is text, and long numbers are examined as everywhere.
    case number
    /// Objects of settings whose strings are all enum values.
    case settings

    case model
    case olderModel
    case stream
    case role
    /// The `type` of a content block or an item, which decides what some of its other properties are.
    case kind
    /// What a host signed or encrypted.
    case signature
    case sealed
    case thoughtSignature
    /// What is sealed, or the bytes of a file, only under some types.
    case data
    case sourceData
    case imageURL
    case imageData
    case fileData
    case fileReference
    case audioData
    case schemaURI

    case chatBody
    case completionsBody
    case responsesBody
    case embeddingsBody
    case messagesBody
    case ollamaChatBody
    case ollamaGenerateBody
    case ollamaEmbedBody
    case ollamaShowBody

    case message
    case block
    case item
    case reasoningDetail
    case toolCall
    case extraContent
    case function
    case tool
    case toolChoice
    case schema
    case schemaMap
    case responseFormat
    case cacheControl
    case prediction
    case source
    case file
    case audio
    case image
    case options
    case prompt
    case variables
    case textSettings

    /// Whether the names in an object of this shape are its sender's own; the shape under all of them.
    @inline(__always)
    var underFreeKeys: RequestShape? {
        switch self {
        case .free: .free
        case .schemaMap: .schema
        case .variables: .block
        default: nil
        }
    }
}

extension Grammar {
    /// The named positions of the requests of every API.
    static let request: Grammar = {
        typealias Table = [String: RequestShape]
        let numbers: Table = [
            "temperature": .number, "top_p": .number, "top_k": .number, "n": .number, "max_tokens": .number,
            "max_completion_tokens": .number, "max_output_tokens": .number, "presence_penalty": .number, "frequency_penalty": .number,
            "seed": .number, "logprobs": .number, "top_logprobs": .number, "parallel_tool_calls": .number, "store": .number,
            "echo": .number, "best_of": .number, "dimensions": .number, "background": .number, "max_tool_calls": .number,
            "truncate": .number, "raw": .number, "verbose": .number, "max_tokens_to_sample": .number,
        ]
        let common: Table = numbers.merging([
            "model": .model, "stream": .stream, "stream_options": .settings, "tools": .tool, "functions": .function,
            "tool_choice": .toolChoice, "function_call": .toolChoice, "response_format": .responseFormat, "user": .text, "stop": .text,
            "metadata": .free, "service_tier": .structural, "reasoning_effort": .structural, "verbosity": .structural,
            "modalities": .structural, "audio": .settings, "reasoning": .settings, "prompt_cache_retention": .structural,
            "prediction": .prediction, "encoding_format": .structural, "thinking": .settings, "cache_control": .cacheControl,
        ]) { _, new in new }
        func with(_ more: Table) -> Table { common.merging(more) { _, new in new } }
        let ollama: Table = [
            "model": .model, "name": .olderModel, "stream": .stream, "keep_alive": .structural, "options": .options, "format": .schema,
            "think": .structural, "raw": .number, "verbose": .number, "truncate": .number, "dimensions": .number, "logprobs": .number,
            "top_logprobs": .number,
        ]
        func ollamaWith(_ more: Table) -> Table { ollama.merging(more) { _, new in new } }

        let tables: [(RequestShape, Table)] = [
            (.chatBody, with(["messages": .message])),
            (.completionsBody, with(["prompt": .userText, "suffix": .userText])),
            (
                .responsesBody,
                with([
                    "input": .item, "instructions": .systemText, "prompt": .prompt, "text": .textSettings, "include": .structural,
                    "previous_response_id": .structural, "conversation": .settings, "truncation": .structural,
                    "context_management": .settings,
                ])
            ),
            (.embeddingsBody, with(["input": .userText])),
            (
                .messagesBody,
                with([
                    "messages": .message, "system": .systemText, "stop_sequences": .text, "container": .free,
                    "context_management": .settings, "output_config": .responseFormat, "output_format": .responseFormat,
                    "inference_geo": .structural, "speed": .structural, "betas": .structural,
                ])
            ),
            (.ollamaChatBody, ollamaWith(["messages": .message, "tools": .tool])),
            (
                .ollamaGenerateBody,
                ollamaWith([
                    "prompt": .userText, "suffix": .userText, "system": .systemText, "template": .text, "images": .imageData,
                    "context": .number,
                ])
            ),
            (.ollamaEmbedBody, ollamaWith(["input": .userText, "prompt": .userText])),
            (.ollamaShowBody, ollamaWith(["system": .systemText, "template": .text])),
            (
                .message,
                [
                    "role": .role, "content": .block, "name": .text, "tool_calls": .toolCall, "function_call": .function,
                    "tool_call_id": .structural, "refusal": .text, "reasoning_content": .text, "reasoning": .text,
                    "reasoning_details": .reasoningDetail, "thinking": .text, "images": .imageData, "tool_name": .text,
                    "audio": .audio, "cache_control": .cacheControl, "prefix": .number, "extra_content": .extraContent,
                    "type": .kind, "id": .structural, "status": .structural, "phase": .structural,
                ]
            ),
            (
                .block,
                [
                    "type": .kind, "text": .text, "cache_control": .cacheControl, "image_url": .image, "input_audio": .audio,
                    "audio": .audio, "file": .file, "refusal": .text, "detail": .structural, "source": .source, "id": .structural,
                    "name": .text, "input": .free, "tool_use_id": .structural, "content": .block, "is_error": .number,
                    "thinking": .text, "signature": .signature, "data": .data, "title": .text, "context": .text,
                    "encrypted_content": .sealed, "encrypted_index": .sealed, "encrypted_stdout": .sealed, "url": .text,
                    "file_data": .fileData, "filename": .text, "file_id": .fileReference, "file_url": .fileReference,
                    "citations": .block, "cited_text": .text, "status": .structural, "logprobs": .number, "error_code": .structural,
                    "start_char_index": .number, "end_char_index": .number, "document_index": .number, "start_index": .number,
                    "end_index": .number, "start_page_number": .number, "end_page_number": .number, "start_block_index": .number,
                    "end_block_index": .number, "return_code": .number, "index": .number, "thought_signature": .thoughtSignature,
                    "extra_content": .extraContent, "video_url": .image, "enabled": .number,
                ]
            ),
            (
                .item,
                [
                    "type": .kind, "role": .role, "content": .block, "id": .structural, "call_id": .structural, "status": .structural,
                    "name": .text, "arguments": .text, "output": .block, "summary": .block, "encrypted_content": .sealed,
                    "container_id": .structural, "result": .imageData, "input": .text, "approval_request_id": .structural,
                    "approve": .number, "phase": .structural, "execution": .structural, "text": .text, "image_url": .image,
                    "input_audio": .audio, "file_data": .fileData, "file_id": .fileReference, "file_url": .fileReference,
                    "filename": .text, "detail": .structural,
                ]
            ),
            (
                .reasoningDetail,
                [
                    "type": .kind, "text": .text, "summary": .text, "data": .data, "signature": .signature, "id": .structural,
                    "format": .structural, "index": .number,
                ]
            ),
            (
                .toolCall,
                [
                    "id": .structural, "type": .structural, "index": .number, "function": .function, "custom": .function,
                    "extra_content": .extraContent, "thought_signature": .thoughtSignature,
                ]
            ),
            (.extraContent, ["google": .extraContent, "thought_signature": .thoughtSignature, "thoughtSignature": .thoughtSignature]),
            (
                .function,
                [
                    "name": .text, "description": .text, "parameters": .schema, "strict": .number, "arguments": .free, "input": .free,
                    "index": .number,
                ]
            ),
            (
                .tool,
                [
                    "type": .structural, "function": .function, "name": .text, "description": .text, "input_schema": .schema,
                    "parameters": .schema, "output_schema": .schema, "strict": .number, "cache_control": .cacheControl,
                    "defer_loading": .number, "vector_store_ids": .structural, "search_context_size": .structural,
                    "max_num_results": .number, "max_uses": .number, "display_width": .number, "display_height": .number,
                    "display_width_px": .number, "display_height_px": .number, "display_number": .number, "environment": .structural,
                    "require_approval": .settings, "connector_id": .structural, "eager_input_streaming": .number,
                    "max_content_tokens": .number, "allowed_callers": .structural, "custom": .function, "tools": .tool,
                ]
            ),
            (
                .toolChoice,
                [
                    "type": .structural, "function": .function, "name": .text, "mode": .structural, "tools": .tool,
                    "allowed_tools": .toolChoice, "disable_parallel_tool_use": .number, "custom": .function, "server_label": .text,
                ]
            ),
            (
                .schema,
                [
                    "type": .structural, "properties": .schemaMap, "$defs": .schemaMap, "definitions": .schemaMap,
                    "patternProperties": .schemaMap, "dependentSchemas": .schemaMap, "dependentRequired": .free, "required": .text,
                    "items": .schema, "prefixItems": .schema, "additionalItems": .schema, "additionalProperties": .schema,
                    "unevaluatedProperties": .schema, "unevaluatedItems": .schema, "propertyNames": .schema, "contains": .schema,
                    "anyOf": .schema, "oneOf": .schema, "allOf": .schema, "not": .schema, "if": .schema, "then": .schema,
                    "else": .schema, "enum": .free, "const": .free, "default": .free, "examples": .free, "example": .free,
                    "description": .text, "title": .text, "$comment": .text, "format": .text, "pattern": .text, "$ref": .text,
                    "$id": .text, "$anchor": .text, "$schema": .schemaURI, "nullable": .number, "strict": .number,
                    "minLength": .number, "maxLength": .number, "minItems": .number, "maxItems": .number, "uniqueItems": .number,
                    "minProperties": .number, "maxProperties": .number, "minimum": .number, "maximum": .number,
                    "exclusiveMinimum": .number, "exclusiveMaximum": .number, "multipleOf": .number, "minContains": .number,
                    "maxContains": .number, "readOnly": .number, "writeOnly": .number, "deprecated": .number,
                    "contentEncoding": .text, "contentMediaType": .text,
                ]
            ),
            (
                .responseFormat,
                [
                    "type": .structural, "json_schema": .responseFormat, "schema": .schema, "name": .text, "description": .text,
                    "strict": .number, "effort": .structural, "format": .responseFormat,
                ]
            ),
            (.textSettings, ["format": .responseFormat, "verbosity": .structural]),
            (.cacheControl, ["type": .structural, "ttl": .structural, "scope": .structural]),
            (.prediction, ["type": .structural, "content": .block]),
            (
                .source,
                [
                    "type": .kind, "media_type": .structural, "data": .sourceData, "url": .imageURL, "file_id": .fileReference,
                    "content": .block,
                ]
            ),
            (.file, ["file_data": .fileData, "file_id": .fileReference, "filename": .text, "file_url": .fileReference]),
            (.audio, ["data": .audioData, "format": .structural, "id": .structural]),
            (.image, ["url": .imageURL, "detail": .structural, "format": .structural]),
            (
                .options,
                numbers.merging([
                    "stop": .text, "num_ctx": .number, "num_predict": .number, "num_keep": .number, "num_batch": .number,
                    "num_gpu": .number, "main_gpu": .number, "num_thread": .number, "repeat_last_n": .number, "repeat_penalty": .number,
                    "tfs_z": .number, "typical_p": .number, "min_p": .number, "mirostat": .number, "mirostat_tau": .number,
                    "mirostat_eta": .number, "penalize_newline": .number, "low_vram": .number, "f16_kv": .number, "use_mmap": .number,
                    "use_mlock": .number, "numa": .number, "vocab_only": .number,
                ]) { old, _ in old }
            ),
            (.prompt, ["id": .structural, "version": .structural, "variables": .variables]),
        ]
        return Grammar(
            shapeCount: RequestShape.allCases.count,
            tables.map { (shape: $0.0.rawValue, names: $0.1.mapValues(\.rawValue)) })
    }()
}
