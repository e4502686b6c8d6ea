#pragma once

#include <string>
#include <string_view>

#include "bot/pages/words.h"
#include "storage/nominations.h"

namespace bot::web {

/// A category as people read it; its id if the season has one we have no words for.
std::string category_title(pages::Words const& words, std::string_view language, std::string const& category);
/// What is meant by it; "" if we have no words for it.
std::string category_text(pages::Words const& words, std::string_view language, std::string const& category);
/// "Counts since 3 March 2026", "Does not count: …".
std::string state_text(pages::Words const& words, std::string_view language,
                       storage::Nomination const& nomination);
std::string void_text(pages::Words const& words, std::string_view language, std::string const& reason);

}  // namespace bot::web
