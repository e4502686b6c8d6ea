#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// Words a draft starts from. Who wrote it and who keeps it up to date are two people.
struct ReplyTemplate {
    TemplateId id;
    std::optional<std::string> seed_key;  // of the file in config/replies it came from
    std::string name;
    std::string language;
    std::string occasion;  // team, person or quiet
    std::string words;     // with {name}, {company}, {person} and {link}
    std::string author;
    std::string steward;
    Time review_at{};
};

namespace reply_templates {

/// Adds it, or brings the row of the same seed key up to date.
void seed(Write& write, ReplyTemplate const& reply_template);
/// Those that are not retired, by language, occasion and name.
std::vector<ReplyTemplate> all(Read const& read);

}  // namespace reply_templates
}  // namespace storage
