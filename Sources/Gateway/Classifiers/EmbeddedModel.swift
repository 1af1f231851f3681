internal import Detection
internal import Glibc
internal import Synchronization

/// The embedded model, loaded once for the life of the program: its file does not change under a running one.
enum EmbeddedModel {
    private static let loaded = Mutex<TaggerService?>(nil)

    /// The service that answers; nil when the model's file cannot be used, which is logged. Then each policy's `error` rule decides.
    static func shared(_ log: Log) -> TaggerService? {
        loaded.withLock { loaded in
            if let loaded { return loaded }
            do throws(ModelFileError) {
                let tagger = try EmbeddedTagger(path: ModelLocation.find())
                let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
                let service = TaggerService(tagger: tagger, limits: TaggerService.Limits(threads: cores))
                loaded = service
                return service
            } catch {
                log.error("the embedded model cannot be used", .name("why", "\(error)"))
                return nil
            }
        }
    }
}
