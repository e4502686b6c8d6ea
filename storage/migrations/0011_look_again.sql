-- When the network showed the post last; absent: when it was found. What is not seen for a day is emptied.
alter table posts add column looked_at bigint;
