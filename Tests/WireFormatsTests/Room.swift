import Testing

@testable import WireFormats
