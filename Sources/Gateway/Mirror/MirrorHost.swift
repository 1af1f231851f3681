internal import Pipeline
internal import Proxy

/// The built-in host of the demo.
enum MirrorHost {
    static func start(on loops: EventLoopGroup) throws(ListenError) -> Host {
        throw ListenError.addressInUse(try ListenerAddress(parsing: "127.0.0.1:1"))
    }
}
