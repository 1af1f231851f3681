extension Migration {
    /// The tables people query (`requests`, `entities`, `attempts`), the chain's (`writers`, `seals`), and what makes queries quick
    /// (`labels`, `blocks`, `hourly`, `hourly_entities`).
    ///
    /// - `entities` and `attempts` are clustered by `seq`, so that they are only appended to, and a check reads all three side by side.
    /// - `labels` says which blocks of 1,024 rows hold a value: a filter reads those blocks only. An index for each filter would cost
    ///   more on each request than everything else together.
    static let firstSchema = Migration(
        version: 1,
        sql: """
            create table requests (
              seq integer primary key,
              id text not null,
              request_id text not null,
              time text not null,
              key text not null,
              team text not null,
              client_address text not null,
              api text not null,
              path text not null,
              model_asked text not null,
              model_sent text not null,
              policy text not null,
              decision text not null,
              reason text not null,
              host text not null,
              status integer,
              attempts integer not null,
              stream integer not null,
              request_bytes integer not null,
              response_bytes integer not null,
              prompt_tokens integer,
              completion_tokens integer,
              first_byte_ms real,
              total_ms real,
              stage_ms text,
              ended text,
              generation integer not null,
              unrestored integer not null,
              writer integer not null,
              opened integer,
              closed integer,
              admission_hash blob,
              prev_hash blob not null,
              hash blob not null
            );
            create index requests_id on requests (id);
            create index requests_request_id on requests (request_id) where request_id <> id;
            create index requests_time on requests (time);
            create table entities (
              seq integer not null,
              request_id text not null,
              type text not null,
              action text not null,
              recognizer text not null,
              count integer not null,
              primary key (seq, type, action, recognizer)
            ) without rowid;
            create table attempts (
              seq integer not null,
              request_id text not null,
              n integer not null,
              host text not null,
              status integer not null,
              error text not null,
              ms real not null,
              primary key (seq, n)
            ) without rowid;
            create table writers (
              writer integer primary key,
              link integer not null,
              hash blob not null,
              seq integer not null,
              rolled integer not null,
              rolled_seq integer not null
            );
            create table seals (
              writer integer primary key,
              link integer not null,
              hash blob not null,
              rows integer not null,
              time text not null,
              mac blob not null
            );
            create table labels (
              name text not null,
              value text not null,
              block integer not null,
              primary key (name, value, block)
            ) without rowid;
            create table blocks (
              block integer primary key,
              first_time text not null,
              last_time text not null
            );
            create table hourly (
              hour text not null,
              key text not null,
              team text not null,
              model text not null,
              host text not null,
              policy text not null,
              decision text not null,
              requests integer not null,
              request_bytes integer not null,
              response_bytes integer not null,
              prompt_tokens integer not null,
              completion_tokens integer not null,
              unrestored integer not null,
              total_ms real not null,
              first_bytes integer not null,
              first_byte_ms real not null,
              \(LatencyBuckets.columns(prefix: "total").map { "\($0) integer not null" }.joined(separator: ",\n  ")),
              \(LatencyBuckets.columns(prefix: "first").map { "\($0) integer not null" }.joined(separator: ",\n  ")),
              primary key (hour, key, team, model, host, policy, decision)
            ) without rowid;
            create table hourly_entities (
              hour text not null,
              key text not null,
              team text not null,
              policy text not null,
              type text not null,
              action text not null,
              requests integer not null,
              count integer not null,
              primary key (hour, key, team, policy, type, action)
            ) without rowid;
            """)
}
