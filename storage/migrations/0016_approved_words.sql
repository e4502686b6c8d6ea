-- What an operator read and lets be shown: the hash of those words. Others of the same nomination wait again.
alter table nominations add column story_approved_sha256 text;
update nominations set story_approved_sha256 = story_sha256 where story_approved_at is not null;
