extension Migration {
    /// Costs, counts by day beside those by hour, and labels that tell exactly which blocks hold a row with several values together.
    ///
    /// `labels` has one row for each combination of values that any request had; `blocks.labels` names those of a block by their numbers. A
    /// filter finds the combinations that fit, and reads only the blocks that hold one.
    static let costsAndLabels = Migration(
        version: 2,
        sql: """
            alter table requests add column cost integer;
            alter table hourly add column cost integer not null default 0;
            create table daily (
              day text not null,
              key text not null,
              team text not null,
              model text not null,
              host text not null,
              policy text not null,
              decision text not null,
              \(HourlyCounts.sums.map { "\($0) \(HourlyCounts.type(of: $0) == "bigint" ? "integer" : "real") not null" }.joined(separator: ",\n  ")),
              primary key (day, key, team, model, host, policy, decision)
            ) without rowid;
            create table daily_entities (
              day text not null,
              key text not null,
              team text not null,
              policy text not null,
              type text not null,
              action text not null,
              requests integer not null,
              count integer not null,
              primary key (day, key, team, policy, type, action)
            ) without rowid;
            drop table labels;
            create table labels (
              id integer primary key,
              key text not null,
              team text not null,
              model_asked text not null,
              model_sent text not null,
              host text not null,
              policy text not null,
              api text not null,
              decision text not null,
              status integer not null,
              entities text not null,
              unique (key, team, model_asked, model_sent, host, policy, api, decision, status, entities)
            );
            alter table blocks add column labels text not null default '';
            """,
        backfill: """
            insert into daily
            select substr(hour, 1, 10), key, team, model, host, policy, decision, \(HourlyCounts.sums.map { "sum(\($0))" }.joined(separator: ", "))
            from hourly group by 1, 2, 3, 4, 5, 6, 7;
            insert into daily_entities
            select substr(hour, 1, 10), key, team, policy, type, action, sum(requests), sum(count)
            from hourly_entities group by 1, 2, 3, 4, 5, 6;
            create temp table found as
            select seq >> \(BlockLabels.blockShift) as block, key, team, model_asked, model_sent, host, policy, api, decision,
              coalesce(status, 0) as status,
              coalesce((select ',' || group_concat(type, ',') || ','
                from (select distinct type from entities e where e.seq = requests.seq order by type)), '') as entities
            from requests group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
            insert into labels (key, team, model_asked, model_sent, host, policy, api, decision, status, entities)
            select distinct key, team, model_asked, model_sent, host, policy, api, decision, status, entities from found;
            create temp table numbered as
            select block, id from found join labels using (key, team, model_asked, model_sent, host, policy, api, decision, status, entities)
            order by block;
            create index temp.numbered_block on numbered (block);
            update blocks set labels = coalesce((select group_concat(id, ' ') || ' ' from numbered where numbered.block = blocks.block), '');
            drop table temp.found;
            drop table temp.numbered;
            """)
}
