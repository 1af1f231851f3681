// Written from policies/*.yaml by scripts/embed-policies. Do not edit.

extension ShippedPolicies {
    package static let cloudText = #"""
        # Requests that a cloud host may see.
        #
        # Personal data leaves as surrogates: invented values of the same kind, the same value always as the same surrogate, so that the model can
        # still tell two people apart. In the answer the surrogates are turned back. Secrets never leave: a request with one in it is refused, since
        # a key that has been pasted into a prompt is one that somebody should hear about.
        policy: cloud

        # Policies are tried from the lowest order; the first whose match holds is used. Leave room below for policies of your own.
        order: 50

        # trust is cloud as soon as one host that the request may reach is a cloud host, also by retry or fallback.
        match: { trust: cloud }

        # The order in which the stages run. A stage left out does not run; auth and audit cannot be left out, auth comes first, and route never comes
        # before redact.
        chain: [auth, limit, classify, redact, route, audit]

        # The model finds what no pattern can: names of people, places and organisations. With `error: open` a request goes on with what the
        # recognizers found when the model cannot answer; say `closed` to have it refused instead.
        classify: { when: always, threshold: 0.5, sensitive: redact, error: open, public: keep, recall: balanced }

        redact:
          # What happens to a type that is not named below.
          default: surrogate
          entities:
            # Credentials that a format, a checksum or a name beside them shows refuse the request. The more exact name wins over the group SECRET,
            # which also holds what only the model takes for a secret: it errs on random-looking words, so those leave as surrogates.
            API_KEY: block
            PASSWORD: block
            PRIVATE_KEY: block
            JWT: block
            URL_CREDENTIALS: block
            AUTH_HEADER: block
            CONNECTION_STRING: block
            GENERIC_SECRET: block
            SECRET: surrogate
            DATE_TIME: keep # without a name beside it a date says little, and models need it
            URL: keep # a link with a password in it is URL_CREDENTIALS
            UUID: keep
          # Findings under this score are left alone: the less, the more is replaced, also by mistake.
          score: 0.5
          # Images, audio and files cannot be examined. `keep` lets them through, and the response says so in x-hopguard-coverage.
          images: block
          responses: restore

        # Run by `hopguard policy test`. `finds` names every type that is found and not kept.
        tests:
          - { text: "mail anna@corp.example about it", finds: [EMAIL_ADDRESS] }
          - { text: "my credit card is 4111 1111 1111 1111, valid thru next year", finds: [CREDIT_CARD] }
          - { text: "What is the capital of France?", finds: [] }
          - { text: "see https://www.example.com/docs for more", finds: [] }

        """#

    package static let localText = #"""
        # Requests that only hosts on trust `local` can see: machines of your own. Nothing is changed, everything is in the audit log.
        #
        # When such a request falls back to a cloud host, it is redacted as the policy for trust `cloud` says: this one never lets the original text
        # out of the house.
        policy: local
        order: 60
        match: { trust: local }
        chain: [auth, limit, route, audit]

        tests:
          - { text: "What is the capital of France?", finds: [] }

        """#

    package static let strictText = #"""
        # For work where a refused request is better than a replaced name: whoever sends `x-purpose: strict…` has every finding refused, and a request
        # that the model could not judge as well.
        #
        # To give it to people instead of a header, match their keys or teams:
        #   match: { trust: cloud, teams: [legal, medical] }
        # and to everybody: match: { trust: cloud }.
        policy: strict
        order: 20
        match: { trust: cloud, headers: { x-purpose: "strict*" } }
        chain: [auth, limit, classify, redact, route, audit]

        # `sensitive: block` refuses what the model judges sensitive; `error: closed` refuses what it could not judge.
        classify: { when: always, threshold: 0.5, sensitive: block, error: closed, public: replace, recall: high }

        redact:
          default: block
          entities:
            DATE_TIME: keep
            URL: keep
            UUID: keep
          # Lower than in cloud.yaml: rather one refusal too many.
          score: 0.4
          images: block
          responses: restore

        # Without another model: a fallback may lead to a host that was not meant.
        fallback: forbid

        tests:
          - { text: "mail anna@corp.example about it", blocks: EMAIL_ADDRESS }
          - { text: "my credit card is 4111 1111 1111 1111, valid thru next year", blocks: CREDIT_CARD }
          - { text: "What is the capital of France?", finds: [] }

        """#

    package static let pipelineText = #"""
        # For unattended pipelines, which nobody watches and which a refusal would stop: nothing is blocked, everything is replaced. Whoever sends
        # `x-purpose: pipeline…` gets it; match keys or teams to give it to them alone.
        #
        # Secrets leave as placeholders, `[API_KEY_1]`, and come back in the answer.
        policy: pipeline
        order: 30
        match: { trust: cloud, headers: { x-purpose: "pipeline*" } }
        chain: [auth, limit, classify, redact, route, audit]

        # A model that cannot answer does not stop the line; what the recognizers found is replaced all the same.
        classify: { when: always, threshold: 0.5, sensitive: redact, error: open, public: keep, recall: high }

        redact:
          default: surrogate
          entities:
            SECRET: placeholder
            DATE_TIME: keep
            URL: keep
            UUID: keep
          score: 0.5
          # The one thing that is still refused: an image cannot be replaced, and let through unexamined it might show anything. A pipeline that
          # sends images which may leave says `keep`.
          images: block
          responses: restore

        tests:
          - { text: "mail anna@corp.example about it", finds: [EMAIL_ADDRESS] }
          - { text: "my credit card is 4111 1111 1111 1111, valid thru next year", finds: [CREDIT_CARD] }
          - { text: "What is the capital of France?", finds: [] }

        """#
}
