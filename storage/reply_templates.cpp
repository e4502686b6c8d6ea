#include "storage/reply_templates.h"

#include "storage/engine/sql.h"

namespace storage::reply_templates {

void seed(Write& write, ReplyTemplate const& reply_template) {
    auto const& row = reply_template;
    write.session()
        << "insert into reply_templates (id, seed_key, name, language, occasion, words, author, steward, "
           "review_at) "
           "values (:id, :seed_key, :name, :language, :occasion, :words, :author, :steward, :review_at) "
           "on conflict (seed_key) do update set name = excluded.name, language = excluded.language, "
           "occasion = excluded.occasion, words = excluded.words, author = excluded.author, "
           "steward = excluded.steward, review_at = excluded.review_at",
        use(row.id, "id"), use(row.seed_key, "seed_key"), use(row.name, "name"),
        use(row.language, "language"), use(row.occasion, "occasion"), use(row.words, "words"),
        use(row.author, "author"), use(row.steward, "steward"), use(row.review_at, "review_at");
}

std::vector<ReplyTemplate> all(Read const& read) {
    std::vector<ReplyTemplate> found;
    ReplyTemplate row;
    soci::statement select(
        (read.session().prepare
             << "select id, seed_key, name, language, occasion, words, author, steward, review_at from "
                "reply_templates where retired_at is null order by language, occasion, name, id",
         into(row.id), into(row.seed_key), into(row.name), into(row.language), into(row.occasion),
         into(row.words), into(row.author), into(row.steward), into(row.review_at)));
    for_each(select, [&] { found.push_back(row); });
    return found;
}

}  // namespace storage::reply_templates
