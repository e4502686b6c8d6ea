-- What a post's words are recognised by when somebody posts them again: a keyed hash, which outlives them, and four
-- hashes of which nearly the same words share at least one, which go with them. Absent for posts stored before.
alter table posts add column words_key text;
alter table posts add column band_1 bigint;
alter table posts add column band_2 bigint;
alter table posts add column band_3 bigint;
alter table posts add column band_4 bigint;
create index posts_by_words on posts (words_key) where words_key is not null;
create index posts_by_band_1 on posts (band_1) where band_1 is not null;
create index posts_by_band_2 on posts (band_2) where band_2 is not null;
create index posts_by_band_3 on posts (band_3) where band_3 is not null;
create index posts_by_band_4 on posts (band_4) where band_4 is not null;
