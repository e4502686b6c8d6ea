-- Places are shared by whom few people part: beside its score each standing has the one it would have with as many more
-- people as do not part two places. A company whose size nobody has set yet is measured as a large one, so none is
-- without a score.
alter table standings add column reach bigint not null default 0;
update standings set low = coalesce(low, 0), median = coalesce(median, 0), high = coalesce(high, 0);
update standings set reach = low;
-- How often companies of the season were tallied: whoever keeps its boards in memory sees whether they still hold.
alter table seasons add column tallied bigint not null default 0;
-- Companies that a story or a nomination was taken from: their words leave every page at once, while figures wait for
-- their batch. `changes` as of board_changes.
create table story_removals (
    season text not null,
    company text not null,
    changes bigint not null default 1,
    primary key (season, company)
);
