-- For the operators' list, which begins with the newest.
create index nominations_by_time on nominations (created_at, id);
