import Testing

@testable import Middleware
