/// Why a model file was refused. Each case says what is wrong with the file, so that the operator knows what to replace.
public enum ModelFileError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be opened or mapped; `errno` of the failing call.
    case unreadable(errno: Int32)
    /// The first bytes are not a model file's.
    case notAModel
    /// The file is of another format version than this program reads.
    case version(found: UInt32, expected: UInt32)
    /// The file is shorter or longer than its header says.
    case length(found: Int, expected: UInt64)
    /// The digest at the end does not match the content.
    case checksum
    /// The header is not what the format prescribes; the part is one of the format's own field names.
    case header(String)
    /// A tensor is missing, of another type or size, or lies outside the file.
    case tensor(String)

    public var description: String {
        switch self {
        case .unreadable(let errno): "the model file cannot be read (errno \(errno)): check its path and rights"
        case .notAModel: "this is not a model file: install the one that belongs to this version"
        case .version(let found, let expected):
            "the model file has format version \(found), this program reads \(expected): install the one that belongs to this version"
        case .length(let found, let expected):
            "the model file has \(found) bytes instead of \(expected): it was cut or added to, install it again"
        case .checksum: "the model file was changed (its checksum does not match): install it again"
        case .header(let part): "the model file's header is wrong at \(part): install it again"
        case .tensor(let name):
            "the model file's tensor \(name) is missing or of the wrong size: install the one that belongs to this version"
        }
    }
}
