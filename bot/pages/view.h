#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace bot::pages {

/// What a page shows: names with ready words, truths and lists. A name that a template uses and the view
/// lacks is a mistake that the tests find.
class View {
public:
    using Value = std::variant<std::string, bool, std::vector<View>>;
    View& set(std::string name, std::string words) { return put(std::move(name), std::move(words)); }
    View& set(std::string name, char const* words) { return put(std::move(name), std::string(words)); }
    View& set(std::string name, bool truth) { return put(std::move(name), truth); }
    View& set(std::string name, std::vector<View> rows) { return put(std::move(name), std::move(rows)); }
    std::map<std::string, Value> const& values() const { return values_; }

private:
    View& put(std::string name, Value value) {
        values_.insert_or_assign(std::move(name), std::move(value));
        return *this;
    }
    std::map<std::string, Value> values_;
};

}  // namespace bot::pages
