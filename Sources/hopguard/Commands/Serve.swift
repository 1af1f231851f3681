import Gateway

extension Command {
    static let serve = Command(
        spec: CommandSpec(
            "serve", "runs the proxy.",
            options: [
                .value("config", "FILE", "the configuration: a hopguard.yaml, an LLMhop config.json or a HOPS hosts.yml"),
                .value("listen", "ADDR", "where to listen, instead of the configuration's"),
                .flag("demo", "adds the built-in host 'mirror', which answers with what it received"),
                .flag("open", "lets a proxy without keys listen for other machines"),
            ],
            details: """
                Without --config: $HOPGUARD_CONFIG, ./hopguard.yaml, /etc/hopguard/hopguard.yaml, else the built-in default.
                SIGTERM finishes what runs and ends; a second one ends at once. SIGHUP reads the configuration again.
                """)
    ) { arguments in
        Service(
            ServeOptions(
                config: arguments["config"], listen: arguments["listen"], isDemo: arguments.has("demo"), isOpen: arguments.has("open"))
        ).run()
    }
}
