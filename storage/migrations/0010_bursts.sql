-- The first story of each burst: what later ones are compared with.
create table bursts (
    leader text primary key not null references nominations (id),
    season text not null,
    category text not null,
    company text not null,
    began_at bigint not null
);
create index bursts_by_company on bursts (season, category, company, began_at);
insert into bursts (leader, season, category, company, began_at)
    select n.id, n.season, n.category, n.company, n.created_at from nominations n
    join nomination_signals s on s.nomination = n.id and s.signal = 'burst'
    where not exists (select 1 from nomination_signals e join nominations o on o.id = e.nomination
                      where e.signal = 'burst' and e.value_hash = s.value_hash and o.created_at < n.created_at);
