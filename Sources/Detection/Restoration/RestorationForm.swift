/// One way in which a surrogate may be written, and what stands for it then.
struct RestorationForm {
    enum Kind {
        /// The whole surrogate.
        case full
        /// A number, whatever its separators.
        case digits
        /// Part of a person's name.
        case short
        /// Part of something else that names it alone: the domain of an address, the host of a link, a company without its legal form.
        case part
    }

    let entry: Int
    let kind: Kind
    /// The original's words, as many as the form has between its gaps.
    let words: [[UInt8]]
    /// Whether a first name is the last word: a surname that follows is then another person's.
    var endsInFirst = false
}
